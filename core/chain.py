"""Hash chain: each row names the hash of the one before it, so that a changed row is found.

The bytes, for whoever writes a verifier in another language:

* Canonical JSON: UTF-8; object keys are strings sorted by code point; no white space; `,` and `:` separate;
  only null, true, false, integers, strings, arrays and objects (a fraction is written as a string: two
  languages do not print floats alike). In strings `"` and `\\` take a `\\` before them, control characters
  are \\b \\t \\n \\f \\r or \\u00xx in lower case, and nothing else is escaped. NUL is refused: PostgreSQL
  cannot keep it.
* A time is the string `YYYY-MM-DDTHH:MM:SS.ffffffZ`, in UTC, always six decimals.
* The body of a row is the object of `number`, `recorded_at` and the model's `chained` columns by name.
* hash = lower-case hexadecimal SHA-256 of: prev (64 ASCII digits, nothing for row 1), a line feed, the body.
* commitment = lower-case hexadecimal SHA-256 of: salt (ASCII), a line feed, canonical JSON of the payload.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from core.models import ChainedRow


class NotCanonical(ValueError):
    """A value that cannot be written byte for byte alike everywhere."""


@dataclass(frozen=True, slots=True)
class ChainError:
    """What is wrong, and at which row."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of reading a chain from its first row. The first error names the first wrong row."""

    entries: int
    head: str
    errors: list[ChainError] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.errors


def stamp(moment: datetime) -> str:
    """Write an instant as the chain does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> bytes:
    """Return the one way to write this value; raise NotCanonical when there is none."""
    plain = _plain(value)
    try:
        text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("texto con un carácter incompleto") from error


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            if "\0" in value:
                raise NotCanonical("texto con un carácter nulo")
            return str(value)
        case datetime():
            return stamp(value)
        case Mapping():
            return {_key(name): _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise NotCanonical(f"no se puede escribir un {type(value).__name__}")


def _key(name: object) -> str:
    if not isinstance(name, str):
        raise NotCanonical(f"clave que no es texto: {name!r}")
    return str(_plain(name))


def row_hash(prev: str, body: Mapping[str, Any]) -> str:
    """Return the hash of a row that follows `prev`."""
    return sha256(prev.encode("ascii") + b"\n" + canonical(body)).hexdigest()


def body_of(row: ChainedRow) -> dict[str, Any]:
    """Return what the hash of this row covers."""
    names = ("number", "recorded_at", *row.chained_columns())
    return {name: getattr(row, name) for name in names}


def seal(row: ChainedRow, prev: str) -> ChainedRow:
    """Write `prev` and `hash` on a row that is about to be inserted."""
    row.prev = prev
    row.hash = row_hash(prev, body_of(row))
    return row


def new_salt() -> str:
    """Return 128 random bits: without them a short payload could be guessed from its commitment."""
    return secrets.token_hex(16)


def commitment(salt: str, payload: object) -> str:
    """Return what the chain keeps of a payload that may be erased later."""
    return sha256(salt.encode("ascii") + b"\n" + canonical(payload)).hexdigest()


def verify(
    rows: Iterable[ChainedRow], *, last: int | None = None, head: str | None = None, limit: int = 100
) -> Verdict:
    """Read rows in order from number 1 and say which are wrong.

    `last` and `head` come from the series row: without them a cut tail cannot be seen.
    """
    errors: list[ChainError] = []
    before: ChainedRow | None = None
    count = 0
    for row in rows:
        count += 1
        errors += [ChainError(row.number, reason) for reason in _faults(row, before)]
        before = row
        if len(errors) >= limit:
            break
    found = before.hash if before else ""
    number = before.number if before else 0
    if not errors and last is not None and number != last:
        errors.append(ChainError(number + 1, f"la serie dice {last} y la última fila es la {number}"))
    if not errors and head is not None and found != head:
        errors.append(ChainError(number, "la huella de la serie no es la de la última fila"))
    return Verdict(count, found, errors)


def _faults(row: ChainedRow, before: ChainedRow | None) -> list[str]:
    faults = []
    if row.number != (before.number if before else 0) + 1:
        faults.append("el número no sigue al anterior")
    if before and row.recorded_at < before.recorded_at:
        faults.append("la hora es anterior a la de la fila anterior")
    if row.prev != (before.hash if before else ""):
        faults.append("no nombra la huella de la fila anterior")
    if not _sealed(row):
        faults.append("la huella no corresponde al contenido")
    return faults


def _sealed(row: ChainedRow) -> bool:
    try:
        return row.hash == row_hash(row.prev, body_of(row))
    except (NotCanonical, UnicodeEncodeError):
        return False
