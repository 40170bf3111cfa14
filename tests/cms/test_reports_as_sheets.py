"""Wagtail's own reports as CSV: what an editor called a page is no formula in whoever opens the file."""

from typing import Any

import pytest
from django.test import Client
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from people.models import User
from tests import cast
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://ejemplo.invalid","pulsa")'
REPORTS = ("aging-pages", "site-history")


def sheet(report: str, reviewer: User) -> str:
    course = cast.a_course(lessons=1)
    course.title = FORMULA
    course.save_revision(user=reviewer, log_action=True).publish()
    answer = signed_in(Client(), reviewer).get(f"/admin/reports/{report}/?export=csv")
    return answer.getvalue().decode().replace('""', '"')


@pytest.mark.parametrize("report", REPORTS)
def test_a_title_that_begins_as_a_formula_is_text_in_the_file(report: str, reviewer: User):
    said = sheet(report, reviewer)
    assert f"'{FORMULA}" in said
    assert f'"{FORMULA}' not in said


@pytest.mark.parametrize("report", REPORTS)
def test_without_the_guard_it_would_be_a_formula(report: str, reviewer: User, monkeypatch: Any):
    bare = SpreadsheetExportMixin.preprocess_field_value.__wrapped__
    monkeypatch.setattr(SpreadsheetExportMixin, "preprocess_field_value", bare)
    assert f'"{FORMULA}' in sheet(report, reviewer)
