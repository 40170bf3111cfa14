"""Where somebody sits: with picture and voice, with voice, or with text alone."""

from dataclasses import dataclass

from videoconf.enums import EventKind, ParticipantRole, Seat
from videoconf.media import media_backend
from videoconf.models import Participant, Room
from videoconf.querysets import ParticipantQuerySet
from videoconf.rules import may_send, seat_for
from videoconf.services.events import tell


@dataclass(frozen=True, slots=True)
class Arrival:
    """How somebody comes in: by which socket, with which page, and with what switched on."""

    connection: str
    peer: str
    wants_video: bool = True
    microphone: bool = False
    camera: bool = False


def take_seat(*, room: Room, participant: Participant, arrival: Arrival) -> None:
    """Seat a person in a locked room; the picture of the last who came gives way to a host's."""
    others = Participant.objects.filter(room=room).seated().exclude(pk=participant.pk)
    participant.wants_picture = arrival.wants_video
    participant.seat = seat_for(
        role=participant.role,
        wants_video=arrival.wants_video,
        taken=others.values_list("seat", flat=True),
        seats=media_backend().seats(room.kind),
    )
    voice, picture = may_send(participant)
    participant.microphone = arrival.microphone and voice
    participant.camera = arrival.camera and picture
    if participant.role == ParticipantRole.HOST:
        _make_way(room, others, participant.seat)


def seat_speaker(*, room: Room, participant: Participant) -> None:
    """Let who is given the floor be seen, or heard if she entered with voice alone. The caller saves her.

    The last to come without the floor makes way; if all who are seen have it, she is heard.
    """
    others = Participant.objects.filter(room=room).seated().exclude(pk=participant.pk)
    seen = others.filter(seat=Seat.VIDEO)
    full = seen.count() >= media_backend().seats(room.kind).video
    quiet = seen.exclude(role=ParticipantRole.HOST).filter(floor_since__isnull=True)
    seat = Seat.VIDEO if participant.wants_picture and (not full or quiet.exists()) else Seat.AUDIO
    if participant.seat not in (seat, Seat.VIDEO):
        participant.seat = seat
        _make_way(room, others, seat)


def _make_way(room: Room, others: ParticipantQuerySet, seat: str) -> None:
    seats, last = media_backend().seats(room.kind), others.exclude(role=ParticipantRole.HOST).moved_last()
    if seat == Seat.VIDEO and others.filter(seat=Seat.VIDEO).count() >= seats.video:
        _move(room, last.filter(seat=Seat.VIDEO).first(), Seat.AUDIO)
    if others.exclude(seat=Seat.TEXT).count() >= seats.media:
        _move(room, last.filter(seat=Seat.AUDIO).first(), Seat.TEXT)


def _move(room: Room, participant: Participant | None, seat: Seat) -> None:
    if participant is None:
        return
    participant.seat, participant.camera = seat, False
    participant.microphone = participant.microphone and seat != Seat.TEXT
    participant.save(update_fields=["seat", "camera", "microphone"])
    tell_seat(room, participant, actor_id=None)


def tell_seat(room: Room, participant: Participant, *, actor_id: int | None) -> None:
    """Tell everybody where somebody sits now, in a locked room."""
    body = {
        "participant": participant.pk,
        "seat": str(participant.seat),
        "microphone": participant.microphone,
        "camera": participant.camera,
    }
    tell(room=room, kind=EventKind.SEAT, actor_id=actor_id, body=body)
