"""What is told of certificates: to their person, to whoever gives the edition and to who has the code."""

from dataclasses import dataclass

from django.db.models import QuerySet

from courses.models import Certificate, Enrolment
from courses.services.certificates.contents import why_not
from people.models import User


@dataclass(frozen=True, slots=True)
class Check:
    """The least that shows a paper to be true. The name is on the paper: here, only its initials."""

    title: str
    course: str
    hours: int
    starts: str
    ends: str
    initials: str
    state: str
    sha256: str


def check_code(typed: str) -> Check | None:
    """Return what the certificate with this code says, however it was typed, or None."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[:25]
    code = "-".join(signs[start : start + 5] for start in range(0, len(signs), 5))
    found = Certificate.objects.select_related("revocation", "replaced_by").filter(code=code).first()
    if found is None:
        return None
    said = found.snapshot
    initials = " ".join(f"{word[0]}." for word in said["name"].split())
    facts = {key: said[key] for key in ("title", "course", "hours", "starts", "ends")}
    return Check(**facts, initials=initials, state=state_of(found), sha256=found.sha256)


def state_of(certificate: Certificate) -> str:
    """Return "revoked", "replaced" or "valid"."""
    if hasattr(certificate, "revocation"):
        return "revoked"
    return "replaced" if hasattr(certificate, "replaced_by") else "valid"


def certificates_of(person: User) -> QuerySet[Certificate]:
    """Return the certificates of a person that stand."""
    return Certificate.objects.filter(
        enrolment__person=person, revocation__isnull=True, replaced_by__isnull=True
    )


def why_not_yet(enrolment: Enrolment, kind: str) -> str:
    """Return what is missing for this certificate, or nothing."""
    return why_not(enrolment, kind)
