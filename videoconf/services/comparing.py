"""The intervals that the rows keep of one person beside those that the events tell of her."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from core.chain import ChainError
from videoconf.models import PresenceSpan
from videoconf.services.replaying import Told

# The row and its event are written in one transaction: more than this apart, one of them was changed.
SAME: Final = timedelta(seconds=1)


def compared(who: str, told: list[Told], kept: list[PresenceSpan]) -> Iterator[ChainError]:
    """Pair each told interval with a kept one that begins when it did; what is left over is an error."""
    left = list(kept)
    for each in sorted(told, key=lambda one: one.by):
        span = next((one for one in left if _same(one.joined_at, each.began)), None)
        if span is None:
            yield ChainError(each.by, f"ningún tramo de {who} empieza cuando entró, {_said(each.began)}")
            continue
        left.remove(span)
        number = each.ended_by or each.by
        if not _same(span.left_at, each.ended):
            ends = f"acaba {_said(span.left_at)} y el suceso dice {_said(each.ended)}"
            yield ChainError(number, f"el tramo de {who} {ends}")
        elif span.cause != each.cause:
            yield ChainError(number, f"el tramo de {who} dice «{span.cause}» y el suceso, «{each.cause}»")
    for span in left:
        yield ChainError(0, f"ningún suceso dice que {who} entrara {_said(span.joined_at)}")


def _same(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME


def _said(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "(sigue)"
