"""The one base of every page, in one table (ADR 0003)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.search import index

from cms import caching
from cms.enums import Audience
from cms.models.previews import PreviewModes
from cms.querysets import BasePageQuerySet
from people.enums import EntityKind
from people.models import Membership

BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def of_the_house() -> models.Q:
    """Return the condition of who may answer for a page: people of the Diputación."""
    posts = Membership.objects.filter(entity__kind=EntityKind.PROVINCE)
    return models.Q(pk__in=posts.values("person"))


class BasePage(PreviewModes, Page):
    """A page with an audience, somebody responsible and a date to look at it again."""

    audience = models.CharField(
        "quién puede leerla",
        max_length=12,
        choices=Audience.choices,
        default=Audience.COUNCILS,
        help_text="Las páginas de dentro nunca se abren a más gente que esta.",
    )
    # The narrowest of its own and all above it. Kept by `settle_audience`, never typed.
    effective_audience = models.CharField(
        "quién puede leerla de hecho",
        max_length=12,
        choices=Audience.choices,
        default=Audience.PROVINCE,
        editable=False,
        db_index=True,
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=of_the_house,
        verbose_name="responsable",
        help_text="A quién se pregunta cuando algo deja de ser cierto.",
    )
    review_on = models.DateField(
        "revisar el",
        null=True,
        blank=True,
        help_text="Ese día la página sale en la portada de edición, entre las que toca revisar.",
    )
    summary = models.CharField(
        "resumen",
        max_length=300,
        blank=True,
        help_text="Una o dos frases. Se leen en las listas y en el buscador.",
    )
    # What was said in the page, without marks: what the search reads and quotes.
    plain_text = models.TextField("texto sin formato", blank=True, editable=False, default="")

    objects = BasePageManager()

    is_creatable = False
    # The audience replaces Wagtail's own privacy, so its panel offers nothing.
    private_page_options: list[str] = []
    # Ours goes to the index when it is saved, not when a worker gets to it.
    search_auto_update = False
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("plain_text"),
        index.FilterField("effective_audience"),
    ]
    summary_panel = FieldPanel("summary")
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading="Cómo se encuentra",
        ),
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("responsible"), FieldPanel("review_on")],
            heading="Quién la lee y quién responde",
        ),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = "página"
        verbose_name_plural = "páginas"

    def body_text(self) -> str:
        """Return the text of the body as people read it; page types without a body have none."""
        body = getattr(self, "body", None)
        if not body:
            return ""
        # get_searchable_content skips what is not text: choosers, choices, addresses.
        return strip_tags(" ".join(map(str, body.stream_block.get_searchable_content(body))))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the page what reading and searching need: its real audience, its text, its index."""
        whole = kwargs.get("update_fields") is None
        if whole:
            self.plain_text = self.body_text()
        super().save(*args, **kwargs)
        if whole:
            self.effective_audience = BasePage.objects.settle_audience(self)
            index.insert_or_update_object(self)
            caching.forget_pages()

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return none: the audience is the only rule, asked before the page is served."""
        return PageViewRestriction.objects.none()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give templates their title and the way back, already fetched."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "page_title": self.title, "breadcrumbs": self.way_back(request)}

    def way_back(self, request: Any) -> list[tuple[str, str]]:
        """Return (title, address) of each page above, from the home page."""
        above = getattr(request, "pages_above", None)
        if above is None:
            above = list(BasePage.objects.above(self)) if self.path else []
        return [(page.title, page.get_url(request)) for page in above]
