"""How content people are with each course, from the surveys that may be read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from courses.models import SurveyRun
from courses.services.surveys.results import gathered, mean_of


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The mean of a course, from 1 to 5, and how many answered."""

    mean: Decimal
    answers: int
    editions: int


def satisfaction_by_course(*, since: date) -> dict[int, Satisfaction]:
    """Return the satisfaction of each course, by its key, over the editions that ended since then.

    A course is the sum of editions that may each be read by itself, so nothing can be taken away from it to
    find a smaller one. Effects: none. Two questions to the database.
    """
    runs: dict[int, list[SurveyRun]] = defaultdict(list)
    for run in SurveyRun.objects.published().ended_since(since).select_related("edition"):
        runs[run.edition.course_id].append(run)
    answers = _overall([run for several in runs.values() for run in several])
    return {
        course_id: found
        for course_id, several in runs.items()
        if (found := _satisfaction([answers[run.pk] for run in several if answers[run.pk]]))
    }


def _overall(runs: list[SurveyRun]) -> dict[int, list[Any]]:
    """Return the answers of each run to what it asks about the whole course."""
    found: dict[int, list[Any]] = {}
    given = gathered(runs)
    for run in runs:
        marks = {(run.pk, question["key"]) for question in run.questions if question["overall"]}
        found[run.pk] = [value for mark in sorted(marks) for value in given.get(mark, [])]
    return found


def _satisfaction(runs: list[list[Any]]) -> Satisfaction | None:
    every = [value for run in runs for value in run]
    mean = mean_of(every)
    return Satisfaction(mean, len(every), len(runs)) if mean is not None else None
