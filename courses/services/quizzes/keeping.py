"""Questions and quizzes as editors keep them. What was asked already is frozen: nothing here reaches it."""

from django.db import transaction
from django.db.models import ProtectedError

from core import audit
from courses.models import Question, Quiz, QuizPart
from courses.services.quizzes.refusal import QuizRefused
from people.models import User


def keep_question(*, question: Question, actor: User) -> Question:
    """Save a question, new or changed. Attempts already begun keep the one they asked.

    Effects: the row, one audit row. Errors: ValidationError when its answers do not fit its kind.
    """
    with transaction.atomic():
        is_new = question.pk is None
        question.full_clean()
        question.save()
        _record(
            "courses.question.added" if is_new else "courses.question.changed", "question", question, actor
        )
    return question


def remove_question(*, question: Question, actor: User) -> None:
    """Delete a question nobody uses.

    Effects: the row is gone, one audit row. Errors: QuizRefused naming the quiz that asks it, or that draws
    out of its bank more than would be left.
    """
    with transaction.atomic():
        reason = why_not_remove(question)
        if reason:
            raise QuizRefused(reason)
        _record("courses.question.removed", "question", question, actor)
        try:
            question.delete()
        except ProtectedError:
            raise QuizRefused("Un cuestionario acaba de incluir esta pregunta. No se puede borrar.") from None


def why_not_remove(question: Question) -> str:
    """Say which quiz needs a question, or nothing when it can go."""
    asking = QuizPart.objects.filter(question=question).select_related("quiz").first()
    if asking:
        return f"El cuestionario «{asking.quiz}» hace esta pregunta. Quítala antes de él."
    for part in QuizPart.objects.filter(question=None).select_related("quiz"):
        inside = question.bank == part.bank or question.bank.startswith(f"{part.bank}/")
        left = Question.objects.of_bank(part.bank).count() - 1 if inside else 0
        if inside and left < (part.how_many or 0):
            return f"El cuestionario «{part.quiz}» saca {part.how_many} de «{part.bank}» y quedarían {left}."
    return ""


def note_quiz_kept(*, quiz: Quiz, actor: User) -> None:
    """Write in the audit that an editor saved a quiz and what it asks now."""
    _record("courses.quiz.kept", "quiz", quiz, actor)


def _record(action: str, noun: str, kept: Question | Quiz, actor: User) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=None,
        target=f"{noun}:{kept.pk}",
        detail={"title": kept.title},
    )
