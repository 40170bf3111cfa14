"""Who directs, and who may act on whom."""

from typing import Final

from videoconf.enums import ParticipantRole

DIRECTS: Final = frozenset({ParticipantRole.HOST, ParticipantRole.COHOST})
_RANK: Final = {ParticipantRole.HOST: 2, ParticipantRole.COHOST: 1}


def ranks_above(by: str, other: str) -> bool:
    """Whether one role may act on another: a host on all but hosts, a co-host on who directs nothing."""
    return _RANK.get(ParticipantRole(by), 0) > _RANK.get(ParticipantRole(other), 0)


def role_on_entering(*, role: str, given: str) -> str:
    """Return with which role somebody comes in: a co-host named here stays one when she comes back."""
    return role if role == ParticipantRole.COHOST and given != ParticipantRole.HOST else given
