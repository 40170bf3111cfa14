"""The team sees every course in one list, and our figures cost nothing more however many courses."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enums import EditionState
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
ADDRESS = "courses_list:index"
# Wagtail's button «Despublicar» asks of each page of any of its lists whether something live hangs from it.
WAGTAILS_OWN = re.compile(r'"path"(?:::text)? LIKE .* AND "wagtailcore_page"."live"\) LIMIT 1$')


def rows(client: Client) -> list[list[str]]:
    page = BeautifulSoup(client.get(reverse(ADDRESS)).content, "html.parser")
    lines = page.select("table.listing tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in line.select("td")] for line in lines]


def edition(course: Any, code: str, day: date, **fields: Any) -> Any:
    return cast.an_edition(course, code=code, starts_on=day, ends_on=day, **fields)


def test_each_course_says_its_hours_its_lessons_and_when_it_is_given(client: Client, editor: User):
    course = cast.a_course(lessons=3, title="Padrón", hours=12, level="Básico")
    cast.a_course(lessons=0, title="Sin nada", hours=5)
    soon = date.today() + timedelta(days=3)  # noqa: DTZ011  (any day to come will do)
    edition(course, "tarde", soon + timedelta(days=30))
    edition(course, "pronto", soon)
    edition(course, "anulada", soon - timedelta(days=1), state=EditionState.CANCELLED)
    edition(course, "pasada", soon - timedelta(days=90))
    cast.signed_in(client, editor)
    first, second = rows(client)
    assert first[1:4] == ["12", "Básico", "3"]
    assert first[5] == "pronto"
    assert second[1:4] == ["5", "", "0"]
    assert second[5] == ""


def test_it_costs_the_same_however_many_courses(client: Client, editor: User):
    cast.signed_in(client, editor)
    programme = cast.a_programme()
    cast.a_course(2, programme)
    few = queries(client)
    for _ in range(6):
        cast.a_course(2, programme)
    assert queries(client) == few


def queries(client: Client) -> int:
    client.get(reverse(ADDRESS))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(ADDRESS)).status_code == 200
    return sum(not WAGTAILS_OWN.search(query["sql"]) for query in seen.captured_queries)


def test_whoever_writes_no_pages_does_not_reach_it(client: Client, secretary: User):
    assert cast.signed_in(client, secretary).get(reverse(ADDRESS)).status_code == 403
