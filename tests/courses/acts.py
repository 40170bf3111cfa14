"""What a person does in the pages of training, as a browser would send it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from core.acting import acting_token
from core.tenancy import unscoped
from courses.models import Edition, Enrolment, LiveSession
from people.models import LocalEntity, User
from videoconf.enums import ParticipantRole, ParticipantState
from videoconf.models import Participant, PresenceSpan

PURPOSE = "courses.place"
MINUTE = timedelta(minutes=1)


def ask(
    client: Client,
    edition: Edition,
    who: User,
    entity: LocalEntity,
    *,
    form_for: LocalEntity | None = None,
    key: str = "",
) -> Any:
    """Send the form «Pedir plaza» for a town hall; `form_for` is the one its page was opened for."""
    form = {
        "acting": acting_token(user=who, entity=form_for or entity, purpose=PURPOSE),
        "idempotency_key": key or str(uuid4()),
    }
    return client.post(reverse("courses:ask", args=[edition.code, entity.pk]), form)


def act_on(client: Client, name: str, place: Enrolment, who: User, entity: LocalEntity | None = None) -> Any:
    """Send the form of one's place: to give it back or to accept it."""
    token = acting_token(user=who, entity=entity or place.entity, purpose=PURPOSE)
    return client.post(reverse(name, args=[place.pk]), {"acting": token})


def places_of(edition: Edition) -> list[Enrolment]:
    """Every application of an edition, in the order it was made."""
    with unscoped("las pruebas miran todas las plazas"):
        return list(Enrolment.objects.filter(edition=edition).order_by("applied_at", "pk"))


def states_of(edition: Edition) -> list[str]:
    """The state of every application of an edition, in the order it was made."""
    return [place.state for place in places_of(edition)]


def events_of(place: Enrolment) -> list[tuple[str, str]]:
    """Every change of a place."""
    with unscoped("las pruebas miran todas las plazas"):
        return list(place.events.order_by("pk").values_list("source", "target"))


def was_there(session: LiveSession, who: User, *minutes: tuple[float, float]) -> None:
    """Write the connections of a person, in minutes from the start of the class."""
    seat, _ = Participant.objects.get_or_create(
        room=session.room,
        person=who,
        defaults={
            "display_name": who.get_full_name(),
            "role": ParticipantRole.SPEAKER,
            "since": session.starts_at,
            "state": ParticipantState.LEFT,
        },
    )
    for start, end in minutes:
        begins, ends = session.starts_at + start * MINUTE, session.starts_at + end * MINUTE
        PresenceSpan.objects.create(
            participant=seat, connection=str(uuid4()), joined_at=begins, seen_at=ends, left_at=ends
        )
