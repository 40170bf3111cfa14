"""Beginning a course from a template, and sending it whole to review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from courses.forms.catalogue import NewCourseForm
from courses.models import CoursePage, ProgrammePage
from courses.rules import manages_editions
from courses.services.catalogue import blueprints


class EditorsMenuItem(MenuItem):
    """Shown to whoever makes courses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the same rule as the address."""
        return manages_editions(request.user)  # type: ignore[arg-type]


def new_course(request: Any) -> HttpResponse:
    """Ask how the course begins; then open its editor."""
    open_to_her = [
        page.pk
        for page in ProgrammePage.objects.order_by("path")
        if page.permissions_for_user(request.user).can_add_subpage()
    ]
    form = NewCourseForm(request.POST or None, programmes=ProgrammePage.objects.filter(pk__in=open_to_her))
    if request.method == "POST" and form.is_valid():
        course = blueprints.build_course(**form.plan(), actor=request.user)
        messages.success(request, f"«{course.title}» está en borrador. Escribe en cada unidad y envíalo.")
        return redirect("wagtailadmin_pages:edit", course.pk)
    return render(request, "courses/admin/new_course.html", {"form": form})


def send_course(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what of a course is not published, and send it to review or publish it, as she may."""
    course = get_object_or_404(CoursePage, pk=pk)
    hers = course.permissions_for_user(request.user)
    if not hers.can_edit():
        raise PermissionDenied
    if request.method == "POST":
        sent = _send(course, request, publishes=hers.can_publish())
        messages.success(request, sent)
        return redirect("wagtailadmin_explore", course.pk)
    context = {"course": course, "drafts": blueprints.drafts_of(course), "publishes": hers.can_publish()}
    return render(request, "courses/admin/send_course.html", context)


def _send(course: CoursePage, request: Any, *, publishes: bool) -> str:
    if publishes:
        return f"Páginas publicadas: {blueprints.publish_course(course=course, actor=request.user)}."
    sent = blueprints.send_course_to_review(course=course, actor=request.user)
    return f"Páginas enviadas a revisión: {sent}."


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Add our pages to the admin."""
    return [
        path("cursos/nuevo/", new_course, name="courses_new"),
        path("cursos/<int:pk>/enviar/", send_course, name="courses_send"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Offer it in the menu."""
    return EditorsMenuItem("Nuevo curso", reverse("courses_new"), icon_name="plus", order=205)


@hooks.register("register_page_header_buttons")
def send_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from the page of a course to sending it whole."""
    if not isinstance(page.specific_deferred, CoursePage) or not page.permissions_for_user(user).can_edit():
        return
    label = "Enviar el curso entero"
    yield HeaderButton(
        label=label, url=reverse("courses_send", args=[page.pk]), icon_name="upload", priority=5
    )
