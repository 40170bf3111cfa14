"""Who may enter the room of a meeting with her account, and as what. Links are the room's own affair."""

from django.urls import reverse

from people.models import User
from videoconf.admission import Admission
from videoconf.enums import ParticipantRole
from videoconf.models import Meeting, Room
from videoconf.rules import convenes


def admit(person: User, room: Room) -> Admission | None:
    """Return as what one enters: who convened it directs, who was convened takes part, nobody else."""
    meeting = Meeting.objects.visible_to(person).filter(room=room, cancelled_at__isnull=True).first()
    if meeting is None:
        return None
    hers = convenes(person, meeting)
    entity = meeting.entity if hers else next(iter(person.standing.entities), None)
    return Admission(
        role=ParticipantRole.HOST if hers else ParticipantRole.SPEAKER,
        display_name=person.get_full_name(),
        entity_id=entity.pk if entity else None,
        entity_name=entity.name if entity else "",
        back_url=reverse("meetings:meeting", args=[meeting.pk]),
        back_label="Volver a la reunión",
    )


def sees_roll(person: User, room: Room) -> bool:
    """Say whether somebody reads everybody's attendance: who convened it."""
    return Meeting.objects.filter(room=room, convened_by=person).exists()
