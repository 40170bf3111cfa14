"""What a person follows, and up to when she has read."""

from django.db import transaction

from core import audit, clock
from courses.models import Edition, ForumPost, ForumThread, ForumVisit
from courses.services.forum.door import standing_in, write_down
from people.models import User


def follow_thread(*, thread: ForumThread, person: User, follows: bool) -> None:
    """Begin or stop getting a mail for each answer.

    Pre-conditions: she belongs in the edition or leads it. Effects: that, audit row.
    Errors: PermissionDenied.
    """
    standing_in(person, thread.edition)
    with transaction.atomic():
        change = thread.followers.add if follows else thread.followers.remove
        change(person)
        write_down("followed" if follows else "left", person, thread)


def mark_as_read(*, edition: Edition, person: User) -> ForumVisit:
    """Note that she has read everything up to now.

    Pre-conditions: she belongs in the edition or leads it. Effects: her visit, audit row.
    Errors: PermissionDenied.
    """
    standing_in(person, edition)
    with transaction.atomic():
        visit, _ = ForumVisit.objects.update_or_create(
            edition=edition, person=person, defaults={"seen_at": clock.now()}
        )
        audit.record(
            action="courses.forum.read",
            actor_id=person.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={},
        )
    return visit


def seen_until(person: User, edition: Edition) -> ForumVisit | None:
    """Return her last visit, or None."""
    return ForumVisit.objects.filter(person=person, edition=edition).first()


def unread_in(person: User, edition: Edition) -> int:
    """Count what others wrote since her last visit. Two queries."""
    visit = seen_until(person, edition)
    fresh = ForumPost.objects.of_edition(edition).new_to(person, visit.seen_at if visit else None)
    return fresh.count()
