"""What came of a race, by what the database says and not by what anybody was told."""

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from core.models import OutboxMessage
from courses.enums import SEATED, EnrolmentState
from courses.models import Enrolment, EnrolmentEvent

if TYPE_CHECKING:
    from tests.bench.lastplace import Outcome, Race


def sold(race: "Race") -> int:
    """Count the seats held in an edition."""
    return Enrolment._base_manager.filter(edition=race.edition, state__in=SEATED).count()


def judge(race: "Race", told: list[dict[str, Any]], hours: dict[int, int], outcome: "Outcome") -> None:
    """Add a round to the outcome."""
    known = {each["person"] for each in race.contenders}
    rows = list(Enrolment._base_manager.filter(edition=race.edition, person__in=known).order_by("pk"))
    outcome.rounds += 1
    outcome.oversold += max(0, sold(race) - race.capacity)
    outcome.lost += _lost(race, told, rows)
    outcome.refused += sum("refused" in each for each in told)
    outcome.out_of_order += _out_of_order(race, rows, hours)
    outcome.busy += sum(each.get("busy", 0) for each in told)
    outcome.waits += [each["seconds"] for each in told]
    outcome.errors += [said for each in told if (said := each.get("error") or each.get("refused"))]


def _lost(race: "Race", told: list[dict[str, Any]], rows: list[Enrolment]) -> int:
    """Count the contenders whose application went astray.

    Who has no answer at all, or an error that says nothing; whose place is missing, or is not what she was
    told; who was told to try again and had been written down; who was written down twice or without her one
    mail. A seat nobody holds, with people waiting for it, is lost too. Who was told to try again, with
    nothing written, is not: she knows, and is counted apart.
    """
    kept = {row.person_id: row.state for row in rows}
    answers = {each["person"]: each for each in told}
    astray = sum(_astray(answers.get(each["person"], {}), kept) for each in race.contenders)
    free = max(0, race.capacity - sold(race)) if rows else 0
    return astray + len(rows) - len(kept) + _without_mail(rows) + free


def _astray(answer: dict[str, Any], kept: dict[int, str]) -> bool:
    if "refused" in answer:
        return answer["person"] in kept
    return "state" not in answer or kept.get(answer["person"]) != answer["state"]


def _without_mail(rows: list[Enrolment]) -> int:
    """Count who was written down without exactly one mail about it."""
    last = EnrolmentEvent._base_manager.filter(enrolment__in=rows).values_list("enrolment", "pk")
    keys = {f"courses.place:{place}:{event}": place for place, event in last}
    mails = OutboxMessage.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    written = Counter(keys[key] for key in mails)
    return sum(written[row.pk] != 1 for row in rows)


def _out_of_order(race: "Race", rows: list[Enrolment], hours: dict[int, int]) -> int:
    """Count what is not in its order: hours of arrival, who has the seat, the waiting list."""
    arrived = sum(before.applied_at > after.applied_at for before, after in pairwise(rows))
    seated = [row for row in rows if row.state in SEATED]
    open_towns = race.held_towns if race.mode == "one_per_town" else set()
    first = next((row for row in rows if row.entity_id not in open_towns), None)
    wrong_seat = sum(row != first for row in seated)
    return arrived + wrong_seat + _unordered_line(race, rows, seated, hours)


def _unordered_line(
    race: "Race", rows: list[Enrolment], seated: list[Enrolment], hours: dict[int, int]
) -> int:
    """Count the places of the waiting list that are not where the rule, worked out here again, puts them."""
    held = race.held_towns | {row.entity_id for row in seated}

    def turn(row: Enrolment) -> tuple[Any, ...]:
        fair = race.mode == "fair"
        return fair and row.entity_id in held, hours[row.person_id] if fair else 0, row.applied_at, row.pk

    waiting = [row for row in rows if row.state == EnrolmentState.WAITING]
    called = sorted(waiting, key=lambda row: (row.rank, row.score, row.applied_at, row.pk))
    return sum(one != other for one, other in zip(called, sorted(waiting, key=turn), strict=True))
