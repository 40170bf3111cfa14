"""What the worker does for the rooms when no web process is there to do it."""

import contextlib
from datetime import timedelta

from core.periodic import periodic
from videoconf import services
from videoconf.media import NoMedia
from videoconf.services import purging
from videoconf.services.slides import read_next


@periodic("videoconf.sweep", every=timedelta(seconds=20))
def sweep() -> None:
    """Close intervals that a crash left open, and free the seats of who did not come back."""
    services.sweep()


@periodic("videoconf.close_overdue", every=timedelta(minutes=5))
def close_overdue() -> None:
    """End rooms that everybody left without ending them."""
    services.close_overdue()


@periodic("videoconf.ended_media", every=timedelta(minutes=1))
def ended_media() -> None:
    """Take out of the media server the rooms that ended with nobody there, or while no process watched."""
    with contextlib.suppress(NoMedia):
        services.close_ended_media()


@periodic("videoconf.purge", every=timedelta(days=1))
def purge() -> None:
    """Erase what has passed its term."""
    purging.purge_rooms()


@periodic("videoconf.slides", every=timedelta(seconds=3))
def read_slides() -> None:
    """Make some more pages of the slides that wait into pictures."""
    read_next()
