"""Where the survey of an edition is, for one person and for everybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from core import clock
from core.tenancy import unscoped
from courses.enums import ANNOUNCED, ENROLLED, EditionState
from courses.enums.surveys import SurveyMoment
from courses.models import Edition, Enrolment, LiveSession, Survey, SurveyReceipt
from courses.rules.surveys import survey_closes, survey_opens
from courses.services.learning.outline import outline_of
from courses.services.surveys.asking import run_of, survey_of
from people.models import User

# No survey is open longer than this after its edition ended: the first sieve of every search.
LONGEST = timedelta(days=90)
ASKS = (*ANNOUNCED, EditionState.FINISHED)


@dataclass(frozen=True, slots=True)
class Standing:
    """The survey of one edition for one person."""

    moment: SurveyMoment
    opens: datetime
    closes: datetime


def standing_of(edition: Edition, enrolment: Enrolment) -> Standing | None:
    """Return where the survey is for the person of a place; None when the edition has none."""
    survey, run = survey_of(edition), run_of(edition)
    if (survey is None and run is None) or edition.state not in ASKS:
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


def surveys_waiting(person: User | None = None) -> list[Waiting]:
    """Return the places whose person can answer now and has not; of everybody or of one.

    Effects: none. Two questions to the database, and one more for each edition without classes.
    """
    at = clock.now()
    unanswered = _unanswered(at, person)
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


def _unanswered(at: datetime, person: User | None) -> list[Any]:
    today = timezone.localtime(at).date()
    with unscoped("la encuesta se pide a personas de todos los ayuntamientos"):
        places = Enrolment.objects.filter(
            state__in=ENROLLED,
            survey_receipt=None,
            edition__state__in=ASKS,
            edition__starts_on__lte=today,
            edition__ends_on__gte=today - LONGEST,
        )
        hers = places.filter(person=person) if person else places
        named = hers.select_related("edition__course", "edition__survey", "edition__survey_run", "person")
        # A join knows nothing of managers: a class that was called off is left out by hand.
        stands = Q(edition__sessions__cancelled_at=None)
        last = Max("edition__sessions__ends_at", filter=stands)
        return list(named.annotate(last_class=last).order_by("pk"))
