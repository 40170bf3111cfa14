"""What the browser is told with every answer: pages, errors, files, redirections and health."""

import re

import pytest

pytestmark = pytest.mark.redis

ANSWERS = {
    "portada": "/",
    "entrada": "/cuenta/entrar/",
    "privada": "/mi-formacion/",
    "no existe": "/no-existe/",
    "administración": "/admin/",
    "salud": "/vivo/",
    "fichero estático": "/static/css/concejo.css",
}
EVERYWHERE = {
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
PAGES_ONLY = ("portada", "entrada", "privada", "no existe", "administración")


def lacking(answer, wanted):
    """Return the headers that are missing or different."""
    return {
        name: answer.headers.get(name) for name, value in wanted.items() if answer.headers.get(name) != value
    }


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_carries_them(production, kind):
    with production.visitor() as visitor:
        assert lacking(visitor.get(ANSWERS[kind]), EVERYWHERE) == {}


@pytest.mark.parametrize("kind", ["portada", "entrada", "no existe"])
def test_our_pages_forbid_inline_code_and_foreign_places(production, kind):
    with production.visitor() as visitor:
        policy = visitor.get(ANSWERS[kind]).headers["content-security-policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert (rules["script-src"], rules["style-src"], rules["object-src"]) == (
        ["'self'"],
        ["'self'"],
        ["'none'"],
    )
    assert not re.search(r"unsafe|https?:|\*", policy)


def test_cookies_belong_to_this_host_alone(production):
    with production.visitor() as visitor:
        cookies = visitor.get("/cuenta/entrar/").headers.get_list("set-cookie")
    assert cookies
    for cookie in cookies:
        said = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert cookie.startswith("__Host-"), cookie
        assert {"secure", "path=/"} <= said, cookie
        assert not any(part.startswith("domain") for part in said), cookie


def test_a_visit_without_https_is_sent_to_https_except_for_health(production):
    with production.visitor(base="http://concejo.valdoria.example") as visitor:
        page, health = visitor.get("/"), visitor.get("/vivo/")
    assert (page.status_code, page.headers["location"]) == (301, "https://concejo.valdoria.example/")
    assert (health.status_code, health.json()) == (200, {"vivo": True})


def test_an_unknown_host_is_refused(production):
    with production.visitor(base="https://otro.example") as visitor:
        assert visitor.get("/").status_code == 400


def test_a_missing_header_would_be_noticed(production):
    with production.visitor() as visitor:
        answer = visitor.get("/vivo/")
    del answer.headers["x-content-type-options"]
    assert lacking(answer, EVERYWHERE) == {"x-content-type-options": None}
