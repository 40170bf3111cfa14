"""Who is convened says whether she goes."""

from django.db import transaction

from core import clock
from core.errors import Conflict
from people.models import User
from videoconf.enums import Answer
from videoconf.models import MeetingInvitee
from videoconf.services.meetings.convening import note


@transaction.atomic
def answer(*, invitee: MeetingInvitee, by: User, accepts: bool) -> MeetingInvitee:
    """Say whether one goes; as often as one changes one's mind.

    Pre: it is her own invitation. Effects: the answer with its hour, one audit row.
    Errors: Conflict if the meeting is over or called off, or it is somebody else's.
    """
    fresh = MeetingInvitee.objects.select_for_update().select_related("meeting__room").get(pk=invitee.pk)
    if fresh.person_id != by.pk:
        raise Conflict("Cada persona contesta por sí misma.")
    if fresh.meeting.cancelled_at is not None or fresh.meeting.room.ended_at is not None:
        raise Conflict("Esta reunión ya terminó o se anuló.")
    fresh.answer = Answer.ACCEPTS if accepts else Answer.DECLINES
    fresh.answered_at = clock.now()
    fresh.save(update_fields=["answer", "answered_at"])
    note("answered", fresh.meeting, by, {"invitee": fresh.pk, "answer": str(fresh.answer)})
    return fresh
