"""What anybody is told of a certificate by its code or by its file: the least that shows it to be true."""

from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Final

from core.files import FileKind, examine
from core.papers import check_seal
from courses.enums.certificates import CertificateState
from courses.models import Certificate
from courses.services.certificates.codes import read_code
from courses.services.certificates.reading import state_of

MAX_PAPER: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """The least that shows a paper to be true. The name is on the paper: here, only its initials."""

    title: str
    course: str
    hours: int
    starts: str
    ends: str
    initials: str
    state: CertificateState
    sha256: str


def check_code(typed: str) -> Check | None:
    """Return what the certificate with this code says, however it was typed, or None.

    One query by an index, with the same joins, for a code that is known, unknown or no code at all.
    """
    return _found(code=read_code(typed))


def check_paper(*, file: IO[bytes], name: str) -> Check | None:
    """Return what the certificate in this file says, or None when it is not ours or not as it left the house.

    Effects: none; nothing of the file is kept. It is looked up by its digest before anything in it is read:
    a file that we did not make is never parsed. Errors: FileRefused when it is no PDF or too large.
    """
    examine(file=file, kinds=frozenset({FileKind.PDF}), name=name, max_size=MAX_PAPER)
    file.seek(0)
    content = file.read(MAX_PAPER + 1)
    found = _found(sha256=sha256(content).hexdigest())
    return found if found and check_seal(content).ok else None


def _found(**by: str) -> Check | None:
    related = Certificate.objects.select_related("revocation", "replaced_by")
    found = related.filter(**by).first()
    if found is None:
        return None
    said = found.snapshot
    initials = " ".join(f"{word[0]}." for word in said["name"].split())
    facts = {key: said[key] for key in ("title", "course", "hours", "starts", "ends")}
    return Check(**facts, initials=initials, state=state_of(found), sha256=found.sha256)
