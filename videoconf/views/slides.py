"""Slides of a room: bringing them, which there are, and each picture to who may look at it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refused
from core.files.serving import answer
from videoconf.forms import SlidesForm
from videoconf.models import Room, Slide, SlideDeck
from videoconf.offering import offered_to
from videoconf.services.guests import visitor
from videoconf.services.slides import add_slides, directs_now, remove_slides, seen_slide
from videoconf.views.requests import PersonRequest

KEPT = {"Cache-Control": "private, no-store"}


@require_http_methods(["GET", "HEAD", "POST"])
def slides(request: PersonRequest, key: str) -> HttpResponse:
    """List the slides of a room to who directs it, and bring others; the room's page asks for JSON."""
    room = _directed(request, key)
    form = SlidesForm(request.POST or None, request.FILES or None, offered=offered_to(request.user, room))
    brought = request.method == "POST" and _bring(form, room, request)
    if request.accepts("text/html"):
        if brought:
            messages.success(request, "El PDF está guardado. En unos segundos se podrá mostrar.")
            return HttpResponseRedirect(reverse("videoconf:slides", args=[key]))
        return render(request, "videoconf/slides.html", _page(room, form))
    fault = next((each[0] for each in form.errors.values()), "") if request.method == "POST" else ""
    return JsonResponse({"fault": fault}, status=400 if fault else 200, headers=KEPT)


@require_safe
def slides_list(request: HttpRequest, key: str) -> JsonResponse:
    """Say which slides a room has, and which ones are offered, to the page of who directs it."""
    room = _directed(request, key)
    offered = [{"ref": one.ref, "title": one.title} for one in offered_to(request.user, room)]
    rows = SlideDeck.objects.filter(room=room).values("pk", "title", "state", "reason", "pages")
    return JsonResponse({"decks": list(rows), "offered": offered}, headers=KEPT)


@require_POST
def remove(request: PersonRequest, key: str, deck: int) -> HttpResponseRedirect:
    """Take slides away from a room."""
    room = _directed(request, key)
    found = get_object_or_404(SlideDeck, room=room, pk=deck)
    remove_slides(deck=found, by=request.user)
    messages.success(request, f"Diapositivas quitadas: «{found.title}».")
    return HttpResponseRedirect(reverse("videoconf:slides", args=[key]))


@require_safe
def picture(request: HttpRequest, key: str, deck: int, page: int) -> HttpResponseBase:
    """Hand out the picture of a slide; to who may not look at it now it does not exist."""
    stored = _seen(request, key, deck, page).picture
    return answer(stored, f"{page}.{stored.mime.rpartition('/')[2]}", disposition="inline")


@require_safe
def words(request: HttpRequest, key: str, deck: int, page: int) -> JsonResponse:
    """Say what a slide says, to who does not see it."""
    return JsonResponse({"text": _seen(request, key, deck, page).text}, headers=KEPT)


def _bring(form: SlidesForm, room: Room, request: PersonRequest) -> bool:
    if not form.is_valid():
        return False
    try:
        file, name, title = form.chosen()
        add_slides(room=room, by=request.user, upload=file, name=name, title=title)
    except Refused as refusal:
        form.add_error("file", refusal.reason)
        return False
    return True


def _page(room: Room, form: SlidesForm) -> dict[str, Any]:
    decks = list(SlideDeck.objects.filter(room=room))
    return {"page_title": "Diapositivas", "room": room, "form": form, "decks": decks}


def _seen(request: HttpRequest, key: str, deck: int, page: int) -> Slide:
    room = get_object_or_404(Room, key=key)
    found = seen_slide(_who(request, room), room, deck, page)
    if found is None:
        raise Http404
    return found


def _directed(request: HttpRequest, key: str) -> Room:
    room = get_object_or_404(Room, key=key)
    if not directs_now(_who(request, room), room):
        raise PermissionDenied
    return room


def _who(request: HttpRequest, room: Room) -> Any:
    return visitor(person=request.user, cookies=request.COOKIES, room=room)
