"""Marking what was handed in. A mark is never changed: the next one counts, and says why."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from core import audit, clock
from core.errors import Conflict, Refused
from core.idempotency import fingerprint, once
from core.outbox import send_mail
from core.tenancy import unscoped
from courses.models import Assignment, Marking, Submission
from courses.rules import owns_place
from courses.rules.assignments import leads_class
from courses.services.assignments.setting import locked_assignment
from people.models import User

LONGEST_COMMENT = 5_000
LONGEST_REASON = 200
WHY = "quien da la edición corrige entregas de todos los ayuntamientos"


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody says of a delivery."""

    points: Decimal
    comment: str = ""
    # Why it is not what was said before.
    reason: str = ""


def mark_submission(*, submission: Submission, mark: Mark, actor: User, key: str) -> Marking:
    """Mark a delivery, or correct its mark.

    Pre-conditions: the actor leads the class and it is not her own work; it is the newest version; points
    within 0..max with two decimals at most; a correction says why. Effects: one row, a mail, audit row; the
    same form sent twice marks once. Errors: PermissionDenied, Refused, Conflict; then nothing is kept.
    """
    assignment = submission.assignment
    if not leads_class(actor, assignment.edition) or owns_place(actor, submission.enrolment):
        raise PermissionDenied
    _check(mark, assignment)
    sent = {
        "submission": submission.pk,
        "points": str(mark.points),
        "comment": mark.comment,
        "reason": mark.reason,
    }

    def act() -> dict[str, Any]:
        return {"marking": _write(submission, mark, actor).pk}

    with transaction.atomic(), unscoped(WHY):
        answer = once(
            key=key, purpose="courses.mark", actor_id=actor.pk, fingerprint=fingerprint(sent), act=act
        )
        made: Marking = Marking.objects.get(pk=answer["marking"])
    return made


def _check(mark: Mark, assignment: Assignment) -> None:
    points = mark.points
    if not points.is_finite() or points != round(points, 2) or not 0 <= points <= assignment.max_points:
        most = f"{assignment.max_points.normalize():f}".replace(".", ",")
        raise Refused(f"Los puntos van de 0 a {most}, con dos decimales como mucho.")
    if len(mark.comment) > LONGEST_COMMENT:
        raise Refused("El comentario es demasiado largo: el máximo son 5.000 letras.")
    if len(mark.reason) > LONGEST_REASON:
        raise Refused("El motivo es demasiado largo: el máximo son 200 letras.")


def _write(submission: Submission, mark: Mark, actor: User) -> Marking:
    row = locked_assignment(submission.assignment_id)
    versions = Submission.objects.filter(assignment=row, enrolment=submission.enrolment_id)
    if versions.filter(version__gt=submission.version).exists():
        raise Conflict("Ha llegado una entrega más nueva de esta persona. Corrige esa.")
    if submission.markings.exists() and not mark.reason.strip():
        raise Refused("Esta entrega ya estaba corregida: escribe por qué cambias la nota.")
    made: Marking = Marking.objects.create(
        submission=submission,
        entity_id=submission.entity_id,
        points=mark.points,
        comment=mark.comment.strip(),
        marker=actor,
        at=clock.now(),
        reason=mark.reason.strip(),
    )
    _tell(made, row)
    audit.record(
        action="courses.assignment.marked",
        actor_id=actor.pk,
        entity_id=made.entity_id,
        target=f"submission:{submission.pk}",
        detail={"marking": made.pk, "points": str(made.points), "corrects": bool(made.reason)},
    )
    return made


def _tell(made: Marking, assignment: Assignment) -> None:
    person = made.submission.enrolment.person
    send_mail(
        to=person.email,
        subject=f"Tu tarea está corregida: {assignment.title}",
        template="courses/mail/assignment_marked.txt",
        context={
            "name": person.get_short_name(),
            "title": assignment.title,
            "course": assignment.edition.course.title,
            "corrects": bool(made.reason),
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:assignment", args=[assignment.pk]),
        },
        dedupe_key=f"courses.marked:{made.pk}",
    )
