"""Keeping what a package says. A browser claims it: it is bounded, ordered and read, never believed."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from django.db import transaction

from core import audit, clock
from core.tenancy import unscoped
from courses.enums.packages import Completion, Success
from courses.models import PackageAttempt
from courses.services.packages.reading import Said, Score, said_in
from courses.services.packages.resuming import entry_after
from courses.services.packages.tokens import Writing

# Everything a package may keep of one person: ample for hundreds of interactions.
LARGEST: Final = 1024 * 1024
# What each standard lets a package keep of its own: RTE 1.2, 3.4.2.2; RTE 2004 3rd and 4th editions, 4.2.22.
SUSPEND_12: Final = 4_096
SUSPEND_2004: Final = 64_000
LONGEST_LOCATION: Final = 1_000
_LAST_SEQ: Final = 2_000_000_000
# What its column holds: past it, a package that invents its times would save nothing more.
MOST_SECONDS: Final = 2_000_000_000
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class CommitRefused(Exception):
    """Nothing was changed. `status` is what HTTP calls it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Saying:
    """The body of a commit."""

    seq: int
    finished: bool
    cmi: dict[str, Any]


def read_saying(body: bytes) -> Saying:
    """Read a body. Errors: CommitRefused, 413 when it is too large, 400 when no player sends such a thing."""
    if len(body) > LARGEST:
        raise CommitRefused(413, "Lo que quiere guardar el paquete ocupa más de 1 MB.")
    try:
        said = json.loads(body.decode(), parse_constant=_refuse, parse_float=_finite)
        # Half a character, or a NUL, is text that a database does not take.
        whole = json.dumps(said, ensure_ascii=False)
        whole.encode()
    except (ValueError, RecursionError):
        raise CommitRefused(400, "Lo que ha enviado el paquete no se entiende.") from None
    if _NUL.search(whole) or not _is_saying(said):
        raise CommitRefused(400, "Lo que ha enviado el paquete no se entiende.")
    return Saying(said["seq"], said["finished"], said["cmi"])


def commit(*, writing: Writing, saying: Saying) -> bool:
    """Keep a commit; return whether it was kept: one that comes after a newer one is not.

    Pre-conditions: the signed address was read. Effects: the attempt, whole; one audit row at the first
    commit of each launch, at its end and when the result changes, since a package speaks every few seconds.
    Errors: CommitRefused, 403 when the person or the place is no longer there, 409 when the package was
    opened again later, 413 when it keeps more than its standard allows.
    """
    with unscoped("la dirección firmada dice de quién es"), transaction.atomic():
        attempt = _locked(writing)
        _check_size(saying, attempt)
        if (writing.opened, saying.seq) <= (attempt.launch, attempt.seq):
            if writing.opened < attempt.launch:
                raise CommitRefused(409, "Has abierto este paquete en otra ventana: sigue en ella.")
            return False
        before = (attempt.launch, attempt.completion, attempt.success)
        _write(attempt, writing, saying)
        if saying.finished or before != (attempt.launch, attempt.completion, attempt.success):
            _audit(attempt, writing.person, finished=saying.finished)
    return True


def _locked(writing: Writing) -> PackageAttempt:
    found = PackageAttempt.objects.still_lived().filter(enrolment__person=writing.person, pk=writing.attempt)
    if not found.exists():
        raise CommitRefused(403, "Ya no tienes esta plaza, así que no se guarda.")
    # Locked by itself: the lock must not reach the place and its person.
    attempt: PackageAttempt = PackageAttempt.objects.select_for_update().get(pk=writing.attempt)
    return attempt


def _check_size(saying: Saying, attempt: PackageAttempt) -> None:
    kept = saying.cmi.get("suspend_data")
    most = SUSPEND_2004 if attempt.package.is_2004 else SUSPEND_12
    if isinstance(kept, str) and len(kept) > most:
        raise CommitRefused(413, f"El paquete quiere guardar más de los {most} caracteres de su norma.")


def _write(attempt: PackageAttempt, writing: Writing, saying: Saying) -> None:
    said = said_in(saying.cmi, is_2004=attempt.package.is_2004)
    if writing.opened > attempt.launch:
        attempt.time_before = attempt.total_time
    attempt.launch, attempt.seq = writing.opened, saying.seq
    attempt.cmi = saying.cmi
    _write_result(attempt, said)
    attempt.total_time = min(attempt.time_before + said.seconds, MOST_SECONDS)
    attempt.location = said.location[:LONGEST_LOCATION]
    attempt.entry = entry_after(said.leave, finished=saying.finished, is_2004=attempt.package.is_2004)
    attempt.commits += 1
    attempt.last_commit_at = clock.now()
    attempt.save()


def _write_result(attempt: PackageAttempt, said: Said) -> None:
    """Looking again at what was finished or passed does not undo it."""
    if attempt.completion != Completion.COMPLETED:
        attempt.completion = said.completion
    passed = attempt.success == Success.PASSED
    if passed and (said.success != Success.PASSED or not _is_better(said.score, attempt)):
        return
    if said.success != Success.UNKNOWN:
        attempt.success = said.success
    if said.score != Score():
        attempt.score_raw, attempt.score_scaled = said.score.raw, said.score.scaled
        attempt.score_min, attempt.score_max = said.score.least, said.score.most


def _is_better(score: Score, attempt: PackageAttempt) -> bool:
    for new, old in ((score.scaled, attempt.score_scaled), (score.raw, attempt.score_raw)):
        if new is not None:
            return old is None or new > old
    return False


def _audit(attempt: PackageAttempt, person: int, *, finished: bool) -> None:
    detail = {"completion": str(attempt.completion), "success": str(attempt.success), "finished": finished}
    audit.record(
        action="courses.package.said",
        actor_id=person,
        entity_id=attempt.entity_id,
        target=f"package_attempt:{attempt.pk}",
        detail=detail,
    )


def _is_saying(said: Any) -> bool:
    if not isinstance(said, dict) or not isinstance(said.get("cmi"), dict):
        return False
    seq = said.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool):
        return False
    return 0 < seq < _LAST_SEQ and isinstance(said.get("finished"), bool)


def _refuse(_said: str) -> NoReturn:
    raise ValueError


def _finite(said: str) -> float:
    figure = float(said)
    if not math.isfinite(figure):
        raise ValueError
    return figure
