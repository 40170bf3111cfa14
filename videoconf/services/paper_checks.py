"""What anybody is told of a paper of attendance by its address: the least that shows it to be true."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from videoconf.models import Room
from videoconf.services.checking import verify_room
from videoconf.services.papers import SALT
from videoconf.services.report import clock_time
from videoconf.services.verdict import RoomVerdict


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What a paper said when it was made, and how the room stands now."""

    room: Room
    made_at: datetime
    people: int
    time: str
    is_whole: bool
    head: str
    verdict: RoomVerdict


def check_paper(token: str) -> PaperCheck | None:
    """Return what the paper with this address says, or None when we made no such paper. Effects: none."""
    try:
        key, head, people, seconds, whole, made = signing.loads(token, salt=SALT)
        room = Room.objects.get(pk=key)
    except (signing.BadSignature, Room.DoesNotExist):
        return None
    head = signing.b64_decode(head.encode()).hex()
    return PaperCheck(
        room=room,
        made_at=datetime.fromtimestamp(made, UTC),
        people=people,
        time=clock_time(seconds),
        is_whole=bool(whole),
        head=head,
        verdict=verify_room(room.key, printed_head=head),
    )
