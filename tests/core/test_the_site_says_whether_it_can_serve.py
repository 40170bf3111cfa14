"""`/vivo/` and `/listo/`, and the worker they speak of."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from core import append_only, clock, health, periodic
from core.models import PeriodicJob, WorkerHeartbeat
from core.worker import Worker

pytestmark = pytest.mark.django_db


def beat(ago: float = 0) -> None:
    WorkerHeartbeat.objects.create(worker="w", beat_at=clock.now() - timedelta(seconds=ago))


def ready(client: Client) -> tuple[int, list[str]]:
    """Return the status and the parts that do not work."""
    answer = client.get("/listo/")
    body = answer.json()
    assert body["listo"] is (answer.status_code == 200)
    return answer.status_code, [name for name, part in body["partes"].items() if not part["ok"]]


def test_the_process_answers_without_touching_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/vivo/").json() == {"vivo": True}


def test_everything_works(client):
    beat()
    assert ready(client) == (200, [])


def test_a_worker_that_is_silent_is_named(client):
    beat(ago=61)
    assert ready(client) == (503, ["proceso de fondo"])


def test_missing_triggers_are_named(client):
    beat()
    append_only.remove(connection)
    assert ready(client) == (503, ["disparadores"])


def test_missing_migrations_are_named_until_they_are_there(client, monkeypatch):
    beat()
    health._pending.cache_clear()
    with monkeypatch.context() as behind:
        behind.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["0002"])
        assert ready(client) == (503, ["migraciones"])
    assert ready(client) == (200, [])


def test_a_layer_and_a_database_that_do_not_answer_are_named_without_details(client, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionRefusedError("10.0.0.7:6379 con clave x")

    beat()
    monkeypatch.setattr(health, "get_channel_layer", away)
    monkeypatch.setitem(health.PARTS, "base de datos", away)
    assert ready(client) == (503, ["base de datos", "canales"])
    assert "10.0.0.7" not in client.get("/listo/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_round_of_the_worker_leaves_no_sign_behind():
    call_command("worker", "--once")
    assert list(WorkerHeartbeat.objects.all()) == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_beats_and_a_failing_step_does_not_stop_the_others(monkeypatch):
    worker = Worker()
    monkeypatch.setattr(worker, "_send", lambda: 1 / 0)
    monkeypatch.setattr(worker._send, "__name__", "_send", raising=False)
    ran: list[str] = []
    monkeypatch.setattr("core.periodic.run_due", lambda worker: ran.append(worker))
    worker.tick()
    assert ran == [worker.name]
    assert WorkerHeartbeat.objects.get().worker == worker.name


def test_a_task_of_a_dead_worker_is_taken_back_and_at_last_given_up():
    for tries in (1, 5):
        DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}},
            task_path="core.tasks.forget_old_answers",
            status="RUNNING",
            backend_name="otro",
            run_after=clock.now(),
            worker_ids=["muerto"] * tries,
        )
    Worker()._take_back()
    states = {len(task.worker_ids): task.status for task in DBTaskResult.objects.all()}
    assert states == {1: "READY", 5: "FAILED"}


def test_a_task_of_a_living_worker_is_left_alone():
    beat()
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="core.tasks.forget_old_answers",
        status="RUNNING",
        backend_name="otro",
        run_after=clock.now(),
        worker_ids=["w"],
    )
    Worker()._take_back()
    assert DBTaskResult.objects.get().status == "RUNNING"


@pytest.fixture
def job(monkeypatch):
    """One registered job, alone."""
    runs: list[int] = []
    monkeypatch.setattr(periodic, "registered", {})
    monkeypatch.setattr(periodic, "autodiscover_modules", lambda name: None)
    periodic.periodic("prueba", every=timedelta(minutes=5))(lambda: runs.append(1))
    periodic.discover()
    return runs


def test_a_job_runs_when_it_is_due_and_not_before(job, monkeypatch):
    start = clock.now()
    for minutes in (0, 1, 4, 5, 6, 11):
        monkeypatch.setattr(
            clock, "now", lambda minutes=minutes: start + timedelta(minutes=minutes, seconds=1)
        )
        periodic.run_due(worker="w")
    assert len(job) == 3


def test_a_job_that_another_worker_holds_is_not_run(job):
    PeriodicJob.objects.update(lease_until=clock.now() + timedelta(minutes=1), leased_by="otro")
    assert (periodic.run_due(worker="w"), job) == (0, [])
    PeriodicJob.objects.update(lease_until=clock.now())
    assert (periodic.run_due(worker="w"), job) == (1, [1])


def test_a_job_that_fails_says_so_and_comes_again(job, monkeypatch):
    monkeypatch.setitem(
        periodic.registered, "prueba", periodic.Job("prueba", timedelta(minutes=5), lambda: 1 / 0)
    )
    periodic.run_due(worker="w")
    row = PeriodicJob.objects.get(name="prueba")
    assert row.last_error == "ZeroDivisionError: division by zero"
    assert (row.lease_until, row.next_run > clock.now()) == (None, True)


def test_two_jobs_of_one_name_are_refused(job):
    with pytest.raises(ValueError, match="Ya hay"):
        periodic.periodic("prueba", every=timedelta(minutes=1))(test_everything_works)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_worker_ends_cleanly_when_it_is_told_to():
    root = Path(settings.BASE_DIR)
    place = connection.settings_dict
    server = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
    env = {
        **os.environ,
        "PYTHONPATH": f"{root / 'site'}{os.pathsep}{root}",
        "DJANGO_SETTINGS_MODULE": "tests.support.migration_settings",
        "CONCEJO_MIGRATE_URL": f"sqlite:///{place['NAME']}" if connection.vendor == "sqlite" else server,
    }
    order = [sys.executable, "-m", "django", "worker", "--interval", "30"]
    process = subprocess.Popen(order, env=env, cwd=root, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 40
    while not WorkerHeartbeat.objects.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, WorkerHeartbeat.objects.count()) == (0, 0), errors
