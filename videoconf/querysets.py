"""The words with which the rest asks for rooms, people in them and their intervals."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F

from videoconf.enums import DeckState, ParticipantState, RoomState
from videoconf.guests import identity
from videoconf.rules import GRACE, HOLDS_A_SEAT, OVERDUE, STALE

if TYPE_CHECKING:
    # Named in the generic bases below, which ruff does not read.
    from videoconf.models import (  # noqa: F401  (read as text)
        FloorTurn,
        GuestEntry,
        GuestLink,
        Meeting,
        MeetingInvitee,
        Participant,
        PresenceSpan,
        Room,
        SlideDeck,
    )


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms."""

    def overdue(self, at: datetime) -> "RoomQuerySet":
        """Those that should have ended well before and hold nobody."""
        late = self.exclude(state=RoomState.ENDED).filter(ends_at__lt=at - OVERDUE)
        return late.exclude(participants__state__in=HOLDS_A_SEAT)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Persons of rooms."""

    def of(self, visitor: Any) -> "ParticipantQuerySet":
        """That of a person, or of a guest."""
        return self.filter(**identity(visitor))

    def seated(self) -> "ParticipantQuerySet":
        """Those who are there or have just lost the line."""
        return self.filter(state__in=HOLDS_A_SEAT)

    def out_of_grace(self, at: datetime) -> "ParticipantQuerySet":
        """Those whose line has been lost for too long."""
        return self.filter(state=ParticipantState.LOST, since__lte=at - GRACE)

    def waiting(self) -> "ParticipantQuerySet":
        """Those in the queue of the waiting room, in their order."""
        return self.filter(state=ParticipantState.WAITING, knocked_at__isnull=False).order_by(
            "knocked_at", "pk"
        )

    def gone_from_the_queue(self, at: datetime) -> "ParticipantQuerySet":
        """Those in a queue whose page has not been heard for too long."""
        return self.waiting().filter(waiting_seen_at__lt=at - GRACE)

    def with_the_floor(self) -> "ParticipantQuerySet":
        """Those whose turn to speak it is, the oldest turn first."""
        return self.filter(floor_since__isnull=False).order_by("floor_since", "pk")

    def moved_last(self) -> "ParticipantQuerySet":
        """The first to give a place up at the end: with the floor, and longest here."""
        return self.order_by(F("floor_since").asc(nulls_first=True), "-since")


class FloorTurnQuerySet(models.QuerySet["FloorTurn"]):
    """Turns to speak."""

    def open(self) -> "FloorTurnQuerySet":
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def of_room(self, room_id: Any) -> "FloorTurnQuerySet":
        """Those of one room, with their people, in order."""
        return self.filter(participant__room_id=room_id).select_related(
            "participant", "granted_by", "ended_by"
        )


class PresenceSpanQuerySet(models.QuerySet["PresenceSpan"]):
    """Intervals of presence."""

    def open(self) -> "PresenceSpanQuerySet":
        """Those that have not ended."""
        return self.filter(left_at__isnull=True)

    def abandoned(self, at: datetime) -> "PresenceSpanQuerySet":
        """Open ones that nobody moves any more: their process is gone."""
        return self.open().filter(seen_at__lt=at - STALE)

    def of_room(self, room_id: Any) -> "PresenceSpanQuerySet":
        """Those of one room, with their person, in order."""
        return self.filter(participant__room_id=room_id).select_related("participant").order_by("joined_at")


class GuestLinkQuerySet(models.QuerySet["GuestLink"]):
    """Links for guests."""

    def standing(self, at: datetime) -> "GuestLinkQuerySet":
        """Those that are neither withdrawn nor too old."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)

    def with_somebody_removed(self) -> "GuestLinkQuerySet":
        """Those with which somebody came who was put out of the room."""
        return self.filter(entries__participant__state=ParticipantState.REMOVED)


class GuestEntryQuerySet(models.QuerySet["GuestEntry"]):
    """Guests who said their name."""

    def standing(self, at: datetime) -> "GuestEntryQuerySet":
        """Those whose link is neither withdrawn nor too old."""
        return self.filter(link__revoked_at__isnull=True, link__expires_at__gt=at)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings."""

    def visible_to(self, person: Any) -> "MeetingQuerySet":
        """Those she convened or is convened to; nobody else sees a meeting, whoever she is."""
        hers = models.Q(convened_by=person) | models.Q(invitees__person=person)
        return self.filter(hers).distinct().select_related("room", "entity", "convened_by")

    def to_come(self, at: datetime) -> "MeetingQuerySet":
        """Those that have not ended nor been called off, the next one first."""
        live = self.filter(cancelled_at__isnull=True, room__ends_at__gt=at - OVERDUE)
        return live.exclude(room__state=RoomState.ENDED).order_by("room__starts_at", "pk")

    def with_answer_of(self, person: Any) -> "MeetingQuerySet":
        """Say of each whether this person is convened and has not said if she goes, as `waits_for_her`."""
        silent = self.model.invitees.rel.related_model._default_manager.filter(meeting=models.OuterRef("pk"))
        return self.annotate(waits_for_her=models.Exists(silent.filter(person=person, answer="")))


class SlideDeckQuerySet(models.QuerySet["SlideDeck"]):
    """Slides of rooms."""

    def to_read(self) -> "SlideDeckQuerySet":
        """Those whose PDF is still being made into pictures, the oldest first."""
        return self.filter(state=DeckState.READING).order_by("added_at", "pk")

    def shown_now(self) -> "SlideDeckQuerySet":
        """Those that everybody sees."""
        return self.filter(shown__isnull=False)
