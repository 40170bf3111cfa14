"""The mechanisms' own periodic jobs."""

from datetime import timedelta

from core import idempotency
from core.periodic import periodic


@periodic("core.forget_old_answers", every=timedelta(hours=6))
def forget_old_answers() -> None:
    """Delete the answers kept for forms nobody will send again."""
    idempotency.forget_old()
