"""The rests of a class are put in, moved and taken out until its attendance is closed."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import Conflict
from core.models import AuditEntry
from courses.errors import Gone
from courses.forms.attendance import next_at
from courses.models import LiveSession, SessionBreak
from courses.services import add_break, close_attendance, move_break, remove_break
from courses.services.attendance.lists import scheduled_seconds
from people.models import User
from tests import cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(db: None) -> LiveSession:
    return cast.a_class(cast.an_edition(), starts_in=-200, minutes=100)


@pytest.fixture
def rest(session: LiveSession, editor: User) -> SessionBreak:
    return add_break(session=session, actor=editor, **between(session, 40, 60))


def between(session: LiveSession, start: int, end: int) -> dict[str, datetime]:
    return {"starts_at": session.starts_at + start * MINUTE, "ends_at": session.starts_at + end * MINUTE}


def typed(session: LiveSession, start: int, end: int) -> dict[str, str]:
    moments = (timezone.localtime(moment) for moment in between(session, start, end).values())
    return {name: f"{moment:%H:%M}" for name, moment in zip(("start", "end"), moments, strict=True)}


def acts() -> list[str]:
    return list(
        AuditEntry.objects.filter(action__contains="break").order_by("pk").values_list("action", flat=True)
    )


def test_it_is_moved_even_over_its_own_time(session: LiveSession, rest: SessionBreak, editor: User):
    move_break(rest=rest, actor=editor, **between(session, 50, 65))
    assert scheduled_seconds(session) == 85 * 60
    assert acts() == ["courses.session.break", "courses.session.break_moved"]


@pytest.mark.parametrize(("start", "end"), [(-5, 5), (95, 101), (30, 30), (5, 15), (0, 100)])
def test_it_is_not_moved_where_it_could_not_be_added(
    session: LiveSession, rest: SessionBreak, editor: User, start: int, end: int
):
    add_break(session=session, actor=editor, **between(session, 10, 20))
    with pytest.raises(Conflict):
        move_break(rest=rest, actor=editor, **between(session, start, end))
    assert scheduled_seconds(session) == 70 * 60


def test_what_was_taken_out_is_not_moved(session: LiveSession, rest: SessionBreak, editor: User):
    remove_break(rest=SessionBreak.objects.get(), actor=editor)
    with pytest.raises(Gone, match="Este descanso ya no está"):
        move_break(rest=rest, actor=editor, **between(session, 50, 65))
    assert (SessionBreak.objects.count(), acts()) == (
        0,
        ["courses.session.break", "courses.session.break_removed"],
    )


def test_who_moves_what_is_taken_out_meanwhile_reads_so(
    client: Client, session: LiveSession, rest: SessionBreak, editor: User, monkeypatch: pytest.MonkeyPatch
):
    def after_another(**asked: Any) -> None:
        remove_break(rest=SessionBreak.objects.get(), actor=editor)
        move_break(**asked)

    monkeypatch.setattr("courses.views.attendance.breaks.move_break", after_another)
    address = reverse("courses:break", args=[rest.pk])
    answer = cast.signed_in(client, editor).post(address, typed(session, 50, 65))
    said = "Este descanso ya no está: alguien lo ha quitado mientras lo cambiabas."
    assert (answer.status_code, answer.content.decode().count(said)) == (409, 1)


def test_it_is_taken_out_once(session: LiveSession, rest: SessionBreak, editor: User):
    for _ in range(2):
        remove_break(rest=rest, actor=editor)
    assert scheduled_seconds(session) == 100 * 60
    assert acts() == ["courses.session.break", "courses.session.break_removed"]


def test_nothing_of_it_changes_once_the_attendance_is_closed(
    session: LiveSession, rest: SessionBreak, editor: User
):
    close_attendance(session)
    with pytest.raises(Conflict, match="ya está cerrada"):
        move_break(rest=rest, actor=editor, **between(session, 50, 65))
    with pytest.raises(Conflict, match="ya está cerrada"):
        remove_break(rest=rest, actor=editor)
    assert scheduled_seconds(session) == 80 * 60


@pytest.mark.parametrize("who", ["secretary", "trainer", "operator", "stranger"])
def test_nobody_else_touches_it(rest: SessionBreak, who: str, request: pytest.FixtureRequest):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        move_break(rest=rest, actor=actor, **between(rest.session, 50, 65))
    with pytest.raises(PermissionDenied):
        remove_break(rest=rest, actor=actor)


def test_it_is_added_moved_and_taken_out_from_its_pages(client: Client, session: LiveSession, editor: User):
    cast.signed_in(client, editor)
    url = reverse("courses:breaks", args=[session.pk])
    hours = typed(session, 30, 40)
    client.post(url, hours)
    listed = f"De {hours['start']} a {hours['end']}"
    for page in (url, reverse("courses:attendance", args=[session.pk])):
        assert listed in client.get(page).content.decode()
    rest = SessionBreak.objects.get()
    own = reverse("courses:break", args=[rest.pk])
    client.post(own, typed(session, 35, 50))
    assert scheduled_seconds(session) == 85 * 60
    client.post(own, {"remove": "sí"})
    assert SessionBreak.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Escribe la hora."),
        ({"start": "mañana", "end": "10:00"}, "Escribe la hora así: 10:45."),
        (None, "Ese descanso se cruza con otro."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, rest: SessionBreak, editor: User, sent: dict[str, str] | None, said: str
):
    session = rest.session
    sent = typed(session, 45, 55) if sent is None else sent
    answer = cast.signed_in(client, editor).post(reverse("courses:breaks", args=[session.pk]), sent)
    assert said in answer.content.decode()
    assert "Hay algo que corregir" in answer.content.decode()
    assert SessionBreak.objects.count() == 1


@pytest.mark.parametrize(
    ("hour", "since", "moment"),
    [
        (time(10, 30), "2026-10-05T08:00", "2026-10-05T08:30"),
        (time(0, 15), "2026-10-05T21:30", "2026-10-05T22:15"),
        # The night of 25 October the hour from two to three comes twice: 00:00 and 01:00 UTC.
        (time(2, 30), "2026-10-24T23:30", "2026-10-25T00:30"),
        (time(2, 10), "2026-10-25T00:50", "2026-10-25T01:10"),
        (time(3, 10), "2026-10-24T23:30", "2026-10-25T02:10"),
    ],
)
def test_an_hour_is_read_forward_from_the_class(hour: time, since: str, moment: str):
    began, wanted = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, moment))
    assert next_at(hour, began) == wanted
