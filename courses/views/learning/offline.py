"""A course without a line: what to fetch, the worker that serves it, and what comes back afterwards."""

import json
import re
from copy import copy
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat, pluralize
from django.template.loader import render_to_string
from django.urls import reverse

from cms.rules import may_read
from courses.models import CoursePage
from courses.services.learning.outline import outline_of
from courses.services.offline import Copy, copy_of, keep_what_was_done
from courses.services.offline.arriving import DONE, LEFT, Act
from courses.services.places.belonging import belongs_in_course
from courses.views.requests import PersonRequest
from people import sessions

MOST_ACTS = 500
KEY = re.compile(r"[\w-]{8,64}", re.ASCII)
# The largest number that names a row.
HIGHEST = 2**63
PRIVATE = {"Cache-Control": "private, no-store"}
PAGE = "courses/offline/page.html"


def manifest(request: PersonRequest, pk: int) -> JsonResponse:
    """Say what has to be fetched to keep a course, and how much it is. It asks nothing to be kept."""
    course = get_object_or_404(CoursePage.objects.live(), pk=pk)
    if not may_read(request.user, course) or not belongs_in_course(request.user, course):
        raise PermissionDenied
    made = copy_of(
        course=course,
        outline=outline_of(course.path, request.user),
        extra=[(reverse("courses:offline"), _page(request))],
        draw=lambda page: _drawn(page, request),
    )
    mark = sessions.mark_of(request.user)
    answer = JsonResponse(_told(course, made, mark), headers=PRIVATE)
    answer.set_cookie(
        sessions.COPIES_COOKIE,
        mark,
        max_age=sessions.COPIES_AGE,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return answer


def _told(course: CoursePage, made: Copy, mark: str) -> dict[str, Any]:
    return {
        "course": course.pk,
        "title": course.title,
        "url": course.url,
        "reader": mark,
        "version": made.version,
        "bytes": made.bytes,
        "size": filesizeformat(made.bytes),
        "without": _without(made),
        "files": made.files,
    }


def _without(made: Copy) -> str:
    """Say what is not in the copy."""
    left = ["los cuestionarios ni los paquetes"]
    if made.videos:
        left.insert(0, "los vídeos")
    if made.heavy_documents:
        heavy = made.heavy_documents
        left.insert(0, f"{heavy} documento{pluralize(heavy)} de más de 1 MB")
    return f"No se guardan {', '.join(left)}: necesitan conexión."


def _drawn(page: Any, request: HttpRequest) -> str:
    """Draw a page as its reader gets it, without spending what waits to be told to her."""
    asked = copy(request)
    for name in ("_messages", "pages_above"):
        asked.__dict__.pop(name, None)
    asked.path = asked.path_info = page.url
    drawn: str = page.serve(asked).render().content.decode()
    return drawn


def _page(request: HttpRequest) -> str:
    return render_to_string(PAGE, {"page_title": "Sin conexión"}, request)


def offline(request: HttpRequest) -> HttpResponse:
    """Show the page that the worker gives instead of one that is not kept."""
    return render(request, PAGE, {"page_title": "Sin conexión"})


def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker from the root: that is as far as it may reach."""
    script = Path(str(finders.find("courses/offline_worker.js"))).read_bytes()
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def progress(request: PersonRequest) -> JsonResponse:
    """Keep what was done without a line; a GET gives the key that the POST needs."""
    mark = sessions.mark_of(request.user)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "reader": mark}, headers=PRIVATE)
    return JsonResponse({"kept": keep_what_was_done(person=request.user, acts=_acts(request))})


def _acts(request: HttpRequest) -> list[Act]:
    try:
        acts = [_act(item) for item in json.loads(request.body)["items"]]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as wrong:
        raise BadRequest("Lo que llega del navegador no se entiende.") from wrong
    if len(acts) > MOST_ACTS:
        raise BadRequest("Llegan demasiadas cosas a la vez.")
    return acts


def _act(item: dict[str, Any]) -> Act:
    act = Act(
        key=str(item["key"]),
        lesson=int(item["lesson"]),
        kind=str(item["kind"]),
        anchor=str(item.get("anchor", ""))[:80],
    )
    if act.kind not in (DONE, LEFT) or not KEY.fullmatch(act.key) or not 0 < act.lesson < HIGHEST:
        raise ValueError(act.kind)
    return act
