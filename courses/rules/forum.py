"""Who writes in the questions of an edition, and for how long one's words can be changed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from courses.models import ForumPost
    from people.models import User

CAN_EDIT_FOR: Final = timedelta(minutes=15)
MOST_POSTS: Final = 10
PER: Final = timedelta(minutes=10)


def is_out_of_sight(post: "ForumPost") -> bool:
    """Hidden by whoever keeps order, or erased."""
    return bool(post.hidden_at or post.erased_at)


def may_edit_post(person: "User", post: "ForumPost", at: datetime) -> bool:
    """Her own words, for a quarter of an hour, while they are in sight and the question is open."""
    fresh = at < post.created_at + CAN_EDIT_FOR
    return post.author_id == person.pk and fresh and not is_out_of_sight(post) and not post.thread.closed_at
