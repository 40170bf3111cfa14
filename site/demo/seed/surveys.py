"""What people thought of the editions that ended, and one survey still open with few answers."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import yaml

from core.clock import now
from courses.enums import ENROLLED, EditionState
from courses.models import (
    CoursePage,
    Edition,
    Enrolment,
    Survey,
    SurveyQuestion,
    SurveyReceipt,
    SurveyResponse,
    SurveyRun,
)
from courses.services.surveys.asking import frozen
from demo.records import CONTENT, Person, World
from demo.seed.places import Seat, write_places
from people.models import LocalEntity, User

Content = dict[str, Any]
FOR_TOWN_HALLS = ("secretary", "clerk")
# Of every four with a place, three answer.
ANSWER, OF = 3, 4
RECENT_PLACES, RECENT_ANSWERS = 8, 3
WHY = "Provincia de demostración"


def seed_surveys(
    world: World, courses: list[CoursePage], people: dict[str, User], entities: dict[str, LocalEntity]
) -> None:
    """Make the survey, its past and the one that is open: of an edition read at one's own pace."""
    content = yaml.safe_load((CONTENT / "survey.yaml").read_text(encoding="utf-8"))
    survey = _survey(content)
    asked, comments = frozen(survey), content["comments"]
    ended = Edition.objects.filter(state=EditionState.FINISHED).order_by("pk")
    for edition, mood in zip(ended, content["moods"], strict=False):
        places = list(Enrolment.objects.filter(edition=edition, state__in=ENROLLED).order_by("pk"))
        chosen = [place for turn, place in enumerate(places) if turn % OF < ANSWER]
        run = SurveyRun.objects.create(edition=edition, questions=asked, is_closed=True)
        _answered(run, chosen, comments, mood)
    course = next(each for each in courses if "contratos" in each.slug)
    recent = _recent(course, world, people, entities)
    run = SurveyRun.objects.create(edition=recent[0].edition, questions=asked)
    _answered(run, recent[-RECENT_ANSWERS:], comments, content["moods"][2])


def _survey(content: Content) -> Survey:
    made = Survey.objects.create(
        title=content["title"], intro=content["intro"], days_open=content["days_open"], is_default=True
    )
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=made,
            sort_order=turn,
            kind=each["kind"],
            text=each["text"],
            help_text=each.get("help", ""),
            options="\n".join(each.get("options", [])),
            is_required=each.get("required", True),
            is_overall=each.get("overall", False),
        )
        for turn, each in enumerate(content["questions"])
    )
    return made


def _answered(run: SurveyRun, places: list[Enrolment], comments: list[str], mood: Content) -> None:
    draw = random.Random(f"survey:{run.edition.code}")  # noqa: S311 - the same demo each time, not a secret
    said = draw.sample(comments, k=mood["comments"])
    written = [dict(_answers(run, mood, draw, said[turn : turn + 1])) for turn in range(len(places))]
    draw.shuffle(written)
    SurveyReceipt.objects.bulk_create(SurveyReceipt(enrolment=place) for place in places)
    SurveyResponse.objects.bulk_create(SurveyResponse(run=run, answers=each) for each in written)


def _answers(
    run: SurveyRun, mood: Content, draw: random.Random, said: list[str]
) -> Iterator[tuple[str, Any]]:
    for question in run.questions:
        match question["kind"]:
            case "scale":
                yield question["key"], draw.choices(range(1, 6), mood["marks"])[0]
            case "one":
                yield question["key"], draw.choices(question["options"], mood["paces"])[0]
            case "several":
                yield question["key"], draw.sample(question["options"], k=draw.randint(1, 3))
            case "yes_no":
                yield question["key"], draw.random() < 0.85
            case _ if said:
                yield question["key"], said[0]


def _recent(
    course: CoursePage, world: World, people: dict[str, User], entities: dict[str, LocalEntity]
) -> list[Enrolment]:
    """Make an edition without classes that ended two days ago; the secretary of the cast has not answered."""
    start = now() - timedelta(days=30)
    edition = Edition.objects.create(
        course=course,
        code=f"{course.slug[:30]}-a-tu-ritmo",
        title="A tu ritmo, sin clases",
        capacity=RECENT_PLACES + 2,
        state=EditionState.RUNNING,
        apply_from=start - timedelta(days=30),
        apply_until=start - timedelta(days=5),
        cancel_until=start,
        starts_on=start.date(),
        ends_on=(now() - timedelta(days=2)).date(),
    )
    others = [each for each in world.people if each.role in FOR_TOWN_HALLS and not each.in_cast]
    chosen: list[Person] = [world.person("secretaria"), *others[40 : 39 + RECENT_PLACES]]
    seats = [Seat(people[each.key], entities[each.entities[0]]) for each in chosen]
    return write_places(edition, seats, first=edition.apply_from, every=timedelta(hours=1))
