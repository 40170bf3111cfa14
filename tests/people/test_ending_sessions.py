"""A change of roles or a suspension ends what the person has open: pages at once, sockets in seconds."""

import pytest
from channels.layers import get_channel_layer
from django.urls import reverse

from core.models import AuditEntry
from people import services, sessions
from people.enums import Role
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/directorio/"


def open_page(client, who):
    browser = cast.signed_in(client, who)
    assert browser.get(PAGE).status_code == 200
    return browser


def is_out(browser):
    answer = browser.get(PAGE)
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_a_suspended_person_is_out_at_her_next_click_and_cannot_come_back(client, adviser, secretary):
    browser = open_page(client, secretary)
    services.suspend(actor=adviser, person=secretary, reason="Ya no trabaja aquí")
    assert is_out(browser)
    browser.post(reverse("account_login"), {"login": secretary.email, "password": cast.PASSWORD})
    assert is_out(browser)
    # Nor does what was open then come back to life.
    services.resume(actor=adviser, person=secretary)
    assert is_out(browser)


def test_after_a_change_of_roles_she_must_sign_in_again(client, adviser, secretary):
    browser = open_page(client, secretary)
    post = secretary.memberships.first()
    services.change_roles(actor=adviser, membership=post, roles=[Role.SECRETARY, Role.CLERK])
    assert is_out(browser)


def test_after_a_post_ends_she_must_sign_in_again_and_no_longer_serves_it(client, adviser, secretary):
    browser = open_page(client, secretary)
    post = secretary.memberships.first()
    services.end_post(actor=adviser, membership=post)
    assert is_out(browser)
    secretary.refresh_from_db()
    assert post.entity not in secretary.standing.entities


def test_after_another_post_she_must_sign_in_again(client, adviser, secretary, village):
    browser = open_page(client, secretary)
    services.appoint(actor=adviser, person=secretary, entity=village, post="Secretaria", roles=[])
    assert is_out(browser)


def test_the_same_roles_again_end_nothing(client, adviser, secretary):
    browser = open_page(client, secretary)
    post = secretary.memberships.first()
    services.change_roles(actor=adviser, membership=post, roles=[Role.SECRETARY])
    assert not is_out(browser)


def test_with_the_guard_off_the_page_would_stay_open(client, secretary, monkeypatch):
    browser = open_page(client, secretary)
    monkeypatch.setattr("people.middleware.sessions.is_of_this_epoch", lambda session, person: True)
    User.objects.filter(pk=secretary.pk).update(session_epoch=99)
    assert not is_out(browser)


def test_a_session_of_before_or_without_an_epoch_does_not_count(client, secretary):
    browser = open_page(client, secretary)
    session = browser.session
    del session[sessions.EPOCH_KEY]
    session.save()
    assert is_out(browser)


def test_open_sockets_ask_and_are_told(adviser, secretary):
    epoch = secretary.session_epoch
    assert sessions.still_valid(secretary.pk, epoch) is True
    services.end_sessions(person=secretary)
    assert sessions.still_valid(secretary.pk, epoch) is False
    assert sessions.still_valid(secretary.pk, secretary.session_epoch) is True
    services.suspend(actor=adviser, person=secretary, reason="Baja")
    assert sessions.still_valid(secretary.pk, secretary.session_epoch) is False


async def test_the_group_of_the_person_hears_of_it():
    from people.services.sessions import hint

    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(sessions.person_group(7), channel)
    from asgiref.sync import sync_to_async

    await sync_to_async(hint)(7, 3)
    assert await layer.receive(channel) == {"type": "person.epoch", "person": 7, "epoch": 3}


def test_the_hint_leaves_only_with_the_commit(secretary, django_capture_on_commit_callbacks, monkeypatch):
    told = []
    monkeypatch.setattr("people.services.sessions.hint", lambda *given: told.append(given))
    with django_capture_on_commit_callbacks(execute=True):
        services.end_sessions(person=secretary)
        assert told == []
    assert told == [(secretary.pk, secretary.session_epoch)]


def test_each_leaves_an_audit_row_and_a_reason(adviser, secretary):
    services.suspend(actor=adviser, person=secretary, reason="Baja")
    services.resume(actor=adviser, person=secretary)
    rows = AuditEntry.objects.filter(target=f"person:{secretary.pk}").values_list("action", "detail")
    assert list(rows) == [("people.suspended", {"reason": "Baja"}), ("people.resumed", {})]
    with pytest.raises(services.PeopleError):
        services.suspend(actor=adviser, person=secretary, reason="  ")


def test_nobody_does_it_to_herself_or_to_who_ranks_as_high(adviser, head, operator):
    for actor, person in [(adviser, adviser), (adviser, head), (head, operator), (operator, operator)]:
        with pytest.raises(services.NotAllowed):
            services.suspend(actor=actor, person=person, reason="No")
        with pytest.raises(services.NotAllowed):
            services.change_roles(actor=actor, membership=person.memberships.get(), roles=[])


def test_the_last_operator_cannot_be_left_without_the_role(operator):
    other = cast.an_operator()
    services.change_roles(actor=other, membership=operator.memberships.get(), roles=[])
    former = cast.person("Raíz", is_superuser=True)
    User.objects.filter(pk=former.pk).update(is_active=False)
    post = other.memberships.get()
    for act in (
        lambda: services.change_roles(actor=former, membership=post, roles=[]),
        lambda: services.end_post(actor=former, membership=post),
        lambda: services.suspend(actor=former, person=other, reason="Vacaciones"),
    ):
        with pytest.raises(services.PeopleError, match="al menos una persona de operación"):
            act()
    other.refresh_from_db()
    assert (other.is_active, other.standing.roles) == (True, {"operator"})


def test_wagtails_groups_follow_the_roles(head, editor):
    assert list(editor.groups.values_list("name", flat=True)) == ["Redactor"]
    services.change_roles(actor=head, membership=editor.memberships.get(), roles=[Role.REVIEWER])
    assert list(editor.groups.values_list("name", flat=True)) == ["Revisor"]
