"""The request of somebody who has signed in."""

from django.http import HttpRequest

from people.models import LocalEntity, User


class PersonRequest(HttpRequest):
    """A request whose user is a person: the access table lets no stranger in. A name for the type checker."""

    user: User  # type: ignore[assignment]  # narrower than Django's own, and true by the table
    acting: LocalEntity | None
