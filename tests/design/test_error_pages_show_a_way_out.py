"""When something fails, the page says what happened in plain words and where to go."""

import re

import pytest
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.views.defaults import server_error

PAGES = ("400", "403", "403_csrf", "404", "409", "413", "429", "500")


def heading(html: str) -> str:
    return re.sub(r"\s+", " ", re.search(r"<h1>(.*?)</h1>", html, re.S)[1]).strip()


@pytest.mark.parametrize("code", PAGES)
def test_an_error_page_has_one_heading_and_a_link_home(code: str):
    html = render_to_string(f"{code}.html")

    assert (html.count("<h1>"), 'href="/"' in html.split("<main")[1]) == (1, True)


@pytest.mark.parametrize("code", PAGES)
def test_an_error_page_says_its_number_for_whoever_calls(code: str):
    assert "di este número al llamar" in render_to_string(f"{code}.html")


def test_each_error_page_says_something_of_its_own():
    assert len({heading(render_to_string(f"{code}.html")) for code in PAGES}) == len(PAGES)


def test_the_page_of_a_failure_depends_on_nothing():
    source = get_template("500.html").template.source

    assert re.findall(r"{[%{#]", source) == []


def test_a_failure_answers_with_the_static_page():
    answer = server_error(RequestFactory().get("/"))

    assert (answer.status_code, heading(answer.content.decode())) == (500, "Algo ha fallado de nuestro lado")
