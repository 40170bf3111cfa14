"""A survey whose time is over is closed for good, and only then read."""

from django.db import transaction

from core import audit, clock
from courses.models import SurveyRun
from courses.services.places.moves import locked
from courses.services.surveys.asking import survey_of
from courses.services.surveys.moments import last_class_of, window_of


def close_surveys() -> int:
    """Close the surveys whose time is over and return how many.

    Effects: each takes no more answers, whatever becomes of its dates; an audit row each. Run as often as
    wanted. Closed once and read once: with two readings, what came between them could be told apart.
    """
    runs = SurveyRun.objects.filter(is_closed=False).order_by("pk")
    return sum(_close(edition_id) for edition_id in runs.values_list("edition_id", flat=True))


def _close(edition_id: int) -> bool:
    with transaction.atomic():
        edition = locked(edition_id)
        _, closes = window_of(edition, last_class_of(edition), survey_of(edition))
        if clock.now() < closes:
            return False
        closed = SurveyRun.objects.filter(edition=edition, is_closed=False).update(is_closed=True)
        if closed:
            audit.record(
                action="courses.survey.closed",
                actor_id=None,
                entity_id=None,
                target=f"edition:{edition_id}",
                detail={},
            )
    return bool(closed)
