"""Work of the edition under way: some marked, some waiting, one late. Nobody is mailed about the past."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from core.clock import now
from core.files import FileKind, intake
from courses.models import Assignment, Marking, Submission, SubmissionFile
from demo.records import read
from demo.seed.classroom import Classroom, Content, ago
from people.models import User

TERMS = ("title", "instructions", "max_points", "must_pass", "pass_points", "max_files", "late")
TRAINER = "formadora"


def seed_assignments(people: Mapping[str, User]) -> None:
    """Make the assignments of one edition with what was handed in."""
    plan = read("classroom/tareas.yaml")
    room = Classroom(plan["edition"], people)
    for content in plan["assignments"]:
        assignment = Assignment.objects.create(
            edition=room.edition,
            author=people[TRAINER],
            opens_at=now() + timedelta(days=content["opens_days"]),
            due_at=now() + timedelta(days=content["due_days"]),
            **{name: content[name] for name in TERMS},
        )
        for delivery in content["deliveries"]:
            _hand_in(assignment, delivery, room)


def _hand_in(assignment: Assignment, content: Content, room: Classroom) -> None:
    place = room.place(content["by"])
    assert place  # noqa: S101  (the content names people of the class)
    made = Submission.objects.create(
        assignment=assignment,
        enrolment=place,
        entity_id=place.entity_id,
        version=1,
        text=content["text"].strip(),
        handed_at=ago(content["hours"]),
        is_late=content.get("late", False),
    )
    if "file" in content:
        _attach(made, content["file"])
    if "mark" in content:
        _mark(made, content["mark"], room.people[TRAINER])


def _attach(made: Submission, content: Content) -> None:
    name = content["name"]
    upload = ContentFile(content["text"].encode(), name)
    stored = intake(upload=upload, kinds=frozenset({FileKind.TXT}), name=name)
    SubmissionFile.objects.create(submission=made, entity_id=made.entity_id, stored=stored, name=name)


def _mark(made: Submission, content: Content, trainer: User) -> None:
    Marking.objects.create(
        submission=made,
        entity_id=made.entity_id,
        points=Decimal(content["points"]),
        comment=content["comment"],
        marker=trainer,
        at=ago(content["hours"]),
    )
