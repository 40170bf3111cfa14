"""The request of somebody who has signed in, and what is read of it outside a form."""

from django.http import HttpRequest

from people.models import User


class PersonRequest(HttpRequest):
    """A request whose user is a person: the access table lets no stranger in. A name for the type checker."""

    user: User  # type: ignore[assignment]  # narrower than Django's own, and true by the table


def typed(request: HttpRequest, name: str, longest: int) -> str:
    """Return what was typed in that box, at most `longest` characters, without the NUL no text can hold."""
    return request.POST.get(name, "").replace("\0", "").strip()[:longest]
