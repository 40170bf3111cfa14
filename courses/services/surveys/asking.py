"""Which questions an edition asks: its frozen ones, or those of its survey as they are today."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from core.chain import canonical
from courses.models import Edition, Survey, SurveyRun
from courses.rules.surveys import FrozenQuestion


def survey_of(edition: Edition) -> Survey | None:
    """Return the survey an edition uses: the one it names, or the default; None when there is none."""
    return edition.survey or Survey.objects.default().first()


def run_of(edition: Edition) -> SurveyRun | None:
    """Return what was already asked in an edition, or None before its first answer."""
    return SurveyRun.objects.filter(edition=edition.pk).first()


def questions_of(edition: Edition) -> Sequence[FrozenQuestion]:
    """Return the questions of an edition, in order. Effects: none; the first answer is what freezes them."""
    run = run_of(edition)
    if run is not None:
        asked: list[dict[str, Any]] = run.questions
        return asked
    survey = survey_of(edition)
    return frozen(survey) if survey else []


def frozen(survey: Survey) -> list[dict[str, Any]]:
    """Copy the questions of a survey as plain values."""
    return [
        {
            "key": str(question.pk),
            "kind": question.kind,
            "text": question.text,
            "help": question.help_text,
            "options": question.option_list,
            "required": question.is_required,
            "overall": question.is_overall,
        }
        for question in survey.questions.order_by("sort_order", "pk")
    ]


def version_of(questions: Sequence[FrozenQuestion]) -> str:
    """Return a short mark of some questions: a page opened with others is told so."""
    return sha256(canonical({"questions": [dict(each) for each in questions]})).hexdigest()[:16]
