"""Which version of a lesson each edition under way reads: said to whoever edits it, and moved on purpose."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import Edition, LessonPage
from courses.services.catalogue.pins import (
    Followed,
    editions_following,
    editions_without,
    follow_new_version,
    followers_of,
    is_being_taught,
    release_lessons,
)

TAUGHT = "No se puede borrar: hay una edición en marcha que lo está leyendo. Espera a que termine."


@hooks.register("before_edit_page")
def say_who_reads_an_older_version(request: HttpRequest, page: Any) -> None:
    """Tell the editor of a lesson that what she publishes will not reach the people of editions under way."""
    if request.method != "GET" or not isinstance(page, LessonPage):
        return
    said = " ".join(_said(version) for version in followers_of(page))
    if said:
        where = messages.button(reverse("courses_versions", args=[page.pk]), "Ver quién sigue qué versión")
        text = f"{said} Lo que publiques ahora lo leerán las ediciones siguientes."
        messages.info(request, text, buttons=[where])


def _said(version: Followed) -> str:
    day = date_format(localtime(version.since), r"j \d\e F")
    who = "1 persona sigue" if version.people == 1 else f"{version.people} personas siguen"
    return f"{who} la versión del {day}."


def versions(request: Any, pk: int) -> HttpResponse:
    """Show which version each edition under way reads, if any; move one to what is published."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    following, without = editions_following(lesson), editions_without(lesson)
    if request.method == "POST":
        known = Edition.objects.filter(Q(pk__in=following.values("edition")) | Q(pk__in=without.values("pk")))
        edition = get_object_or_404(known, pk=_number(request.POST.get("edition")))
        follow_new_version(edition=edition, lesson=lesson, actor=request.user)
        messages.success(request, f"«{edition}» ya lee lo que está publicado.")
        return redirect("courses_versions", pk)
    context = {"lesson": lesson, "pins": list(following), "without": list(without)}
    return render(request, "courses/admin/versions.html", context)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0


@hooks.register("before_delete_page")
def keep_what_is_being_taught(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to delete lessons that an edition under way reads; let go those of editions that ended."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_them_all(
    request: HttpRequest, action: str, objects: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Refuse it as well when several are ticked."""
    pages = [each for each in objects if isinstance(each, Page)]
    return _refused(request, pages) if action == "delete" and pages else None


def _refused(request: HttpRequest, pages: list[Any]) -> HttpResponse | None:
    if any(is_being_taught(page) for page in pages):
        messages.error(request, TAUGHT)
        return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
    if request.method == "POST":
        for page in pages:
            release_lessons(page=page)
    return None


@hooks.register("register_admin_urls")
def address() -> list[Any]:
    """Add our page to the admin."""
    return [path("lecciones/<int:pk>/versiones/", versions, name="courses_versions")]
