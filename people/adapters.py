"""How allauth behaves here: nobody opens an account alone, mail goes by the outbox, guesses are few."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string

from core.outbox import send_mail


class AccountAdapter(DefaultAccountAdapter):
    """Closes the open sign-up and routes mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: the only way in is an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mails in the outbox, like any other: none is lost with its request."""
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        send_mail(to=email, subject=subject, template=f"{template_prefix}_message.txt", context=context)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts guesses for each host name; an account has one count, whatever name it is asked by.
        return str(credentials.get("email", "")).strip().lower()
