"""What the worker does for the rooms when no web process is there to do it."""

from datetime import timedelta

from core.periodic import periodic
from videoconf import services
from videoconf.services import purging


@periodic("videoconf.sweep", every=timedelta(seconds=20))
def sweep() -> None:
    """Close intervals that a crash left open, and free the seats of who did not come back."""
    services.sweep()


@periodic("videoconf.close_overdue", every=timedelta(minutes=5))
def close_overdue() -> None:
    """End rooms that everybody left without ending them."""
    services.close_overdue()


@periodic("videoconf.purge", every=timedelta(days=1))
def purge() -> None:
    """Erase what has passed its term."""
    purging.purge_rooms()
