"""The page types of the intranet."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.url_routing import RouteResult

from cms import home
from cms.blocks import BodyBlock
from cms.listing import in_pages, listed
from cms.models.base import BasePage

# How many pages of the same section are offered beside one.
NEAR = 4


class HomePage(BasePage):
    """The first page: what each person can do now."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    page_description = "La portada: lo que cada persona puede hacer ahora. Hay una sola."

    class Meta:
        verbose_name = "portada"
        verbose_name_plural = "portadas"

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """Return the front of the site for a stranger, the work of the day for who has signed in."""
        return "home.html" if request.user.is_authenticated else "landing.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the apps have to say to this person."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_title": "", **home.shown_to(request)}

    def way_back(self, request: Any) -> list[tuple[str, str]]:
        """Return nothing: there is no page above the first."""
        return []

    def route(self, request: Any, path_components: list[str]) -> RouteResult:
        """Find the page and all above it in one query instead of two for each level."""
        if not path_components:
            return super().route(request, path_components)
        chain = BasePage.objects.along(self.url_path, path_components)
        found = chain[-1] if chain else None
        if (
            found is None
            or not found.live
            or found.url_path != self.url_path + "/".join(path_components) + "/"
        ):
            return super().route(request, path_components)
        request.pages_above = chain[:-1]
        return RouteResult(found.specific)


class SectionPage(BasePage):
    """A list of the pages below it: news, resources."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    page_description = "Una sección: enseña la lista de las páginas que tiene dentro."
    content_panels = [*BasePage.content_panels, BasePage.summary_panel]

    class Meta:
        verbose_name = "sección"
        verbose_name_plural = "secciones"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add a page of the list that this person may see, newest news first."""
        inside = BasePage.objects.visible_to(request.user).under(self).in_list_order()
        page = in_pages(inside, request.GET.get("page"))
        items = [listed(each, request) for each in page]
        return {**super().get_context(request, *args, **kwargs), "list_page": page, "items": items}


class BodyPage(BasePage):
    """A page that is read from top to bottom."""

    body = StreamField(BodyBlock(), verbose_name="contenido")
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whom to ask, for those who work here, and what else hangs beside it."""
        near = BasePage.objects.visible_to(request.user).beside(self).in_list_order()[:NEAR]
        return {
            **super().get_context(request, *args, **kwargs),
            "responsible": self.responsible if request.user.is_authenticated else None,
            "near": [listed(each, request) for each in near],
        }


class NewsPage(BodyPage):
    """A piece of news of the service."""

    parent_page_types = ["cms.SectionPage"]
    page_description = "Una noticia: algo que ha pasado o va a pasar, con su fecha."
    published_on = models.DateField("fecha", help_text="La que se lee en la noticia.")
    content_panels = [
        *BasePage.content_panels,
        BasePage.summary_panel,
        FieldPanel("published_on"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "noticia"
        verbose_name_plural = "noticias"


class ResourcePage(BodyPage):
    """A guide that helps to work: certificate, remote desktop, templates."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    page_description = "Un recurso: una guía o una plantilla que sirve para trabajar."
    content_panels = [*BasePage.content_panels, BasePage.summary_panel, FieldPanel("body")]

    class Meta:
        verbose_name = "recurso"
        verbose_name_plural = "recursos"
