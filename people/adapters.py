"""How allauth behaves here: nobody opens an account alone, mail goes by the outbox, guesses are few."""

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from core import audit
from core.outbox import send_mail


class AccountAdapter(DefaultAccountAdapter):
    """Closes the open sign-up and routes mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: the only way in is an invitation."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether one may be sent there after signing in: a page of this very host.

        allauth takes any allowed host, and the packages' host is one: what it shows comes from outside.
        """
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mails in the outbox, like any other: none is lost with its request."""
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        send_mail(to=email, subject=subject, template=f"{template_prefix}_message.txt", context=context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the guess before it is tried; past the limit, answer 429 whatever is typed."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limit:
            raise ImmediateHttpResponse(render(request, "429.html", status=429)) from limit

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a row for a wrong password; never the address, where a password may have been typed."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        audit.record(
            action="people.sign_in_failed",
            actor_id=None,
            entity_id=None,
            target=f"address:{hashlib.sha256(key.encode()).hexdigest()[:12]}",
            detail={},
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts guesses for each host name; an account has one count, whatever name it is asked by.
        return str(credentials.get("email", "")).strip().lower()
