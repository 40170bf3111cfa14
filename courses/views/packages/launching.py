"""A package in the site: its card in the lesson, its parts, and the page that frames it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cms.rules import may_read
from courses.enums.packages import Completion, PackageState
from courses.models import CoursePage, Enrolment, LessonPage, Package, Part
from courses.rules.packages import may_preview_packages
from courses.services.catalogue.pins import version_for
from courses.services.learning.outline import course_of
from courses.services.packages.opening import Opening, open_package, opening_of
from courses.services.packages.states import PartState, State, packages_of, states_for
from courses.services.packages.uses import packages_in
from courses.services.places.belonging import place_in_course
from courses.views.packages import words
from courses.views.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Offer:
    """A package of a lesson, for somebody who may open it or look at it."""

    package: Package
    lesson: LessonPage
    course: CoursePage
    # None for whoever only looks.
    place: Enrolment | None


def cards_of(lesson: LessonPage, course: CoursePage, request: HttpRequest) -> dict[int, dict[str, Any]]:
    """Return the card of each package of a lesson, by its key, for who is looking."""
    user = request.user
    packages = packages_of([lesson])
    if not user.is_authenticated:
        return {package.pk: {"package": package} for package in packages}
    place = place_in_course(user, course.path)
    looks = place is None and may_preview_packages(user, course)
    states = states_for(place, packages)
    return {
        package.pk: _card(Offer(package, lesson, course, place), states[package.pk], looks=looks)
        for package in packages
    }


def _card(offer: Offer, state: State, *, looks: bool) -> dict[str, Any]:
    said, kind = words.badge(state)
    card = {
        "package": offer.package,
        "is_retired": offer.package.state == PackageState.RETIRED,
        "is_signed_in": True,
        "looks": looks,
        "has_place": offer.place is not None,
        "badge": said,
        "badge_kind": kind,
        "detail": words.detail(state),
        "url": reverse("courses:package", args=[offer.lesson.pk, offer.package.pk]),
    }
    if len(state.parts) == 1:
        card |= _row(offer, state.parts[0])
    return card


def package(request: PersonRequest, lesson_pk: int, pk: int) -> HttpResponse:
    """Show the parts of a package and how far one is in each."""
    offer = _offered(request, lesson_pk, pk)
    state = states_for(offer.place, [offer.package])[pk]
    context = {
        "page_title": offer.package.title,
        "breadcrumbs": [(offer.lesson.title, offer.lesson.get_url(request))],
        "offer": offer,
        "card": _card(offer, state, looks=offer.place is None),
        "rows": [_row(offer, each) for each in state.parts],
    }
    return render(request, "courses/packages/package.html", context)


def _row(offer: Offer, each: PartState) -> dict[str, Any]:
    here = [offer.lesson.pk, offer.package.pk]
    completion = each.attempt.completion if each.attempt else Completion.NOT_BEGUN
    return {
        "part": each.part,
        "attempt": each.attempt,
        "score": words.score(each.attempt),
        "time": words.time_spent(each.attempt.total_time) if each.attempt else "",
        "button": words.button(completion),
        "open_url": reverse("courses:package_open", args=[*here, each.part.number]),
        "preview_url": reverse("courses:package_preview", args=[*here, each.part.number]),
    }


def open_part(request: PersonRequest, lesson_pk: int, pk: int, number: int) -> HttpResponse:
    """Begin or go on with a part; her page is then another, that one may load again."""
    offer = _offered(request, lesson_pk, pk)
    if offer.place is None:
        raise PermissionDenied
    part = _part(offer.package, number)
    attempt = open_package(place=offer.place, package=offer.package, part=part, lesson=offer.lesson)
    return redirect("courses:package_launch", attempt.pk)


def launch(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a part of a package in its frame."""
    opening = opening_of(person=request.user, attempt_id=pk)
    if opening is None:
        raise Http404
    return _framed(request, opening)


def preview(request: PersonRequest, lesson_pk: int, pk: int, number: int) -> HttpResponse:
    """Show a part to whoever makes or gives the course: nothing is kept."""
    offer = _offered(request, lesson_pk, pk)
    if not may_preview_packages(request.user, offer.course):
        raise PermissionDenied
    part = _part(offer.package, number)
    return _framed(request, Opening(offer.package, part, offer.lesson, request.user, None))


def _framed(request: PersonRequest, opening: Opening) -> HttpResponse:
    back = request.build_absolute_uri(opening.lesson.get_url(request))
    several = len(opening.package.parts) > 1
    if several:
        back = reverse("courses:package", args=[opening.lesson.pk, opening.package.pk])
        back = request.build_absolute_uri(back)
    launched = opening.launch(origin=request.build_absolute_uri("/")[:-1], back=back)
    host = packages_origin(request)
    saves = reverse("courses:package_commit", args=[launched.commits()]) if opening.attempt else ""
    context = {
        "page_title": opening.package.title,
        "part": opening.part if several else None,
        "looks": opening.attempt is None,
        "host": host,
        "frame": host + reverse("courses:package_player", args=[launched.token()]),
        "saves": saves,
        "back": back,
    }
    response = render(request, "courses/packages/launch.html", context)
    # This page, and no other of the site, may frame that host, and no other host.
    response._csp_update = {"frame-src": [host]}  # type: ignore[attr-defined]  # how django-csp takes it
    return response


def packages_origin(request: HttpRequest) -> str:
    """Return where packages live, seen from this request: the same port, under the other name."""
    _, port = split_domain_port(request.get_host())
    return f"{request.scheme}://{settings.PACKAGES_HOST}" + (f":{port}" if port else "")


def _offered(request: PersonRequest, lesson_pk: int, pk: int) -> Offer:
    """Return the package, if the lesson that this person reads offers it and she may open it or look."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=lesson_pk)
    if not may_read(request.user, lesson):
        raise PermissionDenied
    course = course_of(lesson)
    place = place_in_course(request.user, course.path)
    # What is published may offer one that her edition, which holds an older version, does not have yet.
    if pk not in (*packages_in(lesson), *packages_in(version_for(lesson, request.user))):
        raise Http404
    if place is None and not may_preview_packages(request.user, course):
        raise PermissionDenied
    return Offer(get_object_or_404(Package, pk=pk), lesson, course, place)


def _part(package: Package, number: int) -> Part:
    found = next((part for part in package.parts if part.number == number), None)
    if found is None:
        raise Http404
    return found
