"""Who is called to a meeting, as somebody types it: a name and an address in a line."""

import re
from typing import Final

from django import forms
from django.core.validators import validate_email

from videoconf.services.meetings import Called

ADDRESS: Final = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")


def called_in(line: str) -> Called:
    """Return whom a line names. Errors: ValidationError if there is no address in it."""
    found = ADDRESS.search(line)
    try:
        if found is None:
            raise forms.ValidationError("")
        validate_email(found[0])
    except forms.ValidationError:
        raise forms.ValidationError(f"En esta línea falta el correo, o no se entiende: «{line}».") from None
    name = line.replace(found[0], "").strip(" ,;<>()\t")
    return Called(found[0], name[:120])
