"""Surveys in Wagtail's admin: what is asked, in order. What was answered is not there, nor who did."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import Survey
from courses.wagtail_hooks.editions import EditorsOfEditions

QUESTION_PANELS = [
    FieldPanel("kind"),
    FieldPanel("text"),
    FieldPanel("help_text"),
    FieldPanel("options"),
    FieldRowPanel([FieldPanel("is_required"), FieldPanel("is_overall")]),
]


class SurveyViewSet(SnippetViewSet):
    """What is asked of whoever finishes an edition."""

    model = Survey
    icon = "comment"
    menu_label = "Encuestas"
    list_display = ["title", "days_open", "is_default"]
    panels = [
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("days_open"), FieldPanel("is_default")]),
        InlinePanel(
            "questions",
            panels=QUESTION_PANELS,
            heading="Preguntas",
            min_num=1,
            label="Pregunta",
            help_text="Una edición que ya tiene respuestas sigue con las preguntas que tenía.",
        ),
    ]


register_permission_policy(Survey, EditorsOfEditions(Survey))
register_snippet(SurveyViewSet)
