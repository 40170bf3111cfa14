"""The list of competences in Wagtail's admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Competence
from courses.wagtail_hooks.editions import EditorsOfEditions


class CompetenceViewSet(SnippetViewSet):
    """What courses teach to do: a list the editors share."""

    model = Competence
    icon = "check"
    menu_label = "Competencias"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "area"]
    list_filter = ["area"]
    search_fields = ["name", "area"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    panels = [FieldPanel("name"), FieldPanel("area"), FieldPanel("description")]


register_permission_policy(Competence, EditorsOfEditions(Competence))
register_snippet(CompetenceViewSet)
