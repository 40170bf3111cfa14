"""The page types of the intranet."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.models.base import BasePage


class HomePage(BasePage):
    """The first page: what each person can do now."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "portada"
        verbose_name_plural = "portadas"


class SectionPage(BasePage):
    """A list of the pages below it: news, resources."""

    class Meta:
        verbose_name = "sección"
        verbose_name_plural = "secciones"


class NewsPage(BasePage):
    """A piece of news of the service."""

    published_on = models.DateField("fecha")
    body = StreamField(BodyBlock(), verbose_name="contenido")
    content_panels = [*BasePage.content_panels, FieldPanel("published_on"), FieldPanel("body")]

    class Meta:
        verbose_name = "noticia"
        verbose_name_plural = "noticias"


class ResourcePage(BasePage):
    """A guide that helps to work: certificate, remote desktop, templates."""

    body = StreamField(BodyBlock(), verbose_name="contenido")
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "recurso"
        verbose_name_plural = "recursos"
