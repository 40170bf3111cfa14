"""The pages of the catalogue in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Competence, LessonPage
from courses.services.pins import Followed, followers_of
from courses.wagtail_hooks.editions import EditorsOfEditions


class CompetenceViewSet(SnippetViewSet):
    """What courses teach to do: a list the editors share."""

    model = Competence
    icon = "tick"
    menu_label = "Competencias"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "area"]
    list_filter = ["area"]
    search_fields = ["name", "area"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    panels = [FieldPanel("name"), FieldPanel("area"), FieldPanel("description")]


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


register_permission_policy(Competence, EditorsOfEditions(Competence))
register_snippet(CompetenceViewSet)
