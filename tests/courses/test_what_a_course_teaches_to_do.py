"""Competences are shared by courses, shown in their pages and used to narrow the catalogue."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import Competence, CoursePage
from courses.services.catalogue.competences import areas_of, competences_called
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses(db: None) -> list[CoursePage]:
    """Three courses: of five, fifteen and twenty hours; the last one teaches two things."""
    programme = cast.a_programme()
    register = competences_called(["Contar plazos", "Dar un justificante"], area="Registro y atención")
    contracts = competences_called(["Tramitar un contrato menor"], area="Contratación")
    known = {"Corto": (5, contracts), "Medio": (15, []), "Largo": (20, register)}
    return [
        cast.a_course(1, programme, title=title, hours=hours, competences=taught)
        for title, (hours, taught) in known.items()
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?area=Contratación", ["Corto"]),
        ("?area=Registro y atención", ["Largo"]),
        ("?hours=corta", ["Corto"]),
        ("?hours=media", ["Medio"]),
        ("?hours=larga", ["Largo"]),
        ("?area=Contratación&hours=larga", []),
        ("?area=Inventada", ["Corto", "Medio", "Largo"]),
        ("?hours=eterna", ["Corto", "Medio", "Largo"]),
    ],
)
def test_the_catalogue_is_narrowed_by_area_and_hours(
    client: Client, secretary: User, courses: list[CoursePage], asked: str, found: list[str]
):
    page = cast.signed_in(client, secretary).get(reverse("courses:programme") + asked)
    assert [card["title"] for card in page.context["courses"]] == found


def test_the_course_says_what_one_will_know(client: Client, secretary: User, courses: list[CoursePage]):
    page = cast.signed_in(client, secretary).get(courses[-1].url)
    assert [str(each) for each in page.context["competences"]] == ["Contar plazos", "Dar un justificante"]
    assert "Dar un justificante</li>" in page.content.decode()
    assert "Qué sabrás hacer" not in client.get(courses[1].url).content.decode()


def test_a_known_competence_is_not_made_twice(courses: list[CoursePage]):
    again = competences_called(["Contar plazos"], area="Otra")
    assert [each.area for each in again] == ["Registro y atención"]
    assert Competence.objects.count() == 3


def test_the_areas_of_a_page_of_courses_cost_one_query(courses: list[CoursePage]):
    with CaptureQueriesContext(connection) as seen:
        found = areas_of(courses)
    assert found == {courses[0].pk: {"Contratación"}, courses[2].pk: {"Registro y atención"}}
    assert len(seen) == 1


def test_what_is_ticked_in_the_draft_is_published(client: Client, secretary: User, courses: list[CoursePage]):
    course = courses[1]
    course.competences.set(Competence.objects.filter(area="Contratación"))
    course.save_revision().publish()
    page = cast.signed_in(client, secretary).get(course.url)
    assert [str(each) for each in page.context["competences"]] == ["Tramitar un contrato menor"]


def test_an_editor_keeps_the_list_and_others_do_not_reach_it(
    client: Client, editor: User, secretary: User, courses: list[CoursePage]
):
    address = reverse(Competence.snippet_viewset.get_url_name("list"))
    assert "Contar plazos" in cast.signed_in(client, editor).get(address).content.decode()
    assert cast.signed_in(client, secretary).get(address).status_code == 403
