"""What may follow what: the states of a room, and of a person in it."""

from typing import Final

from videoconf.enums import ParticipantState, RoomState

ROOM_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    RoomState.SCHEDULED: frozenset({RoomState.LOBBY, RoomState.OPEN, RoomState.ENDED}),
    RoomState.LOBBY: frozenset({RoomState.OPEN, RoomState.ENDED}),
    RoomState.OPEN: frozenset({RoomState.CLOSED_PART, RoomState.SUSPENDED, RoomState.ENDED}),
    RoomState.CLOSED_PART: frozenset({RoomState.OPEN, RoomState.SUSPENDED, RoomState.ENDED}),
    RoomState.SUSPENDED: frozenset({RoomState.OPEN, RoomState.CLOSED_PART, RoomState.ENDED}),
    RoomState.ENDED: frozenset(),
}
PARTICIPANT_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    ParticipantState.WAITING: frozenset(
        {
            ParticipantState.WAITING,
            ParticipantState.PRESENT,
            ParticipantState.LEFT,
            ParticipantState.REMOVED,
        }
    ),
    ParticipantState.PRESENT: frozenset(
        {
            ParticipantState.PRESENT,
            ParticipantState.LOST,
            ParticipantState.LEFT,
            ParticipantState.REMOVED,
        }
    ),
    ParticipantState.LOST: frozenset(
        {ParticipantState.PRESENT, ParticipantState.LEFT, ParticipantState.REMOVED}
    ),
    ParticipantState.LEFT: frozenset(
        {ParticipantState.WAITING, ParticipantState.PRESENT, ParticipantState.REMOVED}
    ),
    ParticipantState.REMOVED: frozenset(),
}
# Opened and not ended.
IN_SESSION: Final = frozenset({RoomState.OPEN, RoomState.CLOSED_PART, RoomState.SUSPENDED})
HOLDS_A_SEAT: Final = frozenset({ParticipantState.PRESENT, ParticipantState.LOST})


def room_may_become(current: str, target: str) -> bool:
    """Whether the room's next state is allowed."""
    return target in ROOM_TRANSITIONS[current]


def participant_may_become(current: str, target: str) -> bool:
    """Whether the person's next state is allowed."""
    return target in PARTICIPANT_TRANSITIONS[current]
