"""The pages of the catalogue in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail import hooks

from courses.models import LessonPage
from courses.services.pins import Followed, followers_of


@hooks.register("before_edit_page")
def say_who_reads_an_older_version(request: HttpRequest, page: Any) -> None:
    """Tell the editor of a lesson that what she publishes will not reach the people of editions under way."""
    if request.method != "GET" or not isinstance(page, LessonPage):
        return
    said = " ".join(_said(version) for version in followers_of(page))
    if said:
        messages.info(request, f"{said} Lo que publiques ahora lo leerán las ediciones siguientes.")


def _said(version: Followed) -> str:
    day = date_format(localtime(version.since), r"j \d\e F")
    who = "1 persona sigue" if version.people == 1 else f"{version.people} personas siguen"
    return f"{who} la versión del {day}."
