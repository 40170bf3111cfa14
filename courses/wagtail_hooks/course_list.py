"""Every course in one list, with what the team asks of it: hours, level, lessons, next edition."""

from typing import Any

from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from courses.models import CoursePage
from people.standing import today


class CourseIndex(IndexView):
    """The list; each figure comes with the courses, in the same query."""

    default_ordering = "title"

    def annotate_queryset(self, pages: Any) -> Any:
        """Bring what the columns show."""
        return super().annotate_queryset(pages.with_lessons().with_next_edition(today()))


class CourseListing(PageListingViewSet):
    """Courses of every cycle."""

    model = CoursePage
    index_view_class = CourseIndex
    icon = "list-ul"
    menu_label = "Cursos"
    menu_order = 200
    add_to_admin_menu = True
    url_prefix = "cursos"
    columns = [
        PageTitleColumn("title", label="Curso", sort_key="title", classname="title"),
        Column("hours", label="Horas", sort_key="hours"),
        Column("level", label="Nivel", sort_key="level"),
        Column("lessons", label="Lecciones"),
        DateColumn("next_starts", label="Próxima edición"),
        Column("next_code", label="Código"),
        PageStatusColumn("status", label="Estado", sort_key="live"),
    ]


@hooks.register("register_admin_viewset")
def courses_viewset() -> CourseListing:
    """Offer the list."""
    return CourseListing("courses_list")
