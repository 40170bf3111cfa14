"""Changing a meeting, calling it off, and writing again to somebody who lost her link."""

from django.db import transaction

from core import clock
from core.errors import Conflict
from people.models import User
from videoconf.models import GuestLink, Meeting, MeetingInvitee, Room
from videoconf.rules import convenes
from videoconf.services.events import locked
from videoconf.services.guests import AFTER_THE_END, revoke_link
from videoconf.services.meetings import telling
from videoconf.services.meetings.convening import call, give_link, note, write_points
from videoconf.services.meetings.plans import Plan, require_possible
from videoconf.services.rooms import end


@transaction.atomic
def change(*, meeting: Meeting, by: User, plan: Plan) -> Meeting:
    """Make a meeting other than it was, before it begins.

    Effects: who is new is convened; who is not any more is told and her link dies; the rest are told, and
    their links go on. Calendars get a higher version; one audit row. Errors: Conflict.
    """
    meeting = _own(meeting, by)
    if meeting.room.opened_at is not None:
        raise Conflict("La reunión ya ha empezado: no se puede cambiar.")
    require_possible(plan, by=by, entity=meeting.entity)
    before = {each.email: each for each in meeting.invitees.all()}
    _rewrite(meeting, plan)
    wanted = {each.email.strip().lower(): each for each in plan.called}
    for email, invitee in before.items():
        invitee.meeting = meeting
        if email in wanted:
            telling.tell_changed(invitee)
        else:
            _dismiss(invitee, by)
    call(meeting, tuple(each for email, each in wanted.items() if email not in before), by=by)
    note("changed", meeting, by, {"sequence": meeting.sequence})
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, by: User, why: str = "") -> None:
    """Call a meeting off. Effects: its room ends, all are told with the reason, calendars strike it out.

    Errors: Conflict if it is over or was called off.
    """
    meeting = _own(meeting, by)
    meeting.cancelled_at, meeting.sequence = clock.now(), meeting.sequence + 1
    meeting.save(update_fields=["cancelled_at", "sequence"])
    for invitee in meeting.invitees.all():
        invitee.meeting = meeting
        telling.tell_cancelled(invitee, why.strip())
    end(room=meeting.room, by=None)
    note("cancelled", meeting, by, {"why": why.strip()[:200]})


@transaction.atomic
def invite_again(*, invitee: MeetingInvitee, by: User) -> None:
    """Send somebody a new link: the one she had stops working. Errors: Conflict."""
    invitee.meeting = _own(invitee.meeting, by)
    if invitee.link is not None:
        revoke_link(link=invitee.link, by=by)
    give_link(invitee, by=by)
    note("invited_again", invitee.meeting, by, {"invitee": invitee.pk})


def _own(meeting: Meeting, by: User) -> Meeting:
    """Return the meeting as it is now, its room locked."""
    room = locked(meeting.room_id)
    fresh = Meeting.objects.select_related("entity", "convened_by").get(pk=meeting.pk)
    fresh.room = room
    if not convenes(by, fresh):
        raise Conflict("Solo quien convoca puede hacer eso.")
    if fresh.cancelled_at is not None or room.ended_at is not None:
        raise Conflict("Esta reunión ya terminó o se anuló.")
    return fresh


def _rewrite(meeting: Meeting, plan: Plan) -> None:
    room = meeting.room
    room.title, room.starts_at, room.ends_at = plan.title, plan.starts_at, plan.ends_at
    room.save(update_fields=["title", "starts_at", "ends_at"])
    meeting.kind, meeting.legal_basis, meeting.about = plan.kind, plan.legal_basis.strip(), plan.about.strip()
    meeting.sequence += 1
    meeting.save(update_fields=["kind", "legal_basis", "about", "sequence"])
    write_points(meeting, plan.points)
    _stretch(room)


def _stretch(room: Room) -> None:
    links = GuestLink.objects.filter(room=room, revoked_at__isnull=True)
    links.update(expires_at=max(room.ends_at, clock.now()) + AFTER_THE_END)


def _dismiss(invitee: MeetingInvitee, by: User) -> None:
    telling.tell_cancelled(invitee, "Ya no hace falta que asista.")
    if invitee.link is not None:
        revoke_link(link=invitee.link, by=by)
    invitee.delete()
