"""Which documents whoever gives a class may show in its room: the PDFs that its course's lessons hand out."""

from functools import partial

from cms.models import ConcejoDocument
from cms.rules import may_open
from courses.models import LessonPage, LiveSession
from people.models import User
from videoconf.models import Room
from videoconf.offering import Offered


def offer(person: User, room: Room) -> list[Offered]:
    """Return the PDFs of the published lessons of the course, those that she may open.

    Whether she directs the room is asked by the room.
    """
    session = LiveSession.objects.in_detail().filter(room=room).first()
    if session is None:
        return []
    lessons = LessonPage.objects.live().of_course(session.edition.course.path)
    named = {pk for lesson in lessons for pk in _handed_out(lesson)}
    found = ConcejoDocument.objects.filter(pk__in=named).order_by("title", "pk")
    return [
        Offered(str(document.pk), document.title, partial(document.file.open, "rb"))
        for document in found
        if document.file_extension.lower() == "pdf" and may_open(person, document)
    ]


def _handed_out(lesson: LessonPage) -> list[int]:
    blocks = [block["value"] for block in lesson.body.raw_data if block["type"] == "document"]
    return [value["document"] for value in blocks if value.get("document")]
