"""The head of service sees who is trained and who is not, and whom to call; nobody of a town hall does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import StoredFile
from courses.enums import EditionState, EnrolmentState
from courses.enums.dashboards import CallReason
from courses.models import Certificate, CertificateRevocation, CoursePage, Edition, Enrolment, LessonProgress
from courses.services import finish_lesson
from courses.services.dashboard import (
    course_panel,
    people_to_call,
    province_panel,
    sheet_of,
    trained_people,
)
from courses.services.dashboard import facts as year
from people.models import EntityShape, LocalEntity, User
from tests import cast
from videoconf.models import Participant, PresenceSpan

pytestmark = pytest.mark.django_db
SEES = ("editor", "reviewer", "adviser", "head", "operator")
SEES_NOT = ("secretary", "councillor", "trainer", "guest_trainer", "stranger")
MOST_QUERIES = 15


@pytest.fixture
def course() -> CoursePage:
    return cast.a_course(lessons=2)


@pytest.fixture
def edition(course: CoursePage) -> Edition:
    return cast.an_edition(course)


def read_all(who: User, course: CoursePage) -> None:
    for lesson in cast.lessons_of(course):
        finish_lesson(person=who, lesson=lesson)


def pairs() -> set[tuple[int, int]]:
    return {(row.person_id, row.entity_id) for row in trained_people()}


def ended(edition: Edition, days: int) -> Edition:
    """Say that the edition ended so many days ago."""
    day = (clock.now() - timedelta(days=days)).date()
    Edition.objects.filter(pk=edition.pk).update(starts_on=day, ends_on=day)
    return edition


def entered(session: Any, who: User) -> None:
    """Leave in the room what it writes when somebody comes in."""
    at = clock.now()
    seat = Participant.objects.create(
        room=session.room, person=who, display_name=str(who), role="member", state="left", since=at
    )
    PresenceSpan.objects.create(
        participant=seat, connection=f"c-{seat.pk}", joined_at=at, seen_at=at, left_at=at
    )


# --- who is «formada» ---


def test_who_attended_is_trained_for_the_town_hall_of_her_place(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    assert pairs() == {(secretary.pk, place.entity_id)}


def test_while_the_roll_is_open_who_read_every_lesson_is_trained(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary)
    finish_lesson(person=secretary, lesson=cast.lessons_of(edition.course)[0])
    assert pairs() == set()
    read_all(secretary, edition.course)
    assert pairs() == {(secretary.pk, place.entity_id)}


@pytest.mark.parametrize("state", [EnrolmentState.NO_SHOW, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN])
def test_reading_alone_does_not_train_who_did_not_come_or_has_no_place(
    edition: Edition, secretary: User, state: EnrolmentState
):
    cast.a_place(edition, secretary, state=state)
    read_all(secretary, edition.course)
    assert pairs() == set()


@pytest.mark.parametrize(("days", "people"), [(300, 1), (400, 0)])
def test_training_lasts_twelve_months(edition: Edition, secretary: User, days: int, people: int):
    cast.a_place(ended(edition, days), secretary, state=EnrolmentState.ATTENDED)
    assert len(trained_people()) == people


def test_what_was_read_long_ago_is_forgotten(edition: Edition, secretary: User):
    cast.a_place(edition, secretary)
    read_all(secretary, edition.course)
    LessonProgress.objects.update(done_at=clock.now() - timedelta(days=400))
    assert pairs() == set()


def test_a_cancelled_edition_trains_nobody(course: CoursePage, secretary: User):
    cast.a_place(
        cast.an_edition(course, state=EditionState.CANCELLED), secretary, state=EnrolmentState.ATTENDED
    )
    assert pairs() == set()


def test_a_course_without_lessons_trains_nobody_by_reading(secretary: User):
    cast.a_place(cast.an_edition(), secretary)
    assert pairs() == set()


def test_without_the_rule_who_did_not_come_would_count(
    edition: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    """The control: with the state of the place not asked, reading would be enough."""
    cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    read_all(secretary, edition.course)
    monkeypatch.setattr(year.Facts, "is_trained", lambda facts, place: facts.has_finished(place))
    assert len(trained_people()) == 1


# --- whom to call ---


def called(reason: CallReason) -> list[tuple[str, str]]:
    return [(call.name, call.phone) for call in province_panel().calls if call.reason == reason]


def test_a_town_hall_without_anybody_is_called_and_the_largest_first(village: LocalEntity):
    small = cast.entity("Aldea Chica", population=3, phone="900 1")
    big = cast.entity("Villa Grande", population=9000, phone="900 2")
    assert called(CallReason.NOBODY) == [(big.name, "900 2"), (village.name, ""), (small.name, "900 1")]


def test_only_the_town_halls_asked_about_are_called(village: LocalEntity):
    other = cast.entity("Aldea Chica")
    calls = people_to_call(facts=year.gather(), trained=frozenset(), entities=[other])
    assert [(call.reason, call.name) for call in calls] == [(CallReason.NOBODY, other.name)]


def test_a_town_hall_with_somebody_is_not_called(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    names = [name for name, _ in called(CallReason.NOBODY)]
    assert place.entity.name not in names
    assert len(names) == 2


def test_who_has_a_place_and_opened_no_lesson_is_called_until_she_opens_one(
    edition: Edition, secretary: User
):
    User.objects.filter(pk=secretary.pk).update(phone="600 1")
    cast.a_place(edition, secretary)
    assert called(CallReason.UNOPENED) == [("Elena Mirón", "600 1")]
    finish_lesson(person=secretary, lesson=cast.lessons_of(edition.course)[0])
    assert called(CallReason.UNOPENED) == []


def test_who_did_not_come_is_called_at_her_town_hall_when_she_gave_no_phone(
    edition: Edition, secretary: User
):
    place = cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    LocalEntity.objects.filter(pk=place.entity_id).update(phone="900 7")
    assert called(CallReason.NO_SHOW) == [("Elena Mirón", "900 7")]


def test_who_came_to_a_later_edition_is_called_no_more(edition: Edition, secretary: User):
    cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    cast.a_place(cast.an_edition(edition.course), secretary, state=EnrolmentState.ATTENDED)
    assert called(CallReason.NO_SHOW) == []


# --- a course ---


def test_the_funnel_counts_people_at_each_step(edition: Edition):
    reader, comer, waits = (cast.a_secretary(1) for _ in range(3))
    cast.a_place(edition, reader)
    cast.a_place(edition, comer)
    cast.a_place(edition, waits, state=EnrolmentState.WAITING)
    read_all(reader, edition.course)
    entered(cast.a_class(edition, starts_in=-10), comer)
    assert course_panel(course=edition.course).funnel == (
        ("Han pedido plaza", 3),
        ("Han tenido plaza", 2),
        ("Han entrado en alguna clase", 1),
        ("Han terminado las lecciones", 1),
        ("Tienen certificado", 0),
    )


def certified(place: Enrolment, version: int = 1, replaces: Certificate | None = None) -> Certificate:
    """Write a certificate by hand: no rule is asked."""
    paper, _ = StoredFile.objects.get_or_create(
        sha256="a" * 64, defaults={"size": 1, "mime": "application/pdf", "created_at": clock.now()}
    )
    return Certificate.objects.create(
        enrolment=place,
        kind="attendance",
        version=version,
        snapshot={},
        pdf=paper,
        sha256="a" * 64,
        code=f"C-{place.pk}-{version}",
        issued_at=clock.now(),
        replaces=replaces,
    )


def test_the_last_step_counts_certificates_in_force(edition: Edition, secretary: User):
    def last_step() -> tuple[str, int]:
        return course_panel(course=edition.course).funnel[-1]

    first = certified(cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED))
    second = certified(first.enrolment, 2, first)
    assert last_step() == ("Tienen certificado", 1)
    CertificateRevocation.objects.create(certificate=second, at=clock.now(), actor_id=1, reason="Error")
    assert last_step() == ("Tienen certificado", 0)


def test_the_step_where_most_are_lost_is_said_and_where_to_find_them(edition: Edition):
    reader, lost = cast.a_secretary(1), cast.a_secretary(1)
    for who in (reader, lost):
        cast.a_place(edition, who)
        entered(cast.a_class(edition, starts_in=-10), who)
    read_all(reader, edition.course)
    panel = course_panel(course=edition.course)
    assert panel.most_lost == ("Han terminado las lecciones", 1)
    assert panel.editions == ((edition.code, edition.title),)
    read_all(lost, edition.course)
    assert course_panel(course=edition.course).most_lost is None


def test_a_course_that_nobody_asked_for_has_an_empty_funnel(course: CoursePage):
    panel = course_panel(course=course)
    assert [people for _, people in panel.funnel] == [0, 0, 0, 0, 0]
    assert (panel.classes, panel.heat) == ((), ())


def test_another_course_is_not_counted(edition: Edition, secretary: User):
    cast.a_place(cast.an_edition(cast.a_course()), secretary)
    assert course_panel(course=edition.course).funnel[0] == ("Han pedido plaza", 0)


def test_the_heat_says_of_each_comarca_how_many_came_of_those_expected(edition: Edition):
    here, there = cast.entity("Uno", comarca="Campos"), cast.entity("Dos", comarca="Sierra")
    comer, missing, far = (cast.a_secretary(1) for _ in range(3))
    for who, where in ((comer, here), (missing, here), (far, there)):
        cast.a_place(edition, who, where)
    session = cast.a_class(edition, starts_in=-10)
    cast.a_class(edition, starts_in=600)
    entered(session, comer)
    panel = course_panel(course=edition.course)
    assert panel.classes == (session,)
    assert [(name, [(c.came, c.expected, c.percent) for c in cells]) for name, cells in panel.heat] == [
        ("Campos", [(1, 2, 50)]),
        ("Sierra", [(0, 1, 0)]),
    ]


# --- the pages ---


def addresses(course: CoursePage) -> list[str]:
    sheets = [
        reverse("courses:panel_file", args=[name])
        for name in ("ayuntamientos", "llamadas", "cursos", "competencias")
    ]
    inside = [
        reverse("courses:panel_course_file", args=[course.pk, name]) for name in ("embudo", "asistencia")
    ]
    pages = [reverse("courses:panel"), reverse("courses:panel_course", args=[course.pk])]
    return [*pages, *sheets, *inside]


@pytest.mark.parametrize(("who", "status"), [*((w, 200) for w in SEES), *((w, 403) for w in SEES_NOT)])
def test_who_opens_the_panels(
    client: Client, who: str, status: int, edition: Edition, request: pytest.FixtureRequest
):
    cast.signed_in(client, request.getfixturevalue(who))
    answers = {client.get(address).status_code for address in addresses(edition.course)}
    assert answers == {status}


@pytest.mark.parametrize(("who", "links"), [*((w, 1) for w in SEES), *((w, 0) for w in SEES_NOT)])
def test_the_menu_leads_to_the_panel_only_those_who_may_open_it(
    client: Client, who: str, links: int, request: pytest.FixtureRequest
):
    cast.signed_in(client, request.getfixturevalue(who))
    page = client.get(reverse("courses:mine")).content.decode()
    assert page.count(f'href="{reverse("courses:panel")}"') == links


def test_the_call_has_its_phone_its_mail_and_the_action_beside_it(
    client: Client, head: User, edition: Edition, secretary: User
):
    User.objects.filter(pk=secretary.pk).update(phone="600 100 200")
    cast.a_place(edition, secretary)
    page = cast.signed_in(client, head).get(reverse("courses:panel")).content.decode()
    for link in (
        "tel:600100200",
        f"mailto:{secretary.email}",
        reverse("courses:people", args=[edition.code]),
    ):
        assert page.count(f'href="{link}"') == 1


def test_the_map_leads_to_each_town_hall_and_says_its_figure(
    client: Client, head: User, edition: Edition, secretary: User
):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    EntityShape.objects.create(entity=place.entity, path="M0 0h5v5z", label_x=2, label_y=2)
    page = cast.signed_in(client, head).get(reverse("courses:panel")).content.decode()
    url = reverse("people:entity", args=[place.entity.slug])
    drawn = f'<a href="{url}" tabindex="-1"><path d="M0 0h5v5z"><title>{place.entity.name}: 1 persona</title>'
    assert drawn in page


def test_an_unknown_table_does_not_exist(client: Client, head: User, course: CoursePage):
    cast.signed_in(client, head)
    for address in ("/aula/panel/otra.csv", f"/aula/panel/curso/{course.pk}/otra.csv"):
        assert client.get(address).status_code == 404


def test_a_name_never_acts_in_a_spreadsheet():
    assert sheet_of(head=("A", "B"), rows=[("=1+1", 2)]) == "\ufeffA;B\r\n'=1+1;2\r\n"


def test_the_file_of_calls_has_every_call(client: Client, head: User, secretary: User):
    cast.signed_in(client, head)
    lines = client.get("/aula/panel/llamadas.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Motivo;A quién;Ayuntamiento o comarca;Sobre;Teléfono;Correo"
    assert len(lines) == 1 + len(secretary.standing.entities)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_questions_to_the_database_are_the_same_for_any_number_of_people(
    client: Client, head: User, edition: Edition, record_property: Any
):
    cast.signed_in(client, head)
    asked = addresses(edition.course)
    cast.a_class(edition, starts_in=-10)
    cast.a_place(edition, cast.a_secretary(1))
    for address in asked:
        client.get(address)
    few = [queries_of(client, address) for address in asked]
    for _ in range(6):
        who = cast.a_secretary(2)
        cast.a_place(edition, who, state=EnrolmentState.ATTENDED)
        cast.a_place(cast.an_edition(cast.a_course()), who)
        read_all(who, edition.course)
    many = [queries_of(client, address) for address in asked]
    record_property("queries", max(many))
    assert many == few
    assert max(many) <= MOST_QUERIES
