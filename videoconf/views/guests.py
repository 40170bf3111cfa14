"""Coming in with a link and no account; and the page where who directs makes those links."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from videoconf.admission import admission_for
from videoconf.enums import ParticipantRole
from videoconf.forms import GuestLinkForm, GuestNameForm
from videoconf.guests import ENTRY_COOKIE, LINK_COOKIE, Guest
from videoconf.models import GuestLink, Room
from videoconf.services.guests import (
    GuestRefused,
    address_of,
    come_with,
    find_link,
    mail_link,
    make_link,
    revoke_link,
    visitor,
)
from videoconf.views.requests import PersonRequest

# How long who opened a link may take to write her name.
AN_HOUR = 3600


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once: her browser keeps it, for this room alone."""
    try:
        link = find_link(token)
    except GuestRefused as refusal:
        return refused(request, refusal)
    answer = HttpResponseRedirect(reverse("videoconf:welcome", args=[link.room.key]))
    _keep(answer, link.room, LINK_COOKIE, token, AN_HOUR)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, key: str) -> HttpResponseBase:
    """Say who invites to what, ask for a name unless the link has it, and go to the door of the room."""
    try:
        link = find_link(request.COOKIES.get(LINK_COOKIE, ""), room_key=key)
        if _is_in(request, link):
            return HttpResponseRedirect(reverse("videoconf:room", args=[key]))
        form = GuestNameForm(request.POST or None)
        if request.method != "POST" or not (link.name or form.is_valid()):
            return render(request, "videoconf/welcome.html", _welcome(link, form))
        entry, own_key = come_with(link=link, name=form.cleaned_data["name"] if not link.name else "")
    except GuestRefused as refusal:
        return refused(request, refusal)
    answer = HttpResponseRedirect(reverse("videoconf:room", args=[key]))
    _keep(answer, link.room, ENTRY_COOKIE, own_key, int((link.expires_at - entry.began_at).total_seconds()))
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: PersonRequest, key: str) -> HttpResponse:
    """List the links of a room to who directs it, and make one more; what opens it is shown once."""
    room = _directed(request, key)
    form, made = GuestLinkForm(request.POST or None), None
    if form.is_valid():
        said = form.cleaned_data
        guest = {"name": said["name"], "email": said["email"]}
        link, token = make_link(
            room=room, by=request.user, label=said["label"], guest=guest, single_use=said["single_use"]
        )
        mail_link(link=link, token=token)
        made, form = (link, address_of(token)), GuestLinkForm()
    context = {
        "page_title": "Invitar a alguien de fuera",
        "room": room,
        "form": form,
        "made": made,
        "links": GuestLink.objects.filter(room=room).prefetch_related("entries"),
        "now": clock.now(),
    }
    return render(request, "videoconf/invited.html", context)


@require_POST
def revoke(request: PersonRequest, key: str, pk: int) -> HttpResponse:
    """Withdraw a link."""
    room = _directed(request, key)
    link = get_object_or_404(GuestLink, pk=pk, room=room)
    revoke_link(link=link, by=request.user)
    messages.success(request, f"El enlace de «{link}» ya no vale. Si estaba en la sala, sale ahora.")
    return HttpResponseRedirect(reverse("videoconf:invited", args=[key]))


def refused(request: HttpRequest, refusal: GuestRefused) -> HttpResponse:
    """Say in Spanish why a link does not open. The page sends nobody the address it was asked by."""
    context = {"reason": refusal.reason, "status": refusal.status}
    answer = render(request, "videoconf/guest_refused.html", context, status=refusal.status)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _welcome(link: GuestLink, form: GuestNameForm) -> dict[str, Any]:
    return {
        "page_title": f"Le invitan a «{link.room.title}»",
        "link": link,
        "room": link.room,
        "host": link.made_by.get_full_name(),
        "form": form,
    }


def _is_in(request: HttpRequest, link: GuestLink) -> bool:
    """Whether she may go to the door at once: the room is hers to enter, or she came with this very link."""
    who = visitor(person=request.user, cookies=request.COOKIES, room=link.room)
    if isinstance(who, Guest):
        return bool(link.entries.filter(pk=who.guest_id).exists())
    return admission_for(who, link.room) is not None


def _directed(request: PersonRequest, key: str) -> Room:
    found = get_object_or_404(Room, key=key)
    admission = admission_for(request.user, found)
    if admission is None or admission.role != ParticipantRole.HOST:
        raise PermissionDenied
    return found


def _keep(answer: HttpResponse, room: Room, name: str, value: str, seconds: int) -> None:
    # Of this room alone: the browser does not even send it to another.
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=f"/sala/{room.key}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
