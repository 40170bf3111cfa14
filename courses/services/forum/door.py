"""Who takes part in the questions of an edition, and how often she writes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from core import audit, clock
from core.errors import Refused
from courses.models import Edition, Enrolment, ForumPost, ForumThread
from courses.rules.assignments import leads_class
from courses.rules.forum import MOST_POSTS, PER
from courses.services.places.belonging import place_in_edition
from people.models import User


class TooMany(Refused):
    """She has written too much in too little time; nothing was kept. The answer is 429."""

    def __init__(self) -> None:
        minutes = int(PER.total_seconds()) // 60
        super().__init__(
            f"Has escrito o cambiado {MOST_POSTS} mensajes en {minutes} minutos. "
            "Espera un poco y envíalo de nuevo."
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """As what somebody takes part."""

    place: Enrolment | None
    leads: bool


def standing_in(person: User, edition: Edition) -> Standing:
    """Return as what this person takes part. Errors: PermissionDenied for anybody else."""
    found = Standing(place_in_edition(person, edition), leads_class(person, edition))
    if found.place is None and not found.leads:
        raise PermissionDenied
    return found


def only_who_keeps_order(person: User, edition: Edition) -> None:
    """Let through whoever leads the class. Errors: PermissionDenied."""
    if not leads_class(person, edition):
        raise PermissionDenied


def only_so_often(person: User) -> None:
    """Let through who has written and changed little lately, inside the transaction that writes.

    Errors: TooMany.
    """
    # Her row is the lock: two messages sent at once are counted one after the other.
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    since = clock.now() - PER
    written = ForumPost.objects.written_by(person, since=since).count()
    if written + ForumPost.objects.changed_by(person, since=since).count() >= MOST_POSTS:
        raise TooMany


def locked_thread(pk: int) -> ForumThread:
    """Lock a question until the transaction ends: each answer and act on it waits its turn."""
    found: ForumThread = (
        ForumThread.objects.select_for_update(of=("self",)).select_related("edition__course").get(pk=pk)
    )
    return found


def write_down(action: str, actor: User, thread: ForumThread, **detail: Any) -> None:
    """Leave an audit row of an act. It never carries what somebody wrote: that can be erased."""
    audit.record(
        action=f"courses.forum.{action}",
        actor_id=actor.pk,
        entity_id=None,
        target=f"thread:{thread.pk}",
        detail={"edition": thread.edition_id, **detail},
    )
