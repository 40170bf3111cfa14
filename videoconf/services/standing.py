"""Who asks for an act in a locked room, on whom, and the row that an act on another person leaves."""

from collections.abc import Iterable

from core import audit
from videoconf.enums import ParticipantState
from videoconf.models import Participant, Room
from videoconf.rules import DIRECTS, HOLDS_A_SEAT, ranks_above
from videoconf.services.refusals import RoomRefused


def present(participant: Participant) -> Participant:
    """Return the row as it is now. Errors: RoomRefused "not_in_room"."""
    fresh = Participant.objects.get(pk=participant.pk)
    if fresh.state != ParticipantState.PRESENT:
        raise RoomRefused("not_in_room")
    return fresh


def directing(by: Participant) -> Participant:
    """Return who directs, as she is now: a role taken away a moment ago no longer acts.

    Errors: RoomRefused "not_in_room", "forbidden".
    """
    fresh = present(by)
    if fresh.role not in DIRECTS:
        raise RoomRefused("forbidden")
    return fresh


def beneath(by: Participant, who: int) -> Participant:
    """Return the person of the same room on whom `by` may act. Errors: RoomRefused "gone", "forbidden"."""
    found = Participant.objects.filter(room_id=by.room_id, pk=who).first()
    if found is None:
        raise RoomRefused("gone")
    if not ranks_above(by.role, found.role):
        raise RoomRefused("forbidden")
    return found


def seated_beneath(by: Participant, who: int) -> Participant:
    """Return such a person, if she is in the room or has just lost the line."""
    found = beneath(by, who)
    if found.state not in HOLDS_A_SEAT:
        raise RoomRefused("gone")
    return found


def note(
    *, action: str, room: Room, by: Participant, who: Iterable[int] = (), detail: dict[str, str] | None = None
) -> None:
    """Write the act in the log; call it last in a verb."""
    audit.record(
        action=f"videoconf.{action}",
        actor_id=by.person_id,
        entity_id=by.entity_id,
        target=f"room:{room.key}",
        detail={"by": by.pk, "who": list(who), **(detail or {})},
    )
