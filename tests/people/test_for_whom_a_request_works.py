"""The scope of a request, what is shown in its header, and what it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from core.tenancy import ALL, current_scope
from people.middleware import ScopeMiddleware
from people.models import Invitation, User
from people.sessions import ENTITY_KEY, EPOCH_KEY
from people.standing import today
from tests import cast

pytestmark = pytest.mark.django_db


class Session(dict):
    session_key = None

    def flush(self):
        self.clear()


def seen_by(user, **session):
    """Run the middleware alone and return what a view would find."""
    request = RequestFactory().get("/")
    request.user, request.session = user, Session(session)
    seen = {}

    def view(request):
        seen.update(scope=current_scope(), acting=request.acting, served=request.served)
        return HttpResponse()

    ScopeMiddleware(view)(request)
    return seen


def fresh(who):
    return User.objects.get(pk=who.pk)


def entered(who, **session):
    return seen_by(fresh(who), **{EPOCH_KEY: who.session_epoch, **session})


def test_a_secretary_sees_the_rows_of_her_villages_and_of_no_other(secretary):
    cast.entity()
    assert entered(secretary)["scope"] == secretary.standing.entity_ids
    assert len(secretary.standing.entity_ids) == 3


@pytest.mark.parametrize("maker", ["an_adviser", "a_head", "an_operator"])
def test_those_who_work_for_the_province_see_all(db, maker):
    assert entered(getattr(cast, maker)())["scope"] is ALL


@pytest.mark.parametrize("maker", ["an_editor", "a_reviewer", "a_trainer"])
def test_others_of_the_diputacion_see_only_its_own_rows(province, maker):
    assert entered(getattr(cast, maker)())["scope"] == {province.pk}


@pytest.mark.parametrize("maker", ["a_stranger", "a_guest_trainer"])
def test_whoever_has_no_post_sees_nothing(db, maker):
    assert entered(getattr(cast, maker)()) == {"scope": frozenset(), "acting": None, "served": ()}


def test_a_role_of_the_diputacion_given_in_a_village_gives_nothing(village):
    impostor = cast.person("Paco")
    cast.with_post(impostor, village, "Alguacil", "operator")
    assert entered(impostor)["scope"] == {village.pk}
    assert fresh(impostor).standing.roles == set()


def test_the_village_chosen_is_shown_and_one_not_served_is_not(secretary, village):
    served = secretary.standing.entities
    assert entered(secretary)["acting"] == served[0]
    assert entered(secretary, **{ENTITY_KEY: served[2].pk})["acting"] == served[2]
    assert entered(secretary, **{ENTITY_KEY: village.pk})["acting"] == served[0]


def test_one_query_for_whoever_is_in_and_none_for_a_stranger(secretary, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    who = fresh(secretary)
    with django_assert_num_queries(1):
        seen_by(who, **{EPOCH_KEY: who.session_epoch})
    with django_assert_num_queries(0):
        assert seen_by(AnonymousUser())["scope"] == frozenset()


def test_a_post_counts_from_its_first_day_to_its_last(village, monkeypatch):
    who = cast.person("Ana")
    cast.with_post(who, village, "P", valid_from=date(2026, 3, 2), valid_to=date(2026, 3, 4))
    held = []
    for day in range(1, 6):
        noon = datetime(2026, 3, day, 12, tzinfo=UTC)
        monkeypatch.setattr("people.standing.now", lambda noon=noon: noon)
        held.append(len(who.standing.posts))
    assert held == [0, 1, 1, 1, 0]


def test_the_day_is_that_of_the_province_not_that_of_greenwich(monkeypatch):
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    monkeypatch.setattr("people.standing.now", lambda: late)
    assert today() == date(2026, 7, 2)


def test_invitations_of_another_entity_are_not_in_her_scope(adviser, secretary, village):
    from core.tenancy import scope
    from people import services

    mine = secretary.standing.entities[0]
    with scope(ALL):
        for where in (mine, village):
            person = {"email": f"a{where.pk}@x.example", "first_name": "Ana", "last_name": ""}
            services.invite(actor=adviser, entity=where, person=person, post="P", roles=[])
    with scope(secretary.standing.entity_ids):
        assert [each.entity for each in Invitation.objects.all()] == [mine]


def test_the_worker_takes_wagtail_away_from_a_post_that_ended_yesterday(editor):
    from people.tasks import close_ended_posts

    editor.memberships.update(valid_to=today() - timedelta(days=1))
    epoch = editor.session_epoch
    close_ended_posts()
    close_ended_posts()
    editor.refresh_from_db()
    assert (editor.groups.count(), editor.session_epoch) == (0, epoch + 1)


def test_the_menu_offers_the_directory_and_to_who_keeps_people_theirs(secretary, adviser, stranger):
    from people.tiles import menu

    offered = [[item.label for item in menu(who, ())] for who in (secretary, adviser, stranger)]
    assert offered == [["Directorio"], ["Directorio", "Personas"], []]


def test_whoever_has_a_phone_code_and_no_phone_on_file_is_asked_for_one(adviser):
    from people.tiles import tasks

    assert tasks(adviser, ()) == []
    cast.with_phone_code(adviser)
    # A person object lives as long as a request.
    again = User.objects.get(pk=adviser.pk)
    assert [task.url for task in tasks(again, ())] == [reverse("people:me")]
