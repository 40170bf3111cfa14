"""The words of certificates and the merit of editions, in Wagtail's admin; and the list of those issued."""

from base64 import b64encode
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from wagtail.admin.panels import FieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView, SnippetViewSet
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_modeladmin.options import modeladmin_register

from courses.admin_lists import CertificateLists
from courses.models import CertificateTemplate, MeritRecognition
from courses.services.certificates import sample_picture
from courses.wagtail_hooks.editions import EditorsOfEditions


class ShowsThePaper:
    """Previews the paper itself, with invented data and the word «muestra» across it."""

    object: CertificateTemplate
    request: HttpRequest

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw what is typed; what is saved, while nothing was typed."""
        view: Any = self
        typed = view._get_form_state()
        form = view.get_form(view._get_form_data(typed))
        if typed and not view.validate_form(form):
            answer: HttpResponse = view.error_response()
            return answer
        template = form.save(commit=False) if typed else view.object
        drawn = b64encode(sample_picture(template)).decode()
        context = {"picture": f"data:image/png;base64,{drawn}", "template": template}
        return render(request, "courses/admin/certificate_preview.html", context)


class PreviewOnAdd(ShowsThePaper, PreviewOnCreateView):
    """Of a template that is being written."""


class PreviewOnEdit(ShowsThePaper, PreviewOnEditView):
    """Of a template that is being changed."""


class CertificateTemplateViewSet(SnippetViewSet):
    """What the paper says and who signs it."""

    model = CertificateTemplate
    icon = "doc-full"
    menu_label = "Modelos de certificado"
    list_display = ["title", "kind", "is_default"]
    panels = [FieldPanel(name) for name in ("title", "kind", "body", "signatory", "post", "is_default")]
    preview_on_add_view_class = PreviewOnAdd
    preview_on_edit_view_class = PreviewOnEdit


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
modeladmin_register(CertificateLists)
