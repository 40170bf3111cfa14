"""Rows of the shared mechanisms. Abstract ones are reused by the apps above."""

from core.models.audit import AuditEntry, AuditSeries
from core.models.chain import ChainedRow, NumberSeries, StreamEvent
from core.models.files import StoredFile
from core.models.idempotency import IdempotencyRecord
from core.models.outbox import OutboxMessage, PeriodicJob, WorkerHeartbeat

__all__ = [
    "AuditEntry",
    "AuditSeries",
    "ChainedRow",
    "IdempotencyRecord",
    "NumberSeries",
    "OutboxMessage",
    "PeriodicJob",
    "StoredFile",
    "StreamEvent",
    "WorkerHeartbeat",
]
