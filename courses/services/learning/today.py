"""What training means to one person now: read once for a page, whichever parts of the page ask."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from core import clock
from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment, LiveSession
from courses.services.learning.outline import Outline, course_path_of
from courses.services.learning.progress import resume_point
from courses.services.places.belonging import place_in_course
from people.models import User

SOONEST = 6
# A class within this time is what one wants to know first; later than that, reading comes first.
NEAR = timedelta(hours=24)


class Today:
    """Four questions, each asked of the database only when somebody wants its answer."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.at = clock.now()

    @cached_property
    def classes(self) -> list[Any]:
        """The next classes this person takes or gives (`is_given`)."""
        coming = LiveSession.objects.not_over_at(self.at).entered_by(self.person)
        return list(coming.with_teacher(self.person).in_detail()[:SOONEST])

    @cached_property
    def reading(self) -> tuple[Any, Outline] | None:
        """What was read last, and the outline of its course."""
        return resume_point(self.person)

    @cached_property
    def code_of_reading(self) -> str:
        """The edition in which she reads it: asked only when none of its classes is still to come."""
        if self.reading is None:
            return ""
        path = course_path_of(self.reading[0].lesson)
        known = next((each.edition for each in self.classes if each.edition.course.path == path), None)
        place = None if known else place_in_course(self.person, path)
        return known.code if known else place.edition.code if place else ""

    @cached_property
    def places(self) -> list[Any]:
        """Her places that ask something of her: an offer without answer, or a survey."""
        with unscoped("la persona mira sus propias plazas"):
            hers = Enrolment.objects.of(self.person)
            asking = hers.offered_at(self.at) | hers.to_be_surveyed(timezone.localtime(self.at).date())
            return list(asking.with_survey().select_related("entity").order_by("pk"))

    @property
    def offers(self) -> list[Enrolment]:
        """The places that were offered and wait for an answer."""
        return [place for place in self.places if place.state == EnrolmentState.OFFERED]

    @cached_property
    def to_ask_for(self) -> list[Any]:
        """The editions with places left, whose window ends first, in which this person has nothing."""
        found = Edition.objects.open_at(self.at).filter(course__live=True).order_by("apply_until")
        hers = found.with_seats().with_teacher(self.person).without_place_of(self.person)
        free = hers.select_related("course").filter(Q(taken__lt=F("capacity")), Q(is_taught=False))
        return list(free[:SOONEST])


def today_of(person: User) -> Today:
    """Return the answers of this page: a person object lives as long as a request."""
    known: Today = person.__dict__.setdefault("_training_today", Today(person))
    return known
