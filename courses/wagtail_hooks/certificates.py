"""The words of certificates and the merit of editions, in Wagtail's admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import CertificateTemplate, MeritRecognition
from courses.wagtail_hooks.editions import EditorsOfEditions


class CertificateTemplateViewSet(SnippetViewSet):
    """What the paper says and who signs it."""

    model = CertificateTemplate
    icon = "doc-full"
    menu_label = "Modelos de certificado"
    list_display = ["title", "kind", "is_default"]
    panels = [FieldPanel(name) for name in ("title", "kind", "body", "signatory", "post", "is_default")]


class MeritViewSet(SnippetViewSet):
    """Which editions were recognised as merit, by whom."""

    model = MeritRecognition
    icon = "success"
    menu_label = "Méritos reconocidos"
    list_display = ["edition", "body", "resolution", "score"]
    panels = [FieldPanel(name) for name in ("edition", "body", "resolution", "resolved_on", "score")]


register_permission_policy(CertificateTemplate, EditorsOfEditions(CertificateTemplate))
register_permission_policy(MeritRecognition, EditorsOfEditions(MeritRecognition))
register_snippet(CertificateTemplateViewSet)
register_snippet(MeritViewSet)
