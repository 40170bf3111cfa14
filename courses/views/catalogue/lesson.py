"""A lesson's page, and the two things one does in it: finish it, or leave it at a point."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from cms.rules import may_read
from courses import words
from courses.models import LessonPage, ModulePage
from courses.services import finish_lesson, leave_lesson
from courses.services.catalogue.pins import version_for
from courses.services.learning.outline import Step, course_of
from courses.views.catalogue.course import outline_for, steps_of, url_of
from courses.views.catalogue.lesson_parts import Reading, parts_of
from courses.views.requests import PersonRequest
from people.sessions import mark_of


def present(page: LessonPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a lesson shows to this person."""
    course = course_of(page)
    outline = outline_for(course.path, request).including(page)
    before, after = outline.around(page.pk)
    step = next(step for step in outline.steps if step.page.pk == page.pk)
    read = version_for(page, request.user)
    return {
        "page": read,
        "page_title": read.title,
        **parts_of(Reading(read, course, request)),
        "course": course,
        "course_url": course.get_url(request),
        "contents": [_entry(step, page, request) for step in outline.steps],
        "before": before and {"title": before.page.title, "url": url_of(before.page, request)},
        "after": after and {"title": after.page.title, "url": url_of(after.page, request)},
        "is_done": step.is_done,
        "number": outline.steps.index(step) + 1,
        "total": len(outline.steps),
        "percent": outline.done * 100 // len(outline.steps),
        "progress_said": words.progress(outline.done, len(outline.steps)),
        # A lesson that is being written for the first time has no address to save to.
        "may_save": request.user.is_authenticated and page.pk is not None,
        "reader": mark_of(request.user) if request.user.is_authenticated and page.pk else "",
    }


def _entry(step: Step, page: LessonPage, request: HttpRequest) -> dict[str, Any]:
    is_this = step.page.pk == page.pk
    state = "here" if is_this else "done" if step.is_done else "todo"
    url = "" if is_this else url_of(step.page, request)
    return {"title": step.page.title, "url": url, "state": state, "end": "Estás aquí" if is_this else ""}


def present_module(page: ModulePage, request: HttpRequest) -> dict[str, Any]:
    """Return the lessons of one module."""
    course = page.get_parent()
    outline = outline_for(course.path, request).under(page.path)
    steps = steps_of(outline, request, enrolled=False)
    return {"steps": steps, "course_url": course.get_url(request)}


def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """Save that the lesson is done and go to the next one."""
    lesson = _readable(request, pk)
    following = finish_lesson(person=request.user, lesson=lesson)
    if following:
        return redirect(following.page.get_url(request))
    messages.success(request, "Has terminado las lecciones de este curso.")
    return redirect(course_of(lesson).get_url(request))


def leave(request: PersonRequest, pk: int) -> HttpResponse:
    """Save the point where the lesson was left."""
    lesson = _readable(request, pk)
    leave_lesson(person=request.user, lesson=lesson, anchor=request.POST.get("anchor", ""))
    if request.POST.get("from") == "page":
        return HttpResponse(status=204)
    messages.success(request, f"Guardado. Cuando vuelvas, seguirás en «{lesson.title}».")
    return redirect(course_of(lesson).get_url(request))


def _readable(request: PersonRequest, pk: int) -> LessonPage:
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if not may_read(request.user, lesson):
        raise PermissionDenied
    return lesson
