"""The room's page, and the one after leaving it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.access import Access, allowed
from videoconf.admission import Admission, admission_for
from videoconf.enums import ParticipantRole
from videoconf.models import Participant, Room
from videoconf.pages import in_words, room_settings
from videoconf.services import own_attendance

# The demo offers to open the other person of the class; elsewhere there is nothing to offer.
BESIDE = ["demo/beside.html", "videoconf/nothing.html"]


def room(request: HttpRequest, key: str) -> HttpResponse:
    """Show the device check and, once inside, the class."""
    found, admission = _admitted(request, key)
    context = {
        "room": found,
        "admission": admission,
        "settings": room_settings(found, admission),
        "beside_templates": BESIDE,
        "beside_key": "secretaria" if admission.role == ParticipantRole.HOST else "formadora",
        "beside_path": f"{request.path}?prueba=1",
    }
    return render(request, "videoconf/room.html", context)


def left(request: HttpRequest, key: str) -> HttpResponse:
    """Say goodbye, with the time attended and the way back."""
    found, admission = _admitted(request, key)
    roll = own_attendance(found, request.user.pk)
    attended = in_words(roll.seconds) if roll else ""
    context = {"room": found, "admission": admission, "roll": roll, "attended": attended}
    return render(request, "videoconf/left.html", context)


def _admitted(request: HttpRequest, key: str) -> tuple[Room, Admission]:
    found = get_object_or_404(Room, key=key)
    admission = admission_for(request.user, found)
    asked = Access(
        user=request.user,
        action="connect",
        kwargs={"room": key, "admission": admission},
        subject=_seat_of(found, request.user),
    )
    # The page asks what its socket will ask, so nobody is shown a door that will not open.
    if admission is None or not allowed("consumer", "videoconf.room", asked):
        raise PermissionDenied
    return found, admission


def _seat_of(found: Room, person: Any) -> Participant | None:
    return Participant.objects.filter(room=found, person=person).first()
