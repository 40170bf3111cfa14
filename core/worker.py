"""The second process: sends mail, runs what repeats and what was queued, and says that it lives."""

import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Final
from uuid import uuid4

import structlog
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from core import append_only, clock, outbox, periodic
from core.models import WorkerHeartbeat

log = structlog.get_logger("concejo.worker")
ALIVE_FOR: Final = timedelta(seconds=60)
# Longer than any queued task may take: a task taken back too early would run twice at once.
LOST_AFTER: Final = timedelta(minutes=15)
MAX_TRIES: Final = 5


class Worker:
    """One loop, one thread: a step that hangs shows in the heartbeat instead of hiding behind it."""

    def __init__(self, *, interval: float = 1.0) -> None:
        self.name = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid4().hex[:8]}"
        self._interval = interval
        self._stop = threading.Event()
        self._queue = QueueWorker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=20,
            worker_id=self.name,
            excluded_queue_names=[],
        )

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop, or one round."""
        append_only.assert_installed()
        self._step("discover", periodic.discover)
        while not self._stop.is_set():
            self.tick()
            if once or self._stop.wait(self._interval):
                break
        WorkerHeartbeat.objects.filter(worker=self.name).delete()

    def stop_on_signals(self) -> None:
        """End cleanly on SIGTERM and Ctrl+C: finish the step in hand, then leave."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._queue.running = False
        self._stop.set()

    def tick(self) -> None:
        """One round. A step that fails is logged and does not keep the others from running."""
        close_old_connections()
        for step in (self._beat, self._send, self._run_periodic, self._take_back, self._run_queued):
            if not self._stop.is_set():
                self._step(step.__name__, step)

    def _step(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception:
            log.exception("worker_step_failed", step=name.strip("_"))

    def _beat(self) -> None:
        now = clock.now()
        WorkerHeartbeat.objects.update_or_create(worker=self.name, defaults={"beat_at": now})
        WorkerHeartbeat.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()

    def _send(self) -> None:
        while outbox.send_due(worker=self.name) == outbox.BATCH and not self._stop.is_set():
            self._beat()

    def _run_periodic(self) -> None:
        periodic.run_due(worker=self.name)

    def _take_back(self) -> None:
        # The library leaves the tasks of a killed worker RUNNING for ever.
        alive = WorkerHeartbeat.objects.filter(beat_at__gte=clock.now() - LOST_AFTER)
        living = set(alive.values_list("worker", flat=True))
        for task in DBTaskResult.objects.running():
            if living.isdisjoint(task.worker_ids[-1:]):
                state = "READY" if len(task.worker_ids) < MAX_TRIES else "FAILED"
                log.warning("task_taken_back", task=task.task_path, state=state)
                DBTaskResult.objects.filter(pk=task.pk, status="RUNNING").update(status=state)

    def _run_queued(self) -> None:
        self._queue.running = True
        self._queue._run_tasks = 0
        self._queue.run()
