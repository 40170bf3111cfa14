"""Convening: a room with its waiting room, the agenda, and a personal link by mail to each person."""

from typing import Any

from django.db import transaction

from core import audit, clock
from core.idempotency import fingerprint, once
from people.models import LocalEntity, User
from videoconf.enums import MEETING_PURPOSE, RoomKind
from videoconf.models import AgendaPoint, Meeting, MeetingInvitee
from videoconf.services.guests import make_link
from videoconf.services.meetings import telling
from videoconf.services.meetings.plans import Called, Plan, require_possible
from videoconf.services.rooms import Door, create_room


def convene(*, by: User, entity: LocalEntity, plan: Plan, key: str) -> Meeting:
    """Convene a meeting; the same form sent twice convenes one.

    Pre: `by` has a post in the entity; of a collegiate body, `plan.legal_basis` cites what lets it meet at a
    distance (Ley 7/1985, art. 46.3). Effects: the room, agenda and invitees; one mail each with a personal
    link and the calendar entry; audit rows. Errors: Conflict, KeyReused.
    """
    require_possible(plan, by=by, entity=entity)
    mark = fingerprint({"entity": entity.pk, **plan.as_json()})
    answer = once(
        key=key,
        purpose="videoconf.meeting",
        actor_id=by.pk,
        fingerprint=mark,
        act=lambda: {"meeting": _convened(by, entity, plan).pk},
    )
    return Meeting.objects.select_related("room").get(pk=answer["meeting"])


@transaction.atomic
def _convened(by: User, entity: LocalEntity, plan: Plan) -> Meeting:
    room = create_room(
        title=plan.title,
        purpose=MEETING_PURPOSE,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        door=Door(kind=RoomKind.MEETING, waiting_room=True),
    )
    meeting = Meeting.objects.create(
        room=room,
        entity=entity,
        convened_by=by,
        kind=plan.kind,
        legal_basis=plan.legal_basis.strip(),
        about=plan.about.strip(),
        convened_at=clock.now(),
    )
    write_points(meeting, plan.points)
    call(meeting, plan.called, by=by)
    note("convened", meeting, by, {"called": len(plan.called), "kind": str(plan.kind)})
    return meeting


def write_points(meeting: Meeting, points: tuple[str, ...]) -> None:
    """Write the agenda of a meeting, in order, instead of the one it had."""
    meeting.points.all().delete()
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=meeting, number=number, title=title.strip()[:200])
        for number, title in enumerate(points, start=1)
    )


def call(meeting: Meeting, called: tuple[Called, ...], *, by: User) -> None:
    """Convene these people to a meeting that exists: a row, a link and a mail for each."""
    for each in called:
        person = User.objects.who_may_enter().filter(email__iexact=each.email).first()
        invitee = MeetingInvitee.objects.create(
            meeting=meeting,
            person=person,
            name=person.get_full_name() if person else each.name.strip(),
            email=each.email.strip().lower(),
            role=each.role.strip(),
        )
        give_link(invitee, by=by)


def give_link(invitee: MeetingInvitee, *, by: User) -> None:
    """Make the personal link of somebody convened, and send it to her."""
    label = invitee.role or _entity_of(invitee) or "Con enlace"
    guest = {"name": invitee.name, "email": invitee.email}
    invitee.link, token = make_link(
        room=invitee.meeting.room, by=by, label=label, guest=guest, single_use=True
    )
    invitee.save(update_fields=["link"])
    telling.tell_called(invitee, token)


def note(what: str, meeting: Meeting, by: User, detail: dict[str, Any]) -> None:
    """Write an act on a meeting in the log; call it last in a verb."""
    audit.record(
        action=f"videoconf.meeting.{what}",
        actor_id=by.pk,
        entity_id=meeting.entity_id,
        target=f"meeting:{meeting.pk}",
        detail=detail,
    )


def _entity_of(invitee: MeetingInvitee) -> str:
    entities = invitee.person.standing.entities if invitee.person is not None else ()
    return entities[0].name if entities else ""
