"""Outgoing mail of the demo: kept as files so that `/buzon/` can show it."""

from django.core.mail.backends.filebased import EmailBackend


class MailboxBackend(EmailBackend):
    """Placeholder of the lead's skeleton."""
