"""What a person's attendance makes of her place once the edition has ended."""

from courses.enums import EnrolmentState
from courses.models import Enrolment
from courses.services.attendance.totals import Totals, totals_of
from courses.services.places.moves import move

SETTLED = (EnrolmentState.ATTENDED, EnrolmentState.NO_SHOW)


def verdict(totals: Totals, threshold: int) -> tuple[EnrolmentState, str]:
    """Return the state the figures give, and the sentence that says why."""
    if not totals.scheduled:
        return EnrolmentState.ATTENDED, "La edición no tiene clases en directo"
    reason = f"Ha asistido al {totals.percent} % de las clases; el mínimo es el {threshold} %"
    if totals.passes:
        return EnrolmentState.ATTENDED, reason
    return EnrolmentState.NO_SHOW, f"{reason}; tiene faltas justificadas" if totals.excused else reason


def settle_again(*, enrolment: Enrolment, threshold: int, actor_id: int | None) -> None:
    """Let a correction made after the end change what the place says, so that page, panel and paper agree.

    Pre-conditions: the edition is locked, inside `unscoped`. Effects: ATTENDED ⇄ NO_SHOW with its event when
    the figures now say the other; none while the edition has not ended.
    """
    if enrolment.state not in SETTLED:
        return
    target, reason = verdict(totals_of([enrolment])[enrolment.pk], threshold)
    if target != enrolment.state:
        move(
            enrolment=enrolment, target=target, actor_id=actor_id, reason=f"Corregida la asistencia: {reason}"
        )
