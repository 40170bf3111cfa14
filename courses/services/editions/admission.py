"""Who may enter the room of a class, and as what. The room asks; it knows nothing of courses."""

from django.urls import reverse

from core.tenancy import unscoped
from courses.models import Enrolment, LiveSession
from courses.rules import may_see_roll, teaches
from people.models import User
from people.rules import province_wide
from videoconf.admission import Admission
from videoconf.enums import ParticipantRole
from videoconf.models import Room


def admit(person: User, room: Room) -> Admission | None:
    """Return as what one enters: its trainer directs, who has a place takes part, the province listens."""
    session = LiveSession.objects.in_detail().filter(room=room).first()
    if session is None:
        return None
    if teaches(person, session.edition):
        return _as(person, session, ParticipantRole.HOST)
    with unscoped("quien entra en clase entra por la plaza que pidió"):
        place = Enrolment.objects.filter(edition=session.edition).of(person).enrolled().for_roll().first()
    if place:
        return _as(person, session, ParticipantRole.SPEAKER, place)
    return _as(person, session, ParticipantRole.LISTENER) if province_wide(person) else None


def sees_roll(person: User, room: Room) -> bool:
    """Say whether somebody reads everybody's attendance in the room of a class."""
    session = LiveSession.every.in_detail().filter(room=room).first()
    return session is not None and may_see_roll(person, session.edition)


def _as(person: User, session: LiveSession, role: str, place: Enrolment | None = None) -> Admission:
    entities = person.standing.entities
    entity = place.entity if place else (entities[0] if entities else None)
    return Admission(
        role=role,
        display_name=person.get_full_name(),
        entity_id=entity.pk if entity else None,
        entity_name=entity.name if entity else "",
        back_url=reverse("courses:session", args=[session.pk]),
        back_label="Volver a la clase",
    )
