"""Where the survey of an edition is, for one person and for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from core import clock
from core.tenancy import unscoped
from courses.enums import ENROLLED, SURVEYED
from courses.enums.surveys import SurveyMoment
from courses.models import Edition, Enrolment, LiveSession, Survey, SurveyReceipt
from courses.rules.surveys import survey_closes, survey_opens
from courses.services.learning.outline import outline_of
from courses.services.surveys.asking import run_of, survey_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The survey of one edition for one person."""

    moment: SurveyMoment
    opens: datetime
    closes: datetime


def standing_of(edition: Edition, enrolment: Enrolment) -> Standing | None:
    """Return where the survey is for the person of a place; None when the edition has none."""
    survey, run = survey_of(edition), run_of(edition)
    if (survey is None and run is None) or edition.state not in SURVEYED:
        return None
    opens, closes = window_of(edition, last_class_of(edition), survey)
    return Standing(_moment(edition, enrolment, (opens, closes), clock.now()), opens, closes)


def _moment(
    edition: Edition, enrolment: Enrolment, window: tuple[datetime, datetime], at: datetime
) -> SurveyMoment:
    if SurveyReceipt.objects.filter(enrolment=enrolment.pk).exists():
        return SurveyMoment.ANSWERED
    run = run_of(edition)
    if at >= window[1] or (run is not None and run.is_closed):
        return SurveyMoment.CLOSED
    is_open = at >= window[0] or _lessons_done(edition, enrolment)
    return SurveyMoment.OPEN if is_open else SurveyMoment.EARLY


def is_open_for(edition: Edition, enrolment: Enrolment, at: datetime) -> bool:
    """Say whether this person may answer now."""
    found = standing_of(edition, enrolment)
    return enrolment.state in ENROLLED and found is not None and found.moment == SurveyMoment.OPEN


def window_of(
    edition: Edition, last_class: datetime | None, survey: Survey | None
) -> tuple[datetime, datetime]:
    """Return when a survey opens and when it closes."""
    # Without a survey left, what was begun is answered for the usual time.
    days = survey.days_open if survey else Survey._meta.get_field("days_open").default
    known: dict[str, Any] = {"ends_on": edition.ends_on, "last_class": last_class}
    return survey_opens(**known), survey_closes(**known, days=days)


def last_class_of(edition: Edition) -> datetime | None:
    """Return when the last class of an edition ends; None when it has no classes."""
    found: datetime | None = LiveSession.objects.filter(edition=edition.pk).aggregate(last=Max("ends_at"))[
        "last"
    ]
    return found


def _lessons_done(edition: Edition, enrolment: Enrolment) -> bool:
    """Say whether somebody is through with an edition that has no classes to wait for."""
    if last_class_of(edition) is not None:
        return False
    outline = outline_of(edition.course.path, enrolment.person)
    return bool(outline.steps) and outline.done == len(outline.steps)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place whose person can answer now and has not."""

    place: Enrolment
    opens: datetime
    closes: datetime


def surveys_waiting(places: Iterable[Any] | None = None) -> list[Waiting]:
    """Return the places whose person can answer now and has not; of everybody, or of these.

    `places`: read with `with_survey()`; one that is not of a learner, or not to be surveyed, is left out.
    Effects: none. Two questions to the database, and one more for each edition without classes.
    """
    at = clock.now()
    unanswered = _of_everybody(at) if places is None else [each for each in places if each.state in ENROLLED]
    # Most days nobody is asked for anything: then one question is enough.
    default = Survey.objects.default().first() if unanswered else None
    found = []
    for place in unanswered:
        survey = place.edition.survey or default
        run = getattr(place.edition, "survey_run", None)
        if survey is None or (run is not None and run.is_closed):
            continue
        opens, closes = window_of(place.edition, place.last_class, survey)
        early = at < opens and (place.last_class is not None or not _lessons_done(place.edition, place))
        if not early and at < closes:
            found.append(Waiting(place, opens, closes))
    return found


def _of_everybody(at: datetime) -> list[Any]:
    with unscoped("la encuesta se pide a personas de todos los ayuntamientos"):
        asked = Enrolment.objects.to_be_surveyed(timezone.localtime(at).date())
        return list(asked.with_survey().order_by("pk"))
