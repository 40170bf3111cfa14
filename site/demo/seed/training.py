"""Editions, places and classes: one class is always about to start."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.clock import now
from courses.enums import EditionState, EnrolmentState
from courses.models import CoursePage, Edition, Enrolment, LessonPage
from courses.services import finish_lesson, schedule_session
from demo.records import Person, World
from demo.seed.places import Seat, write_places
from people.models import LocalEntity, User

MADRID = ZoneInfo("Europe/Madrid")
Content = dict[str, Any]
FOR_TOWN_HALLS = ("secretary", "clerk")


def _in_days(days: int, at: str = "23:59") -> datetime:
    """Return that wall-clock hour so many days from today, in the province's zone."""
    hour, minute = (int(part) for part in at.split(":"))
    day = now().astimezone(MADRID).date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=MADRID)


def _starts(session: Content) -> datetime:
    if "in_minutes" in session:
        return now() + timedelta(minutes=session["in_minutes"])
    return _in_days(session["days"], session["at"])


def seed_editions(
    world: World,
    catalogue: dict[str, tuple[Content, CoursePage]],
    people: dict[str, User],
    entities: dict[str, LocalEntity],
) -> None:
    """Make every edition with its places and classes."""
    learners = [each for each in world.people if each.role in FOR_TOWN_HALLS and not each.in_cast]
    for course_number, (content, course) in enumerate(catalogue.values()):
        # A different slice of the province for each course, the same at every seeding.
        turned = learners[course_number * 13 :] + learners[: course_number * 13]
        for plan in content["editions"]:
            edition = _edition(course, content, plan, people)
            chosen = [world.person(key) for key in plan.get("enrol", [])]
            chosen += turned[: plan["enrolled"] - len(chosen)]
            _places(edition, chosen, people, entities, EnrolmentState.CONFIRMED)
            waiting = turned[len(chosen) : len(chosen) + plan.get("waiting", 0)]
            _places(edition, waiting, people, entities, EnrolmentState.WAITING)


def _edition(course: CoursePage, content: Content, plan: Content, people: dict[str, User]) -> Edition:
    starts = [_starts(session) for session in plan["sessions"]]
    edition = Edition.objects.create(
        course=course,
        code=plan["code"],
        title=plan["title"],
        capacity=plan["capacity"],
        state=EditionState(plan["state"]),
        apply_from=_in_days(plan["apply_from_days"], "00:00"),
        apply_until=_in_days(plan["apply_until_days"]),
        cancel_until=max(starts),
        starts_on=min(starts).astimezone(MADRID).date(),
        ends_on=max(starts).astimezone(MADRID).date(),
        min_attendance=content["min_attendance"],
    )
    edition.trainers.set([people[key] for key in plan["trainers"]])
    for session, start in zip(plan["sessions"], starts, strict=True):
        schedule_session(
            edition=edition,
            title=session["title"],
            starts_at=start,
            ends_at=start + timedelta(minutes=session["minutes"]),
        )
    return edition


def _places(
    edition: Edition,
    chosen: list[Person],
    people: dict[str, User],
    entities: dict[str, LocalEntity],
    state: EnrolmentState,
) -> None:
    """Seat them in one state, a few minutes after each other."""
    seats = [Seat(people[each.key], entities[each.entities[0]], state) for each in chosen]
    first = edition.apply_from + timedelta(hours=9)
    write_places(edition, seats, first=first, every=timedelta(minutes=7))


def seed_progress(catalogue: dict[str, tuple[Content, CoursePage]], person: User) -> None:
    """Leave the secretary in the middle of the course she already follows."""
    for _, course in catalogue.values():
        if Enrolment.objects.filter(edition__course=course, person=person).exists():
            for lesson in LessonPage.objects.descendant_of(course).order_by("path")[:2]:
                finish_lesson(person=person, lesson=lesson)
