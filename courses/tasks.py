"""What training does by itself."""

from datetime import timedelta

from core.periodic import periodic
from courses import services


@periodic("courses.expire_offers", every=timedelta(minutes=5))
def expire_offers() -> None:
    """Pass to the next the places nobody accepted in 48 hours."""
    services.expire_offers()
