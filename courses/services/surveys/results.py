"""What was answered in an edition, read only when nobody can be made out in it.

Three guards: it is closed for good; five answered at least; of each question, five too. There is nothing to
narrow it by (no town hall, no day), and it is read in one piece, so two readings have no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import Any

from core.tenancy import unscoped
from courses.enums.surveys import FEWEST, SCALE, SurveyQuestionKind
from courses.models import Edition, Enrolment, SurveyReceipt, SurveyResponse, SurveyRun
from courses.rules.surveys import FrozenQuestion
from courses.services.surveys.asking import run_of

YES_NO = ("Sí", "No")


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with what was answered; empty when fewer than five did."""

    text: str
    kind: str
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    mean: Decimal | None = None
    # The mean of the same question in the other editions of the course, with how many answered it there.
    others_mean: Decimal | None = None
    others: int = 0
    texts: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Say whether too few answered it."""
        return self.answered < FEWEST


@dataclass(frozen=True, slots=True)
class Results:
    """The survey of an edition, for whoever runs it."""

    invited: int
    answered: int
    is_closed: bool
    questions: tuple[Answered, ...] = ()

    @property
    def is_published(self) -> bool:
        """Say whether it can be read."""
        return self.is_closed and self.answered >= FEWEST


def survey_results(edition: Edition) -> Results:
    """Return the results of an edition, without a single answer unless they may be read.

    Effects: none. Six questions to the database at most, however many answered.
    """
    run = run_of(edition)
    invited, answered = _taking_part(edition)
    if run is None or not may_be_read(run):
        return Results(invited, answered, run is not None and run.is_closed)
    here = _together([run])
    others = _together(list(SurveyRun.objects.published().besides(edition)))
    questions = tuple(
        _question(question, here[mark_of(question)], others[mark_of(question)]) for question in run.questions
    )
    return Results(invited, answered, run.is_closed, questions)


def may_be_read(run: SurveyRun) -> bool:
    """Say whether a run is closed for good with answers enough."""
    return SurveyRun.objects.published().filter(pk=run.pk).exists()


def _taking_part(edition: Edition) -> tuple[int, int]:
    with unscoped("cuántas personas podían contestar, de todos los ayuntamientos"):
        places = Enrolment.objects.filter(edition=edition).enrolled()
        return places.count(), SurveyReceipt.objects.filter(enrolment__edition=edition).count()


def mark_of(question: FrozenQuestion) -> tuple[str, str, str]:
    """Return what makes it the same question in two editions: it is, and it says, the same."""
    return question["key"], question["kind"], question["text"]


def gathered(runs: Iterable[SurveyRun]) -> dict[tuple[int, str], list[Any]]:
    """Return the answers by run and question; a question that fewer than five answered has none."""
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    kept = SurveyResponse.objects.filter(run__in=[run.pk for run in runs])
    for run_id, answers in kept.values_list("run_id", "answers"):
        for key, value in answers.items():
            found[run_id, key].append(value)
    return {mark: given for mark, given in found.items() if len(given) >= FEWEST}


def _together(runs: Sequence[SurveyRun]) -> dict[tuple[str, str, str], list[Any]]:
    """Return the answers to each question, of several editions."""
    given = gathered(runs)
    together: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for run in runs:
        for question in run.questions:
            together[mark_of(question)] += given.get((run.pk, question["key"]), [])
    return together


def _question(question: FrozenQuestion, given: Sequence[Any], elsewhere: Sequence[Any]) -> Answered:
    kind = question["kind"]
    is_scale = kind == SurveyQuestionKind.SCALE
    return Answered(
        text=question["text"],
        kind=kind,
        answered=len(given),
        counts=_counts(question, given) if given else (),
        mean=mean_of(given) if is_scale else None,
        others_mean=mean_of(elsewhere) if is_scale else None,
        others=len(elsewhere) if is_scale else 0,
        texts=_mixed(question["key"], given) if kind == SurveyQuestionKind.TEXT else (),
    )


def _counts(question: FrozenQuestion, given: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    match question["kind"]:
        case SurveyQuestionKind.SCALE:
            told = Counter(given)
            return tuple((str(step), told[step]) for step in SCALE)
        case SurveyQuestionKind.YES_NO:
            told = Counter(given)
            return tuple(zip(YES_NO, (told[True], told[False]), strict=True))
        case SurveyQuestionKind.ONE:
            told = Counter(given)
        case SurveyQuestionKind.SEVERAL:
            told = Counter(option for each in given for option in each)
        case _:
            return ()
    return tuple((option, told[option]) for option in question["options"])


def mean_of(given: Sequence[int]) -> Decimal | None:
    """Return the mean to a tenth, or None of nothing."""
    if not given:
        return None
    return (Decimal(sum(given)) / len(given)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _mixed(key: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Put texts in an order that is always the same and says nothing; another one for each question."""
    return tuple(sorted(texts, key=lambda text: sha256(f"{key}:{text}".encode()).digest()))
