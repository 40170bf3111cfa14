"""Editors make and change editions in Wagtail's admin; the verbs keep their say."""

import csv
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import localize_input

from core.models import AuditEntry
from courses.enums import EditionState, EnrolmentState
from courses.forms.catalogue import EditionChecks
from courses.models import Edition
from courses.services import allocate_places
from people.models import User
from tests import cast
from tests.courses.acts import states_of

pytestmark = pytest.mark.django_db


def typed(edition: Edition, **changes: Any) -> dict[str, Any]:
    """The form of an edition as the admin's page sends it."""
    names = ("code", "title", "capacity", "min_attendance", "state", "starts_on", "ends_on")
    names = (*names, "allocation", "overlap")
    values = {name: getattr(edition, name) for name in names}
    values |= {
        name: localize_input(getattr(edition, name)) for name in ("apply_from", "apply_until", "cancel_until")
    }
    return {**values, "course": edition.course_id, **changes}


def test_more_places_typed_by_an_editor_reach_those_who_wait(client: Client, editor: User):
    edition = cast.an_edition(capacity=1)
    cast.a_place(edition, cast.a_secretary(1))
    cast.a_place(edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    cast.signed_in(client, editor)
    answer = client.post(reverse("editions:edit", args=[edition.pk]), typed(edition, capacity=2))
    assert answer.status_code == 302
    assert states_of(edition) == ["confirmed", "offered"]
    assert AuditEntry.objects.get(action="courses.edition.revised").actor_id == editor.pk


def test_fewer_places_than_are_held_are_refused_in_the_form(client: Client, editor: User):
    edition = cast.an_edition(capacity=2)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1))
    cast.signed_in(client, editor)
    page = client.post(reverse("editions:edit", args=[edition.pk]), typed(edition, capacity=1))
    edition.refresh_from_db()
    assert "Hay 2 personas con plaza" in page.content.decode()
    assert edition.capacity == 2


def test_a_step_the_table_does_not_have_is_refused_in_the_form(client: Client, editor: User):
    edition = cast.an_edition(state=EditionState.FINISHED)
    cast.signed_in(client, editor)
    page = client.post(reverse("editions:edit", args=[edition.pk]), typed(edition, state="open"))
    edition.refresh_from_db()
    assert "no puede pasar a" in page.content.decode()
    assert edition.state == "finished"


def test_places_shared_out_while_she_typed_stay_shared_out(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
):
    edition = cast.an_edition(allocation="fair")
    checked = EditionChecks.clean_state

    def meanwhile(form: EditionChecks) -> str:
        allocate_places(edition=edition, actor=None)
        return checked(form)

    monkeypatch.setattr(EditionChecks, "clean_state", meanwhile)
    cast.signed_in(client, editor)
    answer = client.post(reverse("editions:edit", args=[edition.pk]), typed(edition, title="Otra"))
    edition.refresh_from_db()
    assert (answer.status_code, edition.title, edition.allocated_at is not None) == (302, "Otra", True)


def test_an_editor_makes_one_and_opens_it_at_once(client: Client, editor: User):
    model = cast.an_edition()
    cast.signed_in(client, editor)
    client.post(reverse("editions:add"), typed(model, code="nueva-2026", state="open"))
    made = Edition.objects.get(code="nueva-2026")
    assert (made.state, made.capacity) == ("open", model.capacity)


@pytest.mark.parametrize("who", ["secretary", "trainer", "adviser", "stranger"])
def test_nobody_else_reaches_them(client: Client, who: str, request: pytest.FixtureRequest):
    edition = cast.an_edition()
    cast.signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("editions:edit", args=[edition.pk])).status_code == 403
    assert client.post(reverse("editions:add"), typed(edition, code="otra")).status_code == 403
    assert Edition.objects.count() == 1


def test_the_list_of_places_is_read_and_never_written(client: Client, editor: User):
    place = cast.a_place(cast.an_edition(), cast.a_secretary(1))
    cast.signed_in(client, editor)
    page = client.get("/admin/plazas/").content.decode()
    assert place.entity.name in page
    closed = ["create/", f"edit/{place.pk}/", f"delete/{place.pk}/"]
    # Wagtail's own refusal is the way back with a message; to those pages no place even exists.
    answers = [client.post(f"/admin/plazas/{address}") for address in closed]
    assert [(answer.status_code, answer.get("Location")) for answer in answers] == [
        (302, "/admin/"),
        (404, None),
        (404, None),
    ]
    assert states_of(place.edition) == ["confirmed"]


def test_the_export_of_places_names_town_halls_of_all(client: Client, editor: User):
    place = cast.a_place(cast.an_edition(), cast.a_secretary(1))
    cast.signed_in(client, editor)
    answer = client.get("/admin/plazas/?export=csv")
    text = b"".join(answer).decode()
    assert place.entity.name in text
    assert ("Con plaza" in text, "confirmed" in text) == (True, False)


def test_no_cell_of_the_export_is_a_formula(client: Client, editor: User):
    who = cast.a_secretary(1)
    User.objects.filter(pk=who.pk).update(first_name="=2+2")
    cast.a_place(cast.an_edition(), who)
    cast.signed_in(client, editor)
    [row] = csv.reader(b"".join(client.get("/admin/plazas/?export=csv")).decode().splitlines()[1:])
    assert row[0].startswith("'=2+2")
