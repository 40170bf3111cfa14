"""What the province already did: a finished edition of each course, so that the panels have a past."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.clock import now
from courses.enums import EditionState, EnrolmentState
from courses.models import (
    CoursePage,
    Edition,
    Enrolment,
    LessonPage,
    LessonProgress,
    LiveSession,
)
from courses.services import schedule_session
from demo.records import Person, World
from demo.seed.places import Seat, write_places
from people.models import LocalEntity, User
from videoconf.enums import ParticipantRole, ParticipantState, PresenceEnd, RoomState
from videoconf.models import Participant, PresenceSpan, Room

FOR_TOWN_HALLS = ("secretary", "clerk")
# Places of each course in turn, and of every so many: one never came, one came but left lessons to do.
PLACES = (24, 13, 30, 18)
NEVER_CAME, LEFT_LESSONS = 6, 4
LENGTH = timedelta(minutes=90)
# Who leaves one class so much before its end still comes to more than any edition asks.
EARLY = timedelta(minutes=20)
WHY = "Provincia de demostración"


def seed_history(
    world: World, courses: Sequence[CoursePage], people: dict[str, User], entities: dict[str, LocalEntity]
) -> None:
    """Make a finished edition of each course; nobody is mailed about the past."""
    learners = [each for each in world.people if each.role in FOR_TOWN_HALLS and not each.in_cast]
    for turn, course in enumerate(courses):
        places = PLACES[turn % len(PLACES)]
        edition = _edition(course, months=3 + 2 * turn, places=places)
        # From the end of the list: those of the editions under way are taken from its beginning.
        last = len(learners) - 9 * turn
        _attend(edition, learners[last - places : last], people, entities)


def _edition(course: CoursePage, *, months: int, places: int) -> Edition:
    start = now() - timedelta(days=30 * months)
    edition = Edition.objects.create(
        course=course,
        code=f"{course.slug[:30]}-anterior",
        title="Edición anterior",
        capacity=places + 1,
        state=EditionState.FINISHED,
        apply_from=start - timedelta(days=40),
        apply_until=start - timedelta(days=10),
        cancel_until=start - timedelta(days=5),
        starts_on=start.date(),
        ends_on=(start + timedelta(days=14)).date(),
    )
    for number, title in enumerate(("Primera clase", "Segunda clase", "Repaso y dudas")):
        begins = start + timedelta(days=7 * number)
        schedule_session(edition=edition, title=title, starts_at=begins, ends_at=begins + LENGTH)
    ended = Room.objects.filter(live_session__edition=edition)
    ended.update(state=RoomState.ENDED, ended_at=start + timedelta(days=14) + LENGTH)
    return edition


def _attend(
    edition: Edition, chosen: Sequence[Person], people: dict[str, User], entities: dict[str, LocalEntity]
) -> None:
    came = [turn % NEVER_CAME != 0 for turn in range(len(chosen))]
    places = write_places(
        edition,
        [
            Seat(
                people[each.key],
                entities[each.entities[turn % len(each.entities)]],
                EnrolmentState.ATTENDED if came[turn] else EnrolmentState.NO_SHOW,
            )
            for turn, each in enumerate(chosen)
        ],
        first=edition.apply_from,
        every=timedelta(hours=1),
    )
    attended = [place for place, here in zip(places, came, strict=True) if here]
    for number, session in enumerate(edition.sessions.order_by("starts_at")):
        # Some other one of every five leaves each class before its end.
        early = attended[-number % 5 :: 5]
        sit(session, [place for place in attended if place not in early])
        sit(session, early, until=session.ends_at - EARLY)
    _read(edition, [place for turn, place in enumerate(attended) if turn % LEFT_LESSONS])


def sit(session: LiveSession, places: Sequence[Enrolment], *, until: datetime | None = None) -> None:
    """Leave in the room of a class what it writes when these people are there from its beginning."""
    left = until or session.ends_at
    seats = Participant.objects.bulk_create(
        Participant(
            room=session.room,
            person=place.person,
            display_name=place.person.get_full_name(),
            entity_id=place.entity_id,
            entity_name=place.entity.name,
            role=ParticipantRole.LISTENER,
            state=ParticipantState.LEFT,
            since=left,
        )
        for place in places
    )
    PresenceSpan.objects.bulk_create(
        PresenceSpan(
            participant=seat,
            connection=f"anterior-{seat.pk}",
            joined_at=session.starts_at,
            seen_at=left,
            left_at=left,
            cause=PresenceEnd.LEFT,
        )
        for seat in seats
    )


def _read(edition: Edition, places: Sequence[Enrolment]) -> None:
    lessons = list(LessonPage.objects.descendant_of(edition.course))
    last = edition.sessions.order_by("starts_at").last()
    assert last  # noqa: S101  (three classes were made above)
    LessonProgress.objects.bulk_create(
        LessonProgress(
            person=place.person,
            lesson=lesson,
            opened_at=last.starts_at,
            seen_at=last.ends_at,
            done_at=last.ends_at,
        )
        for place in places
        for lesson in lessons
    )
