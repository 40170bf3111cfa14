"""Meetings: mine, one of them, convening it, changing it, and what is done in it."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.acting import require_acting
from core.calendars import calendar
from core.errors import Conflict
from core.idempotency import FIELD
from people.models import LocalEntity, Membership, User
from people.standing import today
from videoconf.enums import RollState
from videoconf.forms import MeetingForm, WhyForm
from videoconf.models import Meeting, MeetingInvitee
from videoconf.pages import door_is_open, in_words
from videoconf.rules import IN_SESSION, convenes
from videoconf.services import meetings as verbs
from videoconf.services.meetings.telling import happening
from videoconf.views.requests import PersonRequest

PURPOSE: Final = "videoconf.meeting"
STAYED: Final = {RollState.PRESENT, RollState.LEFT}


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """List what is to come, the next one first with its button, and what is over."""
    at, seen = clock.now(), Meeting.objects.visible_to(request.user)
    coming = list(seen.to_come(at))
    known = [meeting.pk for meeting in coming]
    context = {
        "page_title": "Reuniones",
        "coming": coming,
        "door_open": bool(coming) and door_is_open(coming[0].room, at),
        "over": list(seen.exclude(pk__in=known).order_by("-room__starts_at", "-pk")[:20]),
        "entity": request.acting,
    }
    return render(request, "videoconf/meetings/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: PersonRequest, entity_id: int) -> HttpResponse:
    """Ask who, when and for what; on POST, convene for the entity of the address and of the signed form."""
    entity = get_object_or_404(LocalEntity, pk=entity_id)
    form = MeetingForm(request.POST or None, colleagues=_colleagues(request.user, entity))
    if request.method == "POST":
        token = request.POST.get("acting", "")
        require_acting(token, user=request.user, purpose=PURPOSE, entity_id=entity.pk)
        if form.is_valid():
            try:
                key = request.POST.get(FIELD, "")
                made = verbs.convene(by=request.user, entity=entity, plan=form.plan(), key=key)
            except Conflict as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, "Reunión convocada. Cada persona tiene su enlace en el correo.")
                return redirect("meetings:meeting", made.pk)
    context = {"page_title": "Convocar una reunión", "form": form, "entity": entity, "purpose": PURPOSE}
    return render(request, "videoconf/meetings/convene.html", context)


@require_safe
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a meeting: when, what about, who comes, and the door."""
    found = _visible(request, pk)
    hers = convenes(request.user, found)
    rolls = verbs.roll_of(found)
    context = {
        "page_title": found.room.title,
        "breadcrumbs": [("Reuniones", reverse("meetings:mine"))],
        "meeting": found,
        "room": found.room,
        "points": list(found.points.all()),
        "hers": hers,
        "own": next((roll.invitee for roll in rolls if roll.invitee.person_id == request.user.pk), None),
        "rows": [(roll, in_words(roll.seconds) if roll.state in STAYED else "") for roll in rolls],
        "in_session": found.room.state in IN_SESSION,
        "began": found.room.opened_at is not None,
        "is_over": found.room.ended_at is not None or found.cancelled_at is not None,
        "door_open": door_is_open(found.room, clock.now()) or hers,
    }
    return render(request, "videoconf/meetings/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the meeting as a form; on POST, make it other and tell everybody."""
    found = _convened(request, pk)
    colleagues = _colleagues(request.user, found.entity)
    initial = MeetingForm.of(found, colleagues)
    form = MeetingForm(request.POST or None, colleagues=colleagues, initial=initial)
    if form.is_valid():
        try:
            verbs.change(meeting=found, by=request.user, plan=form.plan())
        except Conflict as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Reunión cambiada. Hemos escrito a todas las personas convocadas.")
            return _back(found)
    context = {"page_title": "Cambiar la reunión", "form": form, "meeting": found, "entity": found.entity}
    return render(request, "videoconf/meetings/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask whether she is sure and why; on POST, call the meeting off."""
    found = _convened(request, pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        verbs.cancel(meeting=found, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, "Reunión anulada. Hemos escrito a todas las personas convocadas.")
        return _back(found)
    context = {"page_title": "Anular la reunión", "form": form, "meeting": found}
    return render(request, "videoconf/meetings/cancel.html", context)


@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Say whether one goes."""
    found = _visible(request, pk)
    invitee = get_object_or_404(MeetingInvitee, meeting=found, person=request.user)
    verbs.answer(invitee=invitee, by=request.user, accepts=request.POST.get("accepts") == "yes")
    messages.success(request, "Anotado: quien convoca ya lo ve.")
    return _back(found)


@require_POST
def call_roll(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down who of those convened is there."""
    found = _convened(request, pk)
    rolls = verbs.call_roll(meeting=found, by=request.user)
    present = sum(roll.state == RollState.PRESENT for roll in rolls)
    messages.success(request, f"Lista pasada: están {present} de {len(rolls)} personas convocadas.")
    return _back(found)


@require_POST
def open_point(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Note that a point of the agenda begins."""
    found = _convened(request, pk)
    point = get_object_or_404(found.points, number=number)
    verbs.open_point(meeting=found, point=point, by=request.user)
    return _back(found)


@require_POST
def invite_again(request: PersonRequest, pk: int, invitee_pk: int) -> HttpResponse:
    """Send somebody a new link."""
    found = _convened(request, pk)
    invitee = get_object_or_404(found.invitees, pk=invitee_pk)
    verbs.invite_again(invitee=invitee, by=request.user)
    messages.success(request, f"Hemos mandado otro enlace a {invitee.email}. El anterior ya no vale.")
    return _back(found)


@require_safe
def entry(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the meeting as an entry for a calendar."""
    found = _visible(request, pk)
    made = calendar([happening(found)], name=found.room.title)
    headers = {
        "Content-Disposition": 'attachment; filename="reunion.ics"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


def _visible(request: PersonRequest, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)


def _convened(request: PersonRequest, pk: int) -> Meeting:
    found = _visible(request, pk)
    if not convenes(request.user, found):
        raise PermissionDenied
    return found


def _back(found: Meeting) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("meetings:meeting", args=[found.pk]))


def _colleagues(person: User, entity: LocalEntity) -> list[tuple[str, Any]]:
    """Return who else works in an entity, as the form offers them."""
    held = Membership.objects.current(today()).filter(entity=entity).values("person")
    found = User.objects.who_may_enter().filter(pk__in=held).exclude(pk=person.pk)
    return [(each.email, each.get_full_name()) for each in found]
