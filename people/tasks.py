"""What the worker does for people."""

from datetime import timedelta

from core.periodic import periodic
from people.models import Membership, User
from people.services import align_groups, end_sessions
from people.standing import today


@periodic("people.close_ended_posts", every=timedelta(minutes=30))
def close_ended_posts() -> None:
    """Take its permissions and open sessions from a post whose last day was yesterday.

    The rules stop counting it at midnight by themselves; Wagtail's groups and open sockets need this.
    """
    ended = Membership.objects.filter(valid_to=today() - timedelta(days=1), roles__isnull=False)
    for person in User.objects.filter(memberships__in=ended).distinct():
        before = set(person.groups.values_list("pk", flat=True))
        align_groups(people=[person])
        if before != set(person.groups.values_list("pk", flat=True)):
            end_sessions(person=person)
