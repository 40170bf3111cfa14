"""An editor looks at a course nobody has published yet as a secretary would get it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.enums import PreviewMode
from courses.enums import Blueprint
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services.catalogue.blueprints import Details, build_course
from courses.services.catalogue.competences import competences_called
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(editor: User) -> CoursePage:
    details = Details(title="Padrón sin errores", hours=12)
    return build_course(kind=Blueprint.LIVE, programme=cast.a_programme(), details=details, actor=editor)


def look(client: Client, editor: User, page: Page) -> str:
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    answer = cast.signed_in(client, editor).get(address, {"mode": PreviewMode.SECRETARY})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_course_says_its_hours_and_what_one_will_know(client: Client, editor: User, course: CoursePage):
    course.competences = competences_called(["Contar plazos"], area="Registro y atención")
    course.save_revision()
    shown = look(client, editor, course)
    assert "Padrón sin errores" in shown
    assert "Contar plazos</li>" in shown
    assert editor.last_name not in shown


def test_a_lesson_nobody_has_published_is_shown_with_its_class(
    client: Client, editor: User, course: CoursePage
):
    shown = look(client, editor, LessonPage.objects.descendant_of(course).order_by("path")[1])
    assert "Lección de la unidad 2" in shown
    assert "Con plaza en una, aquí verás su fecha." in shown


def test_a_module_nobody_has_published_is_shown(client: Client, editor: User, course: CoursePage):
    assert "Unidad 3" in look(client, editor, ModulePage.objects.child_of(course).order_by("path")[2])
