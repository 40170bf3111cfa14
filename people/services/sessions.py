"""Ending whatever a person has open, at once."""

import structlog
from allauth.usersessions.models import UserSession
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from people.models import User
from people.sessions import person_group

log = structlog.get_logger("concejo.people")


def end_sessions(*, person: User) -> None:
    """End every session and socket of the person (check 28: in less than 5 seconds).

    Effects: the epoch rises, so that each next request or message of an older session is refused; the tracked
    sessions are deleted; after commit, open sockets hear of it. A lost hint only costs the seconds until the
    socket asks by itself.
    """
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    tracked = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(tracked.values_list("session_key", flat=True))).delete()
    tracked.delete()
    person.refresh_from_db(fields=["session_epoch"])
    transaction.on_commit(lambda: hint(person.pk, person.session_epoch))


def hint(person_id: int, epoch: int) -> None:
    """Tell the open sockets of a person that a new epoch has begun."""
    message = {"type": "person.epoch", "person": person_id, "epoch": epoch}
    try:
        async_to_sync(get_channel_layer().group_send)(person_group(person_id), message)
    except (OSError, RuntimeError) as error:  # Redis away, or called from inside a loop: sockets ask anyway
        log.warning("person_hint_lost", person=person_id, error=str(error))
