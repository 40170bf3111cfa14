"""The outbox: nothing lost, nothing sent twice but under the same Message-ID, failures told."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.template import engines

from core import audit, clock, leases, outbox
from core.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch):
    """One mail template, as an app would have."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "prueba.txt").write_text("Hola, {{ nombre }}.\n")
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [str(tmp_path), *engine.dirs])
    for loader in engine.template_loaders:
        loader.reset()


@pytest.fixture
def at(monkeypatch):
    """Stop the clock `minutes` after the beginning of the test."""
    start = clock.now()

    def move(minutes: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(minutes=minutes))

    move(0)
    return move


def a_mail(**changes) -> OutboxMessage:
    fields = {
        "to": "ana@example.org",
        "subject": "Tu plaza",
        "template": "mail/prueba.txt",
        "context": {"nombre": "Ana & Luis"},
    }
    return outbox.send_mail(**{**fields, **changes})


def test_a_mail_says_what_its_template_says_in_plain_text(at):
    a_mail(subject="Tu\nplaza")
    outbox.send_due(worker="w")
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Tu plaza", "Hola, Ana & Luis.\n", ["ana@example.org"])


def test_a_mail_of_an_act_that_is_undone_is_never_sent(at):
    with transaction.atomic():
        a_mail()
        transaction.set_rollback(True)
    assert outbox.send_due(worker="w") == 0
    assert mail.outbox == []


def test_a_mail_is_sent_once(at):
    a_mail()
    assert [outbox.send_due(worker="w"), outbox.send_due(worker="w")] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_with_a_key_is_written_once(at):
    first, second = a_mail(dedupe_key="plaza-7"), a_mail(dedupe_key="plaza-7", subject="Otra vez")
    assert (first.pk, OutboxMessage.objects.count()) == (second.pk, 1)


def test_two_workers_never_claim_the_same_mail(at):
    for _ in range(4):
        a_mail()
    due = OutboxMessage.objects.filter(state=State.PENDING)
    now = clock.now()
    one = leases.claim(due, worker="one", now=now, limit=3)
    two = leases.claim(due, worker="two", now=now, limit=3)
    assert (len(one), len(two)) == (3, 1)
    assert {row.pk for row in one}.isdisjoint(row.pk for row in two)


def test_without_the_lease_two_workers_send_it_twice(at, monkeypatch):
    a_mail()
    due = OutboxMessage.objects.filter(state=State.PENDING)
    leases.claim(due, worker="one", now=clock.now(), limit=1, lease=timedelta(0))
    assert len(leases.claim(due, worker="two", now=clock.now(), limit=1)) == 1


def failing(monkeypatch) -> None:
    def refuse(message: OutboxMessage) -> None:
        raise ConnectionRefusedError("el servidor no contesta")

    monkeypatch.setattr(outbox, "deliver", refuse)


def test_a_failed_mail_waits_longer_each_time_and_keeps_its_identity(at, monkeypatch):
    message = a_mail()
    with monkeypatch.context() as broken:
        failing(broken)
        waits = []
        for _ in range(3):
            outbox.send_due(worker="w")
            message.refresh_from_db()
            waits.append(message.available_at - clock.now())
            broken.setattr(clock, "now", lambda moment=message.available_at: moment)
        assert waits == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
        identity = message.message_id
    at(60)
    outbox.send_due(worker="w")
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [identity]


def test_a_mail_that_cannot_be_sent_is_given_up_and_reported(at, monkeypatch):
    message = a_mail()
    failing(monkeypatch)
    for attempt in range(outbox.MAX_ATTEMPTS + 2):
        at(attempt * 180)
        outbox.send_due(worker="w")
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, outbox.MAX_ATTEMPTS)
    assert "no contesta" in message.last_error
    assert list(AuditEntry.objects.values_list("action", "target")) == [("outbox.failed", message.message_id)]
    assert audit.verify().ok


def test_a_mail_that_kills_whoever_sends_it_is_given_up(at, monkeypatch):
    message = a_mail()
    OutboxMessage.objects.update(attempts=outbox.MAX_ATTEMPTS)
    outbox.send_due(worker="w")
    message.refresh_from_db()
    assert (message.state, mail.outbox) == (State.FAILED, [])


DYING = """
import os, signal, django
django.setup()
from core import outbox
def sent_then_killed(message):
    print(message.message_id, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
outbox.deliver = sent_then_killed
outbox.send_due(worker="the dead one")
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_marking_sends_once_more_under_the_same_id(monkeypatch):
    message = a_mail()
    root = Path(settings.BASE_DIR)
    name = connection.settings_dict["NAME"]
    env = {
        **os.environ,
        "PYTHONPATH": f"{root / 'site'}{os.pathsep}{root}",
        "DJANGO_SETTINGS_MODULE": "tests.support.migration_settings",
        "CONCEJO_MIGRATE_URL": f"sqlite:///{name}" if connection.vendor == "sqlite" else _postgres_url(),
    }
    dead = subprocess.run([sys.executable, "-c", DYING], env=env, cwd=root, capture_output=True, text=True)
    assert (dead.returncode, dead.stdout.strip()) == (-signal.SIGKILL, message.message_id)
    assert outbox.send_due(worker="w") == 0
    later = clock.now() + leases.LEASE
    monkeypatch.setattr(clock, "now", lambda: later)
    assert outbox.send_due(worker="w") == 1
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message.message_id]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENT, 2)


def _postgres_url() -> str:
    place = connection.settings_dict
    return f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{place['NAME']}"


def mails(*keys: str, subject: str = "Tu plaza") -> list[outbox.Mail]:
    known = {"template": "mail/prueba.txt", "context": {"nombre": "Ana"}}
    return [outbox.Mail(f"{key}@example.org", subject, **known, dedupe_key=key) for key in keys]


def test_many_mails_are_written_at_once_each_once(at):
    outbox.send_mails(mails("a"))
    # One was written before; the other, while these were being written.
    outbox.send_mails(mails("a", "b", "b", "c"))
    outbox.send_due(worker="w")
    assert [(sent.to, sent.body) for sent in mail.outbox] == [
        ([f"{key}@example.org"], "Hola, Ana.\n") for key in "abc"
    ]


def test_a_subject_too_long_to_keep_is_cut(at):
    outbox.send_mails(mails("a", subject="x" * 300))
    assert OutboxMessage.objects.get().subject == "x" * 200
