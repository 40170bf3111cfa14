"""Answering, so that nobody can say later which answer was whose.

What would join them is taken away: the response has no person and no hour, the log of acts says only that an
answer came (nobody, no address, no request), the form carries no idempotency key (its row would keep who sent
a mark of which content: the receipt alone makes twice once), and every response of the edition is written
again, mixed and with new keys, at each answer, so that neither the order of the rows nor the transaction that
wrote them is that of the receipts. What is left is told in docs/adr/0010-encuesta-anonima.md.
"""

from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.db import transaction

from core import audit, clock
from core.errors import Conflict
from courses.models import Edition, Enrolment, SurveyReceipt, SurveyResponse, SurveyRun
from courses.rules.surveys import answers_fit
from courses.services.places.moves import locked
from courses.services.surveys.asking import questions_of, run_of, version_of
from courses.services.surveys.moments import is_open_for
from people.models import User

# Written in the log of acts instead of the address and the request the answer came from.
EMPTY = audit.Origin()


class SurveyRefused(Conflict):
    """It cannot be answered now, or not so."""


class AlreadyAnswered(SurveyRefused):
    """This person has answered: her first answer is the one that counts, and it cannot be found to change."""


class QuestionsChanged(SurveyRefused):
    """Somebody changed the questions while she was answering."""


def answer_survey(*, enrolment: Enrolment, answers: Mapping[str, Any], version: str, actor: User) -> None:
    """Keep what somebody thinks of an edition.

    Pre-conditions: the place is the actor's own; the survey is open for her and she has not answered; the
    answers fit the questions of that version. Effects: questions frozen at the first answer, one receipt, one
    response, every response of the edition mixed; an audit row that names nobody. Nothing is returned: there
    is nothing of it that may be kept. Errors: SurveyRefused.
    """
    if enrolment.person_id != actor.pk:
        raise SurveyRefused("Solo quien hizo el curso puede contestar su encuesta.")
    with transaction.atomic():
        edition = locked(enrolment.edition_id)
        _require_open(edition, enrolment)
        run = _run(edition, version)
        if not answers_fit(run.questions, answers):
            raise SurveyRefused("Alguna respuesta no corresponde a su pregunta. Abre la encuesta otra vez.")
        SurveyReceipt.objects.create(enrolment=enrolment)
        _keep_mixed(run, dict(answers))
        _record(edition)


def _require_open(edition: Edition, enrolment: Enrolment) -> None:
    if SurveyReceipt.objects.filter(enrolment=enrolment.pk).exists():
        raise AlreadyAnswered("Ya habías contestado esta encuesta. Vale tu primera respuesta.")
    if not is_open_for(edition, enrolment, clock.now()):
        raise SurveyRefused("Esta encuesta no se puede contestar ahora.")


def _run(edition: Edition, version: str) -> SurveyRun:
    questions = questions_of(edition)
    if not questions or version != version_of(questions):
        raise QuestionsChanged("Las preguntas han cambiado mientras contestabas. Revisa tus respuestas.")
    return run_of(edition) or SurveyRun.objects.create(edition=edition, questions=list(questions))


def _keep_mixed(run: SurveyRun, answers: dict[str, Any]) -> None:
    """Write every response of a run again in an order drawn by lot, the new one among them."""
    kept = SurveyResponse.objects.filter(run=run)
    every = [*kept.values_list("answers", flat=True), answers]
    SystemRandom().shuffle(every)
    kept.delete()
    SurveyResponse.objects.bulk_create(SurveyResponse(run=run, answers=each) for each in every)


def _record(edition: Edition) -> None:
    audit.record(
        action="courses.survey.answered",
        actor_id=None,
        entity_id=None,
        target=f"edition:{edition.pk}",
        detail={},
        origin=EMPTY,
    )
