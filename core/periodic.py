"""Jobs that repeat. A job is a row claimed by lease like a mail; it may run twice, so it must be idempotent.

# in <app>/tasks.py, which the worker imports
@periodic("courses.close_offers", every=timedelta(minutes=5))
def close_offers() -> None: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.utils.module_loading import autodiscover_modules

from core import clock
from core.leases import claim
from core.models import PeriodicJob

log = structlog.get_logger("concejo.periodic")
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """What to run, and how often."""

    name: str
    every: timedelta
    work: Work


registered: dict[str, Job] = {}


def periodic(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register a function to be run by the worker again and again."""

    def register(work: Work) -> Work:
        known = registered.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"Ya hay una tarea periódica «{name}»")
        registered[name] = Job(name, every, work)
        return work

    return register


def discover() -> None:
    """Import every app's `tasks` and give each job its row."""
    autodiscover_modules("tasks")
    now = clock.now()
    known = set(PeriodicJob.objects.values_list("name", flat=True))
    new = [PeriodicJob(name=name, next_run=now) for name in registered if name not in known]
    PeriodicJob.objects.bulk_create(new, ignore_conflicts=True)


def run_due(*, worker: str) -> int:
    """Run the jobs that are due and return how many ran."""
    now = clock.now()
    due = PeriodicJob.objects.filter(name__in=registered, next_run__lte=now).order_by("next_run")
    claimed = claim(due, worker=worker, now=now, limit=len(registered) or 1, lease=timedelta(minutes=15))
    for row in claimed:
        _run(row, registered[row.name], now)
    return len(claimed)


def _run(row: PeriodicJob, job: Job, now: datetime) -> None:
    error = ""
    try:
        job.work()
    except Exception as failure:
        log.exception("periodic_failed", job=job.name)
        error = f"{type(failure).__name__}: {failure}"
    PeriodicJob.objects.filter(pk=row.pk).update(
        next_run=now + job.every, last_run=now, lease_until=None, last_error=error
    )
