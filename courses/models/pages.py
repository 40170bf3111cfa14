"""The catalogue: programme, course, module, lesson, as Wagtail pages."""

from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.module_loading import import_string
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from cms.blocks import BodyBlock
from cms.models import BasePage
from courses.blocks import LessonBlock
from courses.models.competence import Competence
from courses.querysets import CoursePageQuerySet, LessonPageQuerySet


class CataloguePage(BasePage):
    """A page whose context is built at the edge, above it in the import order: so a name, not an import."""

    presenter: ClassVar[str]

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows to this person; a preview gets the same."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **import_string(f"courses.views.{self.presenter}")(self, request)}


class ProgrammePage(CataloguePage):
    """A training cycle."""

    presenter = "catalogue.listing.present"
    template = "courses/programme.html"
    page_description = "Un ciclo de formación: la lista de sus cursos."
    body = StreamField(BodyBlock(), verbose_name="contenido", blank=True)
    subpage_types = ["courses.CoursePage"]
    content_panels = [*BasePage.content_panels, BasePage.summary_panel, FieldPanel("body")]

    class Meta:
        verbose_name = "ciclo de formación"
        verbose_name_plural = "ciclos de formación"


class CoursePage(CataloguePage):
    """A course: what it teaches and for whom; its editions hang from it."""

    presenter = "catalogue.course.present"
    template = "courses/course.html"
    page_description = "Un curso: qué se aprende, para quién y cuántas horas. Las ediciones se abren aparte."
    hours = models.PositiveSmallIntegerField("horas", default=0)
    for_whom = models.CharField("para quién", max_length=200, blank=True)
    level = models.CharField("nivel", max_length=40, blank=True)
    competences = ParentalManyToManyField(
        Competence, related_name="courses", blank=True, verbose_name="competencias"
    )
    body = StreamField(BodyBlock(), verbose_name="contenido", blank=True)
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.ModulePage"]
    objects = PageManager.from_queryset(CoursePageQuerySet)()
    content_panels = [
        *BasePage.content_panels,
        BasePage.summary_panel,
        FieldPanel("hours"),
        FieldPanel("level"),
        FieldPanel("for_whom"),
        FieldPanel("competences", widget=CheckboxSelectMultiple),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "curso"
        verbose_name_plural = "cursos"


class ModulePage(CataloguePage):
    """A group of lessons."""

    presenter = "catalogue.lesson.present_module"
    template = "courses/module.html"
    page_description = "Un módulo: agrupa las lecciones de un curso."
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = "módulo"
        verbose_name_plural = "módulos"


class LessonPage(CataloguePage):
    """Something to read or do, in minutes."""

    presenter = "catalogue.lesson.present"
    template = "courses/lesson.html"
    page_description = "Una lección: lo que se lee o se hace de una vez."
    minutes = models.PositiveSmallIntegerField("minutos", default=10)
    body = StreamField(LessonBlock(), verbose_name="contenido")
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    objects = PageManager.from_queryset(LessonPageQuerySet)()
    content_panels = [
        *BasePage.content_panels,
        BasePage.summary_panel,
        FieldPanel("minutes"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "lección"
        verbose_name_plural = "lecciones"
