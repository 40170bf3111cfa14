"""The catalogue: programme, course, module, lesson, as Wagtail pages."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.models import BasePage


class ProgrammePage(BasePage):
    """A training cycle."""

    subpage_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = "ciclo de formación"
        verbose_name_plural = "ciclos de formación"


class CoursePage(BasePage):
    """A course: what it teaches and for whom; its editions hang from it."""

    hours = models.PositiveSmallIntegerField("horas", default=0)
    for_whom = models.CharField("para quién", max_length=200, blank=True)
    competences = models.JSONField("competencias", default=list, blank=True)
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.ModulePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("hours"), FieldPanel("for_whom")]

    class Meta:
        verbose_name = "curso"
        verbose_name_plural = "cursos"


class ModulePage(BasePage):
    """A group of lessons."""

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = "módulo"
        verbose_name_plural = "módulos"


class LessonPage(BasePage):
    """Something to read or do, in minutes."""

    minutes = models.PositiveSmallIntegerField("minutos", default=10)
    body = StreamField(BodyBlock(), verbose_name="contenido")
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("minutes"), FieldPanel("body")]

    class Meta:
        verbose_name = "lección"
        verbose_name_plural = "lecciones"
