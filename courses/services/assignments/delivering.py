"""Handing work in: each delivery is a new version, and the one before stays."""

from collections.abc import Sequence
from typing import IO, Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit, clock
from core.errors import Conflict, Refused
from core.files import DOCUMENTS, IMAGES, examine, intake
from core.files.store import digest_of
from core.idempotency import fingerprint, once
from core.tenancy import unscoped
from courses.models import Assignment, Enrolment, Submission, SubmissionFile
from courses.plain_text import file_name
from courses.rules.assignments import is_late, why_not_hand_in
from courses.services.assignments.setting import locked_assignment
from courses.services.places.belonging import place_in_edition
from people.models import User

KINDS = DOCUMENTS | IMAGES
LONGEST_TEXT = 20_000
# Each version keeps its files: without an end one person could fill the disk.
MOST_VERSIONS = 20
MB = 1024 * 1024
WHY = "la persona entrega con su propia plaza, sea del ayuntamiento que sea"


class Upload(Protocol):
    """What a form gives: an open file with its name."""

    name: str | None

    @property
    def file(self) -> IO[bytes]: ...

    @property
    def size(self) -> int | None: ...


def hand_in(
    *, assignment: Assignment, person: User, text: str, uploads: Sequence[Upload], key: str
) -> Submission:
    """Hand work in.

    Pre-conditions: she has a place in the edition; the assignment takes work now; there are words or a file,
    within its bounds. Effects: one more version with its files, audit row. The same form sent twice, or the
    very same work from another tab, is one delivery. Errors: PermissionDenied, Refused, Conflict; nothing is
    kept then.
    """
    words = text.strip()
    _check(assignment, words, uploads)
    sent = {"assignment": assignment.pk, "text": words, "files": [_mark(upload) for upload in uploads]}

    def act() -> dict[str, Any]:
        return {"submission": _deliver(assignment, person, words, uploads).pk}

    with transaction.atomic(), unscoped(WHY):
        answer = once(
            key=key, purpose="courses.hand_in", actor_id=person.pk, fingerprint=fingerprint(sent), act=act
        )
        given: Submission = Submission.objects.get(pk=answer["submission"])
    return given


def _check(assignment: Assignment, words: str, uploads: Sequence[Upload]) -> None:
    if not words and not uploads:
        or_file = " ni has elegido ningún fichero" if assignment.max_files else ""
        raise Refused(f"No has escrito nada{or_file}.")
    if len(words) > LONGEST_TEXT:
        raise Refused("El texto es demasiado largo: el máximo son 20.000 letras.")
    if len(uploads) > assignment.max_files:
        most = assignment.max_files
        raise Refused(
            f"Has elegido {len(uploads)} ficheros y el máximo es {most}."
            if most
            else "Esta tarea se entrega por escrito, sin ficheros."
        )
    for upload in uploads:
        # All are looked at before any is kept.
        examine(file=upload.file, kinds=KINDS, name=upload.name or "", max_size=assignment.max_megabytes * MB)


def _deliver(assignment: Assignment, person: User, words: str, uploads: Sequence[Upload]) -> Submission:
    row = locked_assignment(assignment.pk)
    # Asked again under the lock: she may have given her place back, or the assignment been closed, meanwhile.
    place = place_in_edition(person, row.edition)
    if place is None:
        raise PermissionDenied
    at = clock.now()
    if refusal := why_not_hand_in(row, at):
        raise Conflict(str(refusal.label))
    last: Submission | None = (
        Submission.objects.filter(assignment=row, enrolment=place).order_by("version").last()
    )
    if last is not None and _is_the_same(last, words, uploads):
        return last
    if last is not None and last.version >= MOST_VERSIONS:
        raise Conflict("Ya has entregado 20 veces esta tarea. Habla con quien da la clase.")
    made: Submission = Submission.objects.create(
        assignment=row,
        enrolment=place,
        entity_id=place.entity_id,
        version=last.version + 1 if last else 1,
        text=words,
        handed_at=at,
        is_late=is_late(row, at),
    )
    files = [_keep(made, upload, row.max_megabytes) for upload in uploads]
    _audit(made, place, [each.stored.sha256 for each in files])
    return made


def _is_the_same(last: Submission, words: str, uploads: Sequence[Upload]) -> bool:
    kept = sorted(last.files.values_list("stored__sha256", flat=True))
    return last.text == words and kept == sorted(digest_of(upload.file) for upload in uploads)


def _keep(made: Submission, upload: Upload, megabytes: int) -> SubmissionFile:
    name = upload.name or ""
    stored = intake(upload=upload, kinds=KINDS, name=name, max_size=megabytes * MB)
    kept: SubmissionFile = SubmissionFile.objects.create(
        submission=made, entity_id=made.entity_id, stored=stored, name=file_name(name)
    )
    return kept


def _mark(upload: Upload) -> list[str]:
    return [digest_of(upload.file), upload.name or ""]


def _audit(made: Submission, place: Enrolment, digests: list[str]) -> None:
    audit.record(
        action="courses.assignment.handed_in",
        actor_id=place.person_id,
        entity_id=place.entity_id,
        target=f"submission:{made.pk}",
        detail={"assignment": made.assignment_id, "version": made.version, "files": digests},
    )
