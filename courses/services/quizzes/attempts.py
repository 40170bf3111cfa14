"""Beginning an attempt, keeping its draft, handing it in. The server's clock decides."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from core import audit, clock
from core.tenancy import unscoped
from courses.enums import AttemptEnd
from courses.models import Enrolment, LessonPage, Quiz, QuizAttempt
from courses.rules.quizzes import GRACE, has_ended, is_given_up, is_late, is_over, takes_attempts
from courses.services.quizzes.freezing import freeze
from courses.services.quizzes.refusal import QuizRefused
from courses.services.quizzes.scoring import add_up, mark_paper

NO_PLACE = "Ya no tienes plaza en esta edición, así que este cuestionario no se guarda ni se entrega."
WHY = "los intentos de una plaza, sea del ayuntamiento que sea"
CENT = Decimal("0.01")


def start_attempt(*, enrolment: Enrolment, quiz: Quiz, lesson: LessonPage | None) -> QuizAttempt:
    """Begin an attempt, or give back the one that is open.

    Pre-conditions: the enrolment is of who asks, and the quiz is in a lesson of its course. Effects: the
    frozen questions, the deadline, one audit row. Errors: QuizRefused when no attempt is left, the edition
    ended, the place was given back or the quiz is empty.
    """
    with transaction.atomic(), unscoped(WHY):
        # The lock of the place: whoever starts twice at once waits here, and finds the attempt open.
        _only_with_a_place(Enrolment.objects.select_for_update().get(pk=enrolment.pk))
        mine = QuizAttempt.objects.at(enrolment, [quiz])
        known: QuizAttempt | None = mine.open().first()
        if known is not None and not is_over(known, clock.now()):
            return known
        if known is not None:
            _close(known, AttemptEnd.TIME)
        return _begin(enrolment, quiz, lesson, number=_made(enrolment, quiz) + 1)


def _only_with_a_place(enrolment: Enrolment) -> None:
    if is_given_up(enrolment):
        raise QuizRefused(NO_PLACE)


def _made(enrolment: Enrolment, quiz: Quiz) -> int:
    made: int = QuizAttempt.objects.at(enrolment, [quiz]).count()
    return made


def _begin(enrolment: Enrolment, quiz: Quiz, lesson: LessonPage | None, *, number: int) -> QuizAttempt:
    if not takes_attempts(enrolment):
        raise QuizRefused("Esta edición no está en marcha, así que ya no se puede hacer el cuestionario.")
    if quiz.attempts and number > quiz.attempts:
        raise QuizRefused("Ya has usado todos los intentos de este cuestionario.")
    frozen, at = freeze(quiz=quiz, seed=secrets.token_hex(8)), clock.now()
    if not frozen["questions"]:
        raise QuizRefused("Este cuestionario todavía no tiene preguntas.")
    made: QuizAttempt = QuizAttempt.objects.create(
        enrolment=enrolment,
        entity_id=enrolment.entity_id,
        quiz=quiz,
        lesson=lesson,
        number=number,
        frozen=frozen,
        max_score=add_up(frozen, {}).out_of,
        started_at=at,
        deadline_at=at + timedelta(minutes=quiz.minutes) if quiz.minutes else None,
    )
    record(made, "courses.quiz.started", made.enrolment.person_id, {"number": number})
    return made


def save_answers(*, attempt: QuizAttempt, answers: Mapping[str, Any]) -> QuizAttempt:
    """Keep a draft of some answers; those not given stay as they were.

    Pre-conditions: the attempt is of who asks and the answers were read by `read_answers`. Effects: the
    draft and one audit row, if it changes. Errors: QuizRefused when it is handed in, its place was given
    back, its time is over or the edition has ended.
    """
    with transaction.atomic(), unscoped(WHY):
        held = _locked(attempt)
        if held.submitted_at is not None:
            raise QuizRefused("Este intento ya está entregado. Lo que escribas ahora no cuenta.")
        _only_with_a_place(held.enrolment)
        if is_over(held, clock.now()):
            what = "La edición ha terminado" if has_ended(held) else "El tiempo se ha acabado"
            raise QuizRefused(f"{what}. Vale lo que se guardó antes.")
        return _keep(held, answers)


def _keep(held: QuizAttempt, answers: Mapping[str, Any]) -> QuizAttempt:
    known = {asked["key"] for asked in held.frozen["questions"]}
    draft = {**held.answers, **{key: value for key, value in answers.items() if key in known}}
    if draft == held.answers:
        return held
    held.answers, held.saved_at = draft, clock.now()
    held.save(update_fields=["answers", "saved_at"])
    record(held, "courses.quiz.saved", held.enrolment.person_id, {"answered": _answered(draft)})
    return held


def _answered(draft: Mapping[str, Any]) -> int:
    return sum(any(value) if isinstance(value, list) else bool(value) for value in draft.values())


def submit_attempt(*, attempt: QuizAttempt, answers: Mapping[str, Any]) -> QuizAttempt:
    """Hand an attempt in and mark it. Twice is once: the first result stands.

    Past the deadline and its grace, or once the edition has ended, what comes is left aside and the last
    draft is marked (`ended` says LATE or CLOSED). Effects: answers, marks, one audit row. Long answers stay
    pending for a person. Errors: QuizRefused when its place was given back.
    """
    with transaction.atomic(), unscoped(WHY):
        held = _locked(attempt)
        if held.submitted_at is not None:
            return held
        _only_with_a_place(held.enrolment)
        if is_over(held, clock.now()):
            return _close(held, _how(held, AttemptEnd.LATE))
        return _close(_keep(held, answers), AttemptEnd.SENT)


def close_overdue() -> int:
    """Close the attempts whose time is over, or their edition, with the last draft; return how many."""
    with unscoped(WHY):
        due = list(QuizAttempt.objects.due_at(clock.now() - GRACE))
    return sum(_close_if_over(attempt, clock.now()) for attempt in due)


def _close_if_over(attempt: QuizAttempt, at: datetime) -> bool:
    with transaction.atomic(), unscoped(WHY):
        held = _locked(attempt)
        if held.submitted_at is not None or not is_over(held, at):
            return False
        _close(held, _how(held, AttemptEnd.TIME))
    return True


def _how(held: QuizAttempt, late: AttemptEnd) -> AttemptEnd:
    return late if is_late(held, clock.now()) else AttemptEnd.CLOSED


def _locked(attempt: QuizAttempt) -> QuizAttempt:
    held: QuizAttempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    return held


def _close(held: QuizAttempt, how: AttemptEnd) -> QuizAttempt:
    held.submitted_at, held.ended = clock.now(), how
    settle(held, mark_paper(held.frozen, held.answers))
    detail = {"score": str(held.score), "of": held.max_score, "how": str(how)}
    by_itself = how in (AttemptEnd.TIME, AttemptEnd.CLOSED)
    actor_id = None if by_itself else held.enrolment.person_id
    record(held, "courses.quiz.submitted", actor_id, detail)
    return held


def settle(held: QuizAttempt, marks: dict[str, Any]) -> None:
    """Write the marks of an attempt and what follows from them. Call it with the attempt locked."""
    score = add_up(held.frozen, marks)
    held.marks, held.pending, held.passed = marks, score.pending, score.passed
    held.score = (Decimal(score.got.numerator) / Decimal(score.got.denominator)).quantize(CENT)
    held.save()


def record(attempt: QuizAttempt, action: str, actor_id: int | None, detail: dict[str, Any]) -> None:
    """Write an act on an attempt in the audit."""
    audit.record(
        action=action,
        actor_id=actor_id,
        entity_id=attempt.entity_id,
        target=f"quiz_attempt:{attempt.pk}",
        detail=detail,
    )
