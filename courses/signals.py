"""The only receiver of the app."""

from typing import Any

from django.db.models.signals import post_save

from courses.enums import EditionState
from courses.models import Edition
from courses.services.catalogue.pins import pin_lessons


def pin_what_is_born_running(instance: Edition, created: bool, **_: Any) -> None:
    """An edition written down when it is already under way begins like any other.

    The verb that starts one pins by itself; an import or a seed does not go through it.
    """
    if created and instance.state == EditionState.RUNNING:
        pin_lessons(edition=instance)


def connect() -> None:
    """Join it, under a name: `ready()` may run twice."""
    post_save.connect(pin_what_is_born_running, sender=Edition, dispatch_uid="courses.pin_born_running")
