"""The log of acts: append-only and hash-chained (`manage.py verify_audit`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, Protocol

import structlog
from django.db import transaction

from core import chain
from core.models import AuditEntry, AuditSeries
from core.series import take

SERIES: Final = "audit"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where an act came."""

    ip: str | None = None
    request_id: str = ""


_origin: ContextVar[Origin | None] = ContextVar("audit_origin", default=None)


class Request(Protocol):
    """The part of a request that says from where it came."""

    META: dict[str, Any]


def origin_of(request: Request) -> Origin:
    """Return from where this request came; the server has already resolved any proxy header."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return Origin(_address(request.META.get("REMOTE_ADDR", "")), str(request_id)[:64])


def _address(text: str) -> str | None:
    # Written as both databases give it back, or the hash of the row would not match when read.
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Give every act recorded inside the block this origin, so that services need not carry it."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def record(
    *,
    action: str,
    actor_id: int | None,
    entity_id: int | None,
    target: str,
    detail: dict[str, Any],
    origin: Origin | None = None,
) -> AuditEntry:
    """Write one act, in the caller's transaction: both are kept or neither is.

    Pre-conditions: `detail` holds only what `core.chain.canonical` can write (no floats) and no secrets.
    Effects: the audit series stays locked until the transaction ends, so call this *last* in a verb: locks
    are taken in the order domain row → room → audit, and two verbs never wait for each other.
    Errors: chain.NotCanonical.
    """
    source = origin or _origin.get() or Origin()
    with transaction.atomic(), take(AuditSeries.objects.all(), {"name": SERIES}) as turn:
        entry = AuditEntry(
            number=turn.number,
            recorded_at=turn.time,
            action=action,
            actor_id=actor_id,
            entity_id=entity_id,
            target=target,
            detail=detail,
            ip=source.ip,
            request_id=source.request_id,
        )
        chain.seal(entry, turn.prev).save(force_insert=True)
        turn.head = entry.hash
    return entry


def verify() -> chain.Verdict:
    """Read the whole log and say which rows are wrong, a cut tail included."""
    series = AuditSeries.objects.filter(name=SERIES).first() or AuditSeries(name=SERIES)
    rows = AuditEntry.objects.order_by("number", "pk").iterator(chunk_size=2000)
    return chain.verify(rows, last=series.last, head=series.head)
