"""The pages of those who look after people."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from core.tenancy import ALL, scope
from people import services
from people.enums import Role
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["people:people", "people:invitations", "people:invite", "people:batch"])
@pytest.mark.parametrize(
    ("maker", "status"),
    [
        ("a_secretary", 403),
        ("a_councillor", 403),
        ("an_editor", 403),
        ("a_trainer", 403),
        ("a_guest_trainer", 403),
        ("a_stranger", 403),
        ("an_adviser", 200),
        ("a_head", 200),
        ("an_operator", 200),
    ],
)
def test_who_reaches_them(client, db, name, maker, status):
    assert cast.signed_in(client, getattr(cast, maker)()).get(reverse(name)).status_code == status


def test_a_suspended_person_is_still_listed_and_marked(signed_in, adviser, secretary):
    services.suspend(actor=adviser, person=secretary, reason="Baja")
    page = signed_in(adviser).get(reverse("people:people"), {"q": "Mirón"}).content.decode()
    assert (secretary.get_full_name() in page, "Cerrada" in page) == (True, True)


def test_an_adviser_suspends_and_resumes_from_the_page(signed_in, adviser, secretary):
    browser = signed_in(adviser)
    browser.post(reverse("people:suspend", args=[secretary.pk]), {"reason": "Baja"})
    secretary.refresh_from_db()
    assert secretary.is_active is False
    browser.post(reverse("people:resume", args=[secretary.pk]))
    secretary.refresh_from_db()
    assert secretary.is_active is True


def test_an_entry_is_not_shut_without_a_reason_and_the_page_says_so(signed_in, adviser, secretary):
    answer = signed_in(adviser).post(reverse("people:suspend", args=[secretary.pk]), {"reason": " "})
    secretary.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, secretary.is_active) == (400, True)
    assert ("<title>Error: " in page, "Escribe por qué se le cierra la entrada." in page) == (True, True)


def test_an_adviser_adds_a_post_changes_its_roles_and_ends_it(signed_in, adviser, councillor, village):
    browser = signed_in(adviser)
    given = {"entity": village.pk, "post": "Auxiliar", "roles": ["clerk"]}
    browser.post(reverse("people:add_post", args=[councillor.pk]), given)
    post = councillor.memberships.get(entity=village)
    browser.post(reverse("people:change_roles", args=[post.pk]), {"roles": ["secretary"]})
    assert list(post.roles.values_list("role", flat=True)) == ["secretary"]
    browser.post(reverse("people:end_post", args=[post.pk]))
    councillor.refresh_from_db()
    assert village not in councillor.standing.entities
    actions = AuditEntry.objects.filter(target=f"person:{councillor.pk}").values_list("action", flat=True)
    assert list(actions) == ["people.appointed", "people.roles_changed", "people.post_ended"]


def test_the_boxes_show_only_the_roles_she_may_give(signed_in, adviser, councillor):
    post = councillor.memberships.get()
    form = signed_in(adviser).get(reverse("people:change_roles", args=[post.pk])).context["form"]
    assert [role for role, _ in form.fields["roles"].choices] == ["secretary", "clerk", "mayor", "councillor"]


def test_a_role_that_was_not_offered_is_refused(signed_in, adviser, councillor):
    post = councillor.memberships.get()
    answer = signed_in(adviser).post(reverse("people:change_roles", args=[post.pk]), {"roles": ["operator"]})
    assert answer.status_code == 200
    assert "Hay algo que corregir" in answer.content.decode()
    assert list(post.roles.values_list("role", flat=True)) == [Role.COUNCILLOR]


def test_an_adviser_cannot_touch_a_head(signed_in, adviser, head):
    browser = signed_in(adviser)
    post = head.memberships.get()
    answers = [
        browser.post(reverse("people:suspend", args=[head.pk]), {"reason": "No"}),
        browser.post(reverse("people:change_roles", args=[post.pk]), {"roles": []}),
        browser.post(reverse("people:end_post", args=[post.pk])),
        browser.post(reverse("people:add_post", args=[head.pk]), {}),
        browser.post(reverse("people:call_back", args=[head.pk]), {}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    head.refresh_from_db()
    assert (head.is_active, head.standing.roles) == (True, {"head"})


@pytest.mark.parametrize("name", ["people:suspend", "people:resume", "people:end_post"])
def test_nothing_is_done_by_following_a_link(signed_in, adviser, secretary, name):
    assert signed_in(adviser).get(reverse(name, args=[secretary.pk])).status_code == 403


def test_the_queries_are_the_same_with_one_row_and_with_many(
    signed_in, adviser, village, django_assert_max_num_queries
):
    browser = signed_in(adviser)
    for name in ("people:people", "people:invitations"):
        browser.get(reverse(name))
        with django_assert_max_num_queries(10) as few:
            browser.get(reverse(name))
        for n in range(3):
            cast.a_secretary()
            new = {"email": f"{name[7:]}{n}@x.example", "first_name": "Ana", "last_name": ""}
            with scope(ALL):
                services.invite(actor=adviser, entity=village, person=new, post="Auxiliar", roles=[])
        with django_assert_max_num_queries(10) as many:
            browser.get(reverse(name))
        assert len(many) - len(few) in (0, 1)
