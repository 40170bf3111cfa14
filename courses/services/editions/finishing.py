"""What becomes of the places when an edition ends."""

from core import clock
from core.errors import Conflict
from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment, LiveSession
from courses.services.attendance.roll import CLOSES_AFTER, close_attendance
from courses.services.attendance.totals import totals_of
from courses.services.attendance.verdict import verdict
from courses.services.places.moves import move


def settle_places(*, edition: Edition, actor_id: int | None) -> None:
    """Say of each confirmed place whether its person attended, by the edition's threshold.

    Pre-conditions: the edition is locked and its classes are over. Effects: the attendance of every class is
    closed; CONFIRMED → ATTENDED or NO_SHOW, an event with the reason for each. An edition without live
    classes asks nobody to be there: all its places attended. Errors: Conflict.
    """
    classes = list(LiveSession.objects.filter(edition=edition).select_related("edition", "room"))
    if any(clock.now() < each.ends_at + CLOSES_AFTER for each in classes):
        raise Conflict("Todavía quedan clases por terminar en esta edición.")
    with unscoped("al terminar una edición se resuelven las plazas de todos los ayuntamientos"):
        for each in classes:
            close_attendance(each)
        held = Enrolment.objects.filter(edition=edition, state=EnrolmentState.CONFIRMED)
        places = list(held.select_related("edition").order_by("pk"))
        totals = totals_of(places)
        for place in places:
            target, reason = verdict(totals[place.pk], edition.min_attendance)
            move(enrolment=place, target=target, actor_id=actor_id, reason=reason)
