"""What came of a race, by what the database says and not by what anybody was told."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from core.models import OutboxMessage
from courses.enums import SEATED, EnrolmentState
from courses.models import Enrolment

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
    outcome.out_of_order += _out_of_order(race, rows, hours)
    outcome.busy += sum(each.get("busy", 0) for each in told)
    outcome.errors += [each["error"] for each in told if "error" in each]


def _lost(race: "Race", told: list[dict[str, Any]], rows: list[Enrolment]) -> int:
    """Count who has no answer, who was told something else than what is kept, and who got no mail.

    A free seat nobody holds is lost too: somebody should have it.
    """
    kept = {row.person_id: row.state for row in rows}
    answered = {each["person"]: each.get("state") for each in told}
    silent = sum(answered.get(each["person"]) is None for each in race.contenders)
    # One who waited behind the first may have been told "waiting" and nothing moves her afterwards.
    changed = sum(state is not None and kept.get(person) != state for person, state in answered.items())
    unwritten = (
        len(rows)
        - OutboxMessage.objects.filter(
            dedupe_key__regex=r"^courses\.place:(" + "|".join(str(row.pk) for row in rows) + r"):"
        ).count()
    )
    return silent + changed + abs(unwritten) + max(0, race.capacity - sold(race))


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
