"""The classroom page of an edition: everything one can do there, one card each."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from courses.first_thing import first_thing_of
from courses.hub import Visit, cards_of
from courses.models import Edition
from courses.rules import may_see_roll
from courses.services.places.belonging import place_in_edition
from courses.views.requests import PersonRequest


def aula(request: PersonRequest, code: str) -> HttpResponse:
    """Show the classroom of an edition to whoever belongs in it or runs it."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    place = place_in_edition(request.user, edition)
    runs_it = may_see_roll(request.user, edition)
    if place is None and not runs_it:
        raise PermissionDenied
    visit = Visit(request.user, edition, place, runs_it)
    cards = cards_of(visit)
    context = {
        "page_title": edition.course.title,
        "breadcrumbs": [("Mi formación", reverse("courses:mine"))],
        "edition": edition,
        "place": place,
        "now": first_thing_of(visit),
        "cards": [card for card in cards if not card.for_staff],
        "staff_cards": [card for card in cards if card.for_staff],
    }
    return render(request, "courses/aula.html", context)
