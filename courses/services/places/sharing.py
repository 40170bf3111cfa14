"""The facts the order of places is decided by, read under the edition's lock, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Sum

from core import clock
from courses.enums import Allocation, EnrolmentState
from courses.models import Edition, Enrolment
from courses.rules import one_per_entity_now, reserves_now
from courses.rules.fairness import Applicant, Placed, Quota, Sharing, share_out
from courses.services.attendance.totals import totals_of
from courses.services.places.moves import seats_taken

A_YEAR = timedelta(days=365)
Line = list[tuple[Enrolment, Placed]]


def is_plain(edition: Edition) -> bool:
    """Whether the moment of asking is all that counts now: then nothing need be worked out."""
    at = clock.now()
    special = one_per_entity_now(edition, at) or reserves_now(edition, at)
    return edition.allocation == Allocation.ARRIVAL and not special


def put_in_order(edition: Edition, places: Sequence[Enrolment]) -> Line:
    """Order these applications and write rank, score and reasons on each.

    Pre-conditions: the edition is locked, the scope is open to every town hall.
    """
    facts = _history(edition, places) if edition.allocation == Allocation.FAIR else {}
    applicants = [_applicant(place, facts.get(place.person_id, (0, 0))) for place in places]
    by_id = {place.pk: place for place in places}
    line = [(by_id[placed.id], placed) for placed in share_out(applicants, _sharing(edition))]
    # Whoever asks last leaves most of the line as it was: only what changes is written.
    changed = [place for place, placed in line if _written(place, placed)]
    Enrolment.objects.bulk_update(changed, ["rank", "score", "reasons"])
    for place, _ in line:
        place.edition = edition
    return line


def forget_order(edition: Edition) -> None:
    """Let the moment of asking alone order who waits: the rules that numbered the list have ended.

    Without this, whoever asks after them has no number yet and would be called before everybody.
    """
    waiting = Enrolment.objects.filter(edition=edition, state=EnrolmentState.WAITING)
    waiting.exclude(rank=0, score=0).update(rank=0, score=0)


def _written(place: Enrolment, placed: Placed) -> bool:
    """Put on a place where it ended; say whether that is news."""
    before = place.rank, place.score, place.reasons
    place.rank, place.score, place.reasons = placed.rank, placed.score, list(placed.reasons)
    return before != (place.rank, place.score, place.reasons)


def _applicant(place: Enrolment, history: tuple[int, int]) -> Applicant:
    entity, (hours, no_shows) = place.entity, history
    return Applicant(
        id=place.pk,
        entity_id=entity.pk,
        applied_at=place.applied_at,
        population=entity.population,
        kind=entity.kind,
        comarca=entity.comarca,
        hours=hours,
        no_shows=no_shows,
    )


def _sharing(edition: Edition) -> Sharing:
    at = clock.now()
    held = list(Enrolment.objects.filter(edition=edition).seated().select_related("entity"))
    return Sharing(
        free=max(0, edition.capacity - seats_taken(edition)),
        fair=edition.allocation == Allocation.FAIR,
        one_per_entity=one_per_entity_now(edition, at),
        quotas=_quotas(edition, held) if reserves_now(edition, at) else (),
        held=Counter(place.entity_id for place in held),
    )


def _quotas(edition: Edition, held: Sequence[Enrolment]) -> tuple[Quota, ...]:
    seated = [_applicant(place, (0, 0)) for place in held]
    quotas = []
    for row in edition.quotas.all():
        whole = Quota(row.label, row.seats, row.max_population, row.kind, row.comarca, row.entity_id)
        # A seat held by one of theirs fills one of theirs, and only of one quota.
        mine = [each for each in seated if whole.fits(each)][: row.seats]
        seated = [each for each in seated if each not in mine]
        quotas.append(replace(whole, left=row.seats - len(mine)))
    return tuple(quotas)


def _history(edition: Edition, places: Sequence[Enrolment]) -> dict[int, tuple[int, int]]:
    """Return, of each person, hours attended and editions missed without a reason in twelve months.

    An absence that was justified weighs nothing: who would have reached the minimum with it did not fail.
    """
    people = [place.person_id for place in places]
    since = clock.now().date() - A_YEAR
    past: Any = Enrolment.objects.filter(person__in=people, edition__ends_on__gte=since).exclude(
        edition=edition
    )
    attended = past.filter(state=EnrolmentState.ATTENDED).order_by().values("person")
    hours = {
        row["person"]: int(row["hours"]) for row in attended.annotate(hours=Sum("edition__course__hours"))
    }
    missed = _missed(list(past.filter(state=EnrolmentState.NO_SHOW).select_related("edition")))
    return {person: (hours.get(person, 0), missed[person]) for person in people}


def _missed(places: Sequence[Enrolment]) -> Counter[int]:
    totals = totals_of(places)
    return Counter(place.person_id for place in places if not totals[place.pk].excused)
