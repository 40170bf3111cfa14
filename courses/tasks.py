"""What training does by itself."""

from datetime import timedelta

from core.periodic import periodic
from courses import services


@periodic("courses.expire_offers", every=timedelta(minutes=5))
def expire_offers() -> None:
    """Pass to the next the places nobody accepted in 48 hours."""
    services.expire_offers()


@periodic("courses.settle_due", every=timedelta(minutes=5))
def settle_due() -> None:
    """Share out the places of a window that has closed, and free the seats whose reserve has ended."""
    services.settle_due()


@periodic("courses.close_attendance", every=timedelta(minutes=5))
def close_ended_classes() -> None:
    """Write down who came to the classes that ended some minutes ago."""
    services.close_ended_classes()


@periodic("courses.remind", every=timedelta(minutes=5))
def remind() -> None:
    """Remind of the classes of tomorrow and of the next hour."""
    services.remind()
