"""Long answers: a person reads them and says what they are worth."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import clock
from core.tenancy import unscoped
from courses.enums import QuestionKind
from courses.models import QuizAttempt
from courses.rules.quizzes import may_mark_attempt
from courses.services.quizzes.attempts import record, settle
from courses.services.quizzes.refusal import QuizRefused
from people.models import User

LONGEST_COMMENT = 2000


def mark_essay(*, attempt: QuizAttempt, key: str, points: Fraction, comment: str, actor: User) -> QuizAttempt:
    """Give points to a long answer, from none to all of its question; a second time corrects the first.

    Pre-conditions: the attempt is handed in, and is not the actor's own. Effects: the mark with who and why,
    the sum again, one audit row with what there was before; the same mark again changes nothing.
    Errors: PermissionDenied, QuizRefused.
    """
    if not may_mark_attempt(actor, attempt):
        raise PermissionDenied
    with transaction.atomic(), unscoped("quien da la edición corrige a todos los ayuntamientos"):
        held: QuizAttempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
        asked = _long_answer(held, key)
        if not 0 <= points <= asked["points"]:
            raise QuizRefused(f"La nota va de 0 a {asked['points']}.")
        before = held.marks[key]
        share = str(points / asked["points"]) if asked["points"] else "0"
        said = comment.strip()[:LONGEST_COMMENT]
        if (before.get("share"), before.get("comment", "")) == (share, said):
            return held
        mark = {"share": share, "comment": said, "by": actor.pk, "at": clock.now().isoformat()}
        settle(held, {**held.marks, key: mark})
        detail = {"question": key, "share": share, "before": before.get("share")}
        record(held, "courses.quiz.marked", actor.pk, detail)
    return held


def _long_answer(held: QuizAttempt, key: str) -> dict[str, Any]:
    if held.submitted_at is None:
        raise QuizRefused("Este intento todavía no está entregado.")
    of_key = (asked for asked in held.frozen["questions"] if asked["key"] == key)
    asked: dict[str, Any] | None = next(of_key, None)
    if asked is None or asked["kind"] != QuestionKind.ESSAY:
        raise QuizRefused("Solo se corrigen a mano las respuestas largas.")
    return asked
