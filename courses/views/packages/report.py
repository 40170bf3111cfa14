"""What each person of an edition did in its packages, for whoever gives it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from courses.models import Edition
from courses.rules import may_see_roll
from courses.services.packages.states import Row, report_of
from courses.views.packages import words
from courses.views.requests import PersonRequest


def report(request: PersonRequest, code: str) -> HttpResponse:
    """Show each learner with each package."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, edition):
        raise PermissionDenied
    packages, rows = report_of(edition)
    context = {
        "page_title": "Paquetes",
        "breadcrumbs": [(edition.course.title, reverse("courses:aula", args=[code]))],
        "edition": edition,
        "packages": packages,
        "rows": [_row(row) for row in rows],
    }
    return render(request, "courses/packages/edition.html", context)


def _row(row: Row) -> dict[str, Any]:
    cells = []
    for state in row.states:
        said, kind = words.badge(state)
        cells.append({"badge": said, "kind": kind, "detail": words.detail(state)})
    return {"place": row.place, "cells": cells}
