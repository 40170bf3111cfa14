"""Mail: a row written in the transaction of the act it tells of, sent later by the worker.

A row is claimed by lease, sent, then marked. A worker killed between sending and marking leaves a row that is
sent once more *under the same Message-ID*, which mail programs show once. Never lost, never silently dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template

from core import audit, clock
from core.leases import LEASE, claim
from core.models import OutboxMessage

log = structlog.get_logger("concejo.outbox")
MAX_ATTEMPTS: Final = 8
BATCH: Final = 50
# How many are written at once.
TOGETHER: Final = 500
LONGEST_SUBJECT: Final = 200
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=2)
State = OutboxMessage.State


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to write: what `send_mail` takes, but for attachments."""

    to: str
    subject: str
    template: str
    context: Mapping[str, Any]
    dedupe_key: str | None


def send_mail(
    *,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    dedupe_key: str | None = None,
    attachments: Sequence[Mapping[str, str]] = (),
) -> OutboxMessage:
    """Write a mail to be sent once the caller's transaction is committed.

    Pre-conditions: `template` is a text template, "mail/invitation.txt"; an `.html` beside it is sent too.
    `attachments` are {"name", "mime", "text"}, small (a calendar entry).
    Effects: with a `dedupe_key` already used, nothing: the earlier mail is returned.
    """
    if dedupe_key and (earlier := OutboxMessage.objects.filter(dedupe_key=dedupe_key).first()):
        return earlier
    return _kept(_message(Mail(to, subject, template, context, dedupe_key), attachments))


def send_mails(mails: Sequence[Mail]) -> None:
    """Write many mails, each as `send_mail` would, with the same few questions for one as for hundreds.

    Pre-conditions: every mail has its `dedupe_key`. Effects: none for those whose key was used already, were
    it by another worker while these were being written.
    """
    for start in range(0, len(mails), TOGETHER):
        some = mails[start : start + TOGETHER]
        written = OutboxMessage.objects.filter(dedupe_key__in=[mail.dedupe_key for mail in some])
        known = set(written.values_list("dedupe_key", flat=True))
        new = [_message(mail) for mail in some if mail.dedupe_key not in known]
        OutboxMessage.objects.bulk_create(new, ignore_conflicts=True)


def _message(mail: Mail, attachments: Sequence[Mapping[str, str]] = ()) -> OutboxMessage:
    now = clock.now()
    return OutboxMessage(
        message_id=f"<{uuid4().hex}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>",
        dedupe_key=mail.dedupe_key,
        to=mail.to,
        # One title that is too long must not keep the mails beside it from being written.
        subject=" ".join(mail.subject.split())[:LONGEST_SUBJECT],
        text=_text(mail.template, mail.context),
        html=_html(mail.template, mail.context),
        attachments=[dict(item) for item in attachments],
        created_at=now,
        available_at=now,
    )


def _kept(message: OutboxMessage) -> OutboxMessage:
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if message.dedupe_key is None:
            raise
        return OutboxMessage.objects.get(dedupe_key=message.dedupe_key)
    return message


def _text(template: str, context: Mapping[str, Any]) -> str:
    # Plain text: an ampersand in a town's name must not arrive as &amp;.
    compiled = get_template(template).template  # type: ignore[attr-defined]
    return str(compiled.render(Context(dict(context), autoescape=False))).strip() + "\n"


def _html(template: str, context: Mapping[str, Any]) -> str:
    try:
        return get_template(template.removesuffix(".txt") + ".html").render(dict(context))
    except TemplateDoesNotExist:
        return ""


def send_due(*, worker: str, limit: int = BATCH) -> int:
    """Try to send what is due and return how many were tried; called by the worker on each tick."""
    now = clock.now()
    due = OutboxMessage.objects.filter(state=State.PENDING, available_at__lte=now).order_by(
        "available_at", "pk"
    )
    claimed = claim(due, worker=worker, now=now, limit=limit)
    for message in claimed:
        if _still_mine(message, worker):
            _attempt(message)
    return len(claimed)


def _still_mine(message: OutboxMessage, worker: str) -> bool:
    # A slow mail server may outlast the lease of those at the end of the batch.
    now = clock.now()
    mine = OutboxMessage.objects.filter(
        pk=message.pk, leased_by=worker, lease_until__gt=now, state=State.PENDING
    )
    message.attempts += 1
    return bool(mine.update(attempts=F("attempts") + 1, lease_until=now + LEASE))


def _attempt(message: OutboxMessage) -> None:
    if message.attempts > MAX_ATTEMPTS:
        # Claimed every time and never answered for: it kills whoever tries to send it.
        _failed(message, "El proceso se interrumpió en cada intento")
        return
    try:
        deliver(message)
    except Exception as error:
        _put_off(message, f"{type(error).__name__}: {error}")
        return
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=State.SENT, sent_at=clock.now(), lease_until=None, last_error=""
    )


def deliver(message: OutboxMessage) -> None:
    """Hand one mail to the mail server."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for item in message.attachments:
        mail.attach(item["name"], item["text"], item["mime"])
    mail.send()


def _put_off(message: OutboxMessage, error: str) -> None:
    if message.attempts >= MAX_ATTEMPTS:
        _failed(message, error)
        return
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
    log.warning("mail_put_off", message_id=message.message_id, attempts=message.attempts, error=error)
    OutboxMessage.objects.filter(pk=message.pk).update(
        available_at=clock.now() + wait, lease_until=None, last_error=error
    )


def _failed(message: OutboxMessage, error: str) -> None:
    log.error("mail_failed", message_id=message.message_id, attempts=message.attempts, error=error)
    with transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=State.FAILED, lease_until=None, last_error=error
        )
        detail = {"message_id": message.message_id, "attempts": message.attempts}
        audit.record(
            action="outbox.failed", actor_id=None, entity_id=None, target=message.message_id, detail=detail
        )
