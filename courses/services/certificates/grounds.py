"""What a certificate rests on, read for many places at once: as many queries for forty as for one."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import AchievementConfirmation, Enrolment, MeritRecognition
from courses.services.attendance.totals import Totals, totals_of
from courses.services.quizzes import passed_by


@dataclass(frozen=True, slots=True)
class Grounds:
    """One place and all that its certificate needs to know."""

    place: Enrolment
    totals: Totals
    merit: MeritRecognition | None
    # Whoever gives the edition said that this person learnt what was taught.
    is_confirmed: bool
    # What the quiz says; None where the course has none.
    passed: bool | None


def grounds_of(place: Enrolment) -> Grounds:
    """Return what the certificate of one place rests on. Effects: none."""
    return grounds_of_all([place])[place.pk]


def grounds_of_all(places: Sequence[Enrolment]) -> dict[int, Grounds]:
    """Return the same of many places, by their key. Effects: none."""
    keys = [place.pk for place in places]
    totals, passed = totals_of(places), passed_by(places)
    confirmed = AchievementConfirmation.objects.filter(enrolment__in=keys)
    said = set(confirmed.values_list("enrolment", flat=True))
    editions = {place.edition_id for place in places}
    merits = {each.edition_id: each for each in MeritRecognition.objects.filter(edition__in=editions)}
    return {
        place.pk: Grounds(
            place=place,
            totals=totals[place.pk],
            merit=merits.get(place.edition_id),
            is_confirmed=place.pk in said,
            passed=passed[place.pk],
        )
        for place in places
    }
