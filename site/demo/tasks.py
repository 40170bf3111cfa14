"""Keeps the demo alive: there is always a class about to start and a place to ask for."""

from datetime import timedelta

from django.db import transaction

from core.clock import now
from core.periodic import periodic
from courses.models import Edition
from courses.services import schedule_session

RUNNING = "registro-2026-10"
TITLE = "Consultas abiertas: casos vuestros"
NOTICE = timedelta(minutes=10)
LENGTH = timedelta(minutes=90)
# A visitor who arrives late in a class still has time to sit in it.
LEFT_AT_LEAST = timedelta(minutes=20)


@periodic("demo.class_near", every=timedelta(minutes=1))
def keep_a_class_near() -> None:
    """Schedule the next class when the last one is about to end, and keep the edition open for applying."""
    edition = Edition.objects.filter(code=RUNNING).first()
    if edition is None or edition.sessions.filter(
        ends_at__gt=now() + LEFT_AT_LEAST, starts_at__lt=now() + LENGTH
    ):
        return
    starts = now() + NOTICE
    with transaction.atomic():
        edition.ends_on = max(edition.ends_on, starts.date())
        edition.apply_until = edition.cancel_until = max(edition.apply_until, starts + LENGTH)
        edition.save(update_fields=["ends_on", "apply_until", "cancel_until"])
        schedule_session(edition=edition, title=TITLE, starts_at=starts, ends_at=starts + LENGTH)
