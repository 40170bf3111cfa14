"""What a person changes of her own."""

from django.db import transaction

from core import audit
from people.models import User
from people.services.errors import PeopleError


def tidy_phone(typed: str) -> str:
    """Return the digits of a phone, or nothing for nothing. Errors: PeopleError when it is not a phone."""
    digits = typed.replace(" ", "").replace("-", "").replace(".", "")
    if digits and not (
        digits.isascii() and digits.lstrip("+").isdecimal() and 9 <= len(digits.lstrip("+")) <= 15
    ):
        raise PeopleError("Escribe un teléfono con sus nueve cifras, por ejemplo 600 123 456.")
    return digits


@transaction.atomic
def change_phone(*, actor: User, person: User, phone: str) -> None:
    """Write the phone on which an adviser calls back.

    Pre: one's own phone, or that of somebody one looks after (the edge has asked). Effects: phone, audit row
    without the number itself. Errors: PeopleError when it is not a phone.
    """
    digits = tidy_phone(phone)
    person.phone = digits
    person.save(update_fields=["phone"])
    audit.record(
        action="people.phone_changed",
        actor_id=actor.pk,
        entity_id=None,
        target=f"person:{person.pk}",
        detail={"last_two": digits[-2:]},
    )
