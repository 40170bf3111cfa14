"""What people do once inside: write, caption, and switch microphone and camera on and off."""

from django.db import transaction

from videoconf.enums import EventKind, ParticipantState
from videoconf.models import Participant, RoomEventPayload
from videoconf.rules import may_send
from videoconf.services.events import locked, tell
from videoconf.services.refusals import RoomRefused
from videoconf.services.seats import Arrival, take_seat, tell_seat


@transaction.atomic
def say(*, participant: Participant, text: str, ref: str) -> int:
    """Write a line for everybody and return its number.

    Pre: `text` is not blank; `ref` is the page's own name for the line.
    Effects: one `chat` event; the same `ref` again gives the same number and writes nothing.
    Errors: RoomRefused "not_in_room".
    """
    return _written(participant, EventKind.CHAT, text, ref)


@transaction.atomic
def caption(*, participant: Participant, text: str, ref: str) -> int:
    """Write a finished line of what is being said, for everybody, and return its number.

    Pre: as in `say`. Effects: one `caption` event, once for each `ref`.
    Errors: RoomRefused "not_in_room", "forbidden" (nobody named her to caption, or not any more).
    """
    return _written(participant, EventKind.CAPTION, text, ref)


def _written(participant: Participant, kind: str, text: str, ref: str) -> int:
    room = locked(participant.room_id)
    own_ref = f"{participant.pk}:{ref}"
    known = RoomEventPayload.objects.filter(ref=own_ref).select_related("event").first()
    if known is not None:
        return known.event.number
    fresh = _require_present(participant)
    if kind == EventKind.CAPTION and not fresh.captions:
        raise RoomRefused("forbidden")
    body = {"participant": fresh.pk, "name": fresh.display_name, "text": text.strip(), "ref": ref}
    event = tell(room=room, kind=kind, actor_id=fresh.pk, body=body)
    RoomEventPayload.objects.filter(event=event).update(ref=own_ref)
    return event.number


@transaction.atomic
def set_media(*, participant: Participant, microphone: bool, camera: bool) -> Participant:
    """Say whether a person's microphone and camera are on, as far as her seat and who directs allow.

    Effects: one `media` event when something changed. Errors: RoomRefused "not_in_room".
    """
    room = locked(participant.room_id)
    participant = _require_present(participant)
    voice, picture = may_send(participant)
    wanted = (microphone and voice, camera and picture)
    if wanted == (participant.microphone, participant.camera):
        return participant
    participant.microphone, participant.camera = wanted
    participant.save(update_fields=["microphone", "camera"])
    body = {"participant": participant.pk, "microphone": wanted[0], "camera": wanted[1]}
    tell(room=room, kind=EventKind.MEDIA, actor_id=participant.pk, body=body)
    return participant


@transaction.atomic
def set_picture(*, participant: Participant, on: bool) -> Participant:
    """Go on with voice alone, or ask for a seat with picture again; her interval of presence does not change.

    Effects: with voice alone her place with picture is free for another; when she comes back she sits where
    there is room. One `seat` event, though it be the same seat. Errors: RoomRefused "not_in_room".
    """
    room = locked(participant.room_id)
    participant = _require_present(participant)
    if participant.wants_picture == on:
        return participant
    microphone, camera = participant.microphone, participant.camera and on
    arrival = Arrival("", participant.peer, on, microphone, camera)
    take_seat(room=room, participant=participant, arrival=arrival)
    participant.save(update_fields=["wants_picture", "seat", "microphone", "camera"])
    tell_seat(room, participant, actor_id=participant.pk)
    return participant


def _require_present(participant: Participant) -> Participant:
    fresh = Participant.objects.get(pk=participant.pk)
    if fresh.state != ParticipantState.PRESENT:
        raise RoomRefused("not_in_room")
    return fresh
