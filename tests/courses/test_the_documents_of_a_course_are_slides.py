"""Whoever gives a class is offered, as slides, the PDFs that the lessons of its course hand out."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cms.enums import Audience
from cms.models import ConcejoDocument
from courses.services.editions.documents import offer
from tests import cast
from tests.videoconf.decks import a_pdf
from videoconf.models import SlideDeck
from videoconf.offering import offered_to
from videoconf.services.slides import read_next

pytestmark = pytest.mark.django_db


def a_document(title: str, name: str = "guia.pdf", **fields) -> ConcejoDocument:
    paper = ConcejoDocument(title=title, **fields)
    paper.file.save(name, ContentFile(a_pdf(2)))
    paper.save()
    return paper


def hand_out(lesson, *papers: ConcejoDocument) -> None:
    lesson.body = [("document", {"document": paper, "text": ""}) for paper in papers]
    lesson.save()


@pytest.fixture
def session():
    """A class of a course whose first lesson hands papers out."""
    course = cast.a_course(lessons=2)
    edition = cast.an_edition(course)
    trainer = cast.a_guest_trainer()
    edition.trainers.add(trainer)
    session = cast.a_class(edition)
    session.trainer = trainer
    return session


def test_the_papers_of_its_lessons_are_offered_and_become_slides(session, signed_in):
    lesson, other = cast.lessons_of(session.edition.course)
    guide, sheet = a_document("Guía del registro"), a_document("Hoja", "hoja.ods")
    a_document("De otro sitio")
    hand_out(lesson, guide, sheet)
    hand_out(other, guide)
    assert [one.title for one in offered_to(session.trainer, session.room)] == ["Guía del registro"]
    url = reverse("videoconf:slides", args=[session.room.key])
    assert signed_in(session.trainer).post(url, {"document": str(guide.pk)}).status_code == 302
    read_next()
    assert [(deck.title, deck.pages) for deck in SlideDeck.objects.all()] == [("Guía del registro", 2)]


def test_what_she_may_not_open_or_is_not_published_is_not_offered(session):
    lesson, draft = cast.lessons_of(session.edition.course)
    inner, later = a_document("Interno", audience=Audience.PROVINCE), a_document("De un borrador")
    hand_out(lesson, inner)
    hand_out(draft, later)
    draft.unpublish()
    assert offer(session.trainer, session.room) == []
    # Negative control: the same paper, once she may open it.
    ConcejoDocument.objects.update(audience=Audience.COUNCILS)
    assert [one.title for one in offer(session.trainer, session.room)] == ["Interno"]


def test_a_room_that_is_no_class_is_offered_nothing(session):
    from tests.videoconf.acts import a_room

    assert offered_to(session.trainer, a_room(host=session.trainer)) == []
    assert offer(session.trainer, a_room(host=session.trainer)) == []
