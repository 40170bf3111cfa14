"""For how long something of a room is kept, and by which norm: dated rows, the newest begun is in force."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from core import audit, clock
from core.errors import Conflict
from videoconf.enums import RetentionClass
from videoconf.models import RetentionTerm


def term_in_force(kept: str, on: date) -> RetentionTerm | None:
    """Return the term of this class in force on a day; None means that it is kept."""
    return RetentionTerm.objects.filter(kept=kept, since__lte=on).order_by("-since").first()


def set_term(*, kept: str, months: int, source: str, since: date) -> RetentionTerm:
    """Write from when on something is kept for so long, and by which norm or act.

    Pre: `since` is no earlier than today: what was in force is not written anew. Effects: one row and one
    audit row. Errors: Conflict.
    """
    if kept not in RetentionClass.values or months < 1 or not source.strip():
        raise Conflict("Di qué se guarda, cuántos meses y por qué norma o acuerdo.")
    if since < localtime(clock.now()).date():
        raise Conflict("Un plazo empieza hoy o después: lo que estuvo en vigor no se cambia.")
    with transaction.atomic():
        values = {"months": months, "source": source.strip()[:300]}
        term, made = RetentionTerm.objects.get_or_create(kept=kept, since=since, defaults=values)
        if not made:
            raise Conflict("Ya hay un plazo que empieza ese día.")
        detail = {"kept": kept, "months": months, "source": term.source, "since": since.isoformat()}
        audit.record(
            action="videoconf.retention.set", actor_id=None, entity_id=None, target="retention", detail=detail
        )
    return term


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months before, or the last of that month when it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, moment.day - 4, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise ValueError(moment)
