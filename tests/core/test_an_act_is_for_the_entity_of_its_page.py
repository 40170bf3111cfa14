"""Acting: two tabs with two town halls never mix."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from core import acting
from core.acting import ActingRefused, acting_token, read_acting_token, require_acting
from core.errors import Conflict
from core.middleware import ActsMiddleware

ANA, LUIS = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
VILLASECA, CASTRILLO = SimpleNamespace(pk=10), SimpleNamespace(pk=20)


def token(user=ANA, entity=VILLASECA, purpose: str = "plaza") -> str:
    return acting_token(user=user, entity=entity, purpose=purpose)


def test_the_form_says_for_which_entity_it_was_opened():
    assert read_acting_token(token(), user=ANA, purpose="plaza") == 10
    require_acting(token(), user=ANA, purpose="plaza", entity_id=10)


def test_the_form_of_one_town_is_refused_at_the_address_of_another():
    with pytest.raises(ActingRefused, match="otro ayuntamiento"):
        require_acting(token(entity=CASTRILLO), user=ANA, purpose="plaza", entity_id=10)


def test_if_only_the_address_counted_the_mixture_would_pass(monkeypatch):
    """The control: what happens when the entity of the form is not compared."""
    monkeypatch.setattr(acting, "read_acting_token", lambda token, **kwargs: 10)
    require_acting(token(entity=CASTRILLO), user=ANA, purpose="plaza", entity_id=10)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (lambda: read_acting_token(token(user=LUIS), user=ANA, purpose="plaza"), "otra persona"),
        (lambda: read_acting_token(token(purpose="renuncia"), user=ANA, purpose="plaza"), "otro trámite"),
        (lambda: read_acting_token(token()[:-1] + "x", user=ANA, purpose="plaza"), "No sabemos"),
        (lambda: read_acting_token("", user=ANA, purpose="plaza"), "No sabemos"),
    ],
)
def test_a_form_of_somebody_or_something_else_is_refused(case, reason):
    with pytest.raises(ActingRefused, match=reason):
        case()


def test_a_form_left_open_for_half_a_day_is_refused(monkeypatch):
    stale = token()
    monkeypatch.setattr(acting, "HOURS", -1)
    with pytest.raises(ActingRefused, match="demasiado tiempo"):
        read_acting_token(stale, user=ANA, purpose="plaza")


def test_the_tag_signs_the_entity_for_the_person_of_the_page():
    html = Template('{% load acting %}{% acting_field "plaza" entity %}').render(
        Context({"request": SimpleNamespace(user=ANA), "entity": CASTRILLO})
    )
    value = html.removeprefix('<input type="hidden" name="acting" value="').removesuffix('">')
    assert read_acting_token(value, user=ANA, purpose="plaza") == 20


@pytest.mark.django_db
def test_a_conflict_is_told_on_a_page_and_nothing_else_is_swallowed(rf: RequestFactory):
    def never(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    middleware, request = ActsMiddleware(never), rf.post("/")
    request.user = SimpleNamespace(is_authenticated=False, pk=None)
    request.session = {}
    page = middleware.process_exception(request, Conflict("Ya no quedan plazas."))
    assert page is not None
    assert (page.status_code, "Ya no quedan plazas." in page.content.decode()) == (409, True)
    assert middleware.process_exception(request, PermissionDenied()) is None
