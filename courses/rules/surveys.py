"""When a survey can be answered, and which answers fit its questions. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.enums.surveys import SCALE, SurveyQuestionKind

LONGEST_TEXT = 1000
DAY = timedelta(days=1)
# No survey is open longer than this after its edition ended: the first sieve of every search.
LONGEST_OPEN = timedelta(days=90)
# A question as it was frozen: key, kind, text, help, options, required, overall.
FrozenQuestion = Mapping[str, Any]


def survey_opens(*, ends_on: date, last_class: datetime | None) -> datetime:
    """A survey opens when the last class ends; without classes, when the edition's last day is over."""
    return last_class or _midnight_after(ends_on)


def survey_closes(*, ends_on: date, last_class: datetime | None, days: int) -> datetime:
    """It closes so many whole days after the edition ends, and never before its last class."""
    last_day = max(ends_on, timezone.localtime(last_class).date()) if last_class else ends_on
    return _midnight_after(last_day + timedelta(days=days))


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + DAY, time.min))


def answers_fit(questions: Sequence[FrozenQuestion], answers: Mapping[str, Any]) -> bool:
    """Every answer is to a question that is asked and of its kind; what must be answered is."""
    known = {question["key"]: question for question in questions}
    complete = all(key in answers for key, question in known.items() if question["required"])
    return complete and all(key in known and _fits(known[key], value) for key, value in answers.items())


def _fits(question: FrozenQuestion, value: Any) -> bool:
    match question["kind"]:
        case SurveyQuestionKind.SCALE:
            return value in SCALE and not isinstance(value, bool)
        case SurveyQuestionKind.YES_NO:
            return isinstance(value, bool)
        case SurveyQuestionKind.ONE:
            return value in question["options"]
        case SurveyQuestionKind.SEVERAL:
            return isinstance(value, list) and bool(value) and set(value) <= set(question["options"])
        case _:
            return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT
