"""For whom a request works, whether its session still counts, and whether it has shown a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from core import audit
from core.access import SAFE_METHODS
from core.clock import now
from core.tenancy import ALL, scope
from core.turns import is_busy
from people import rules, sessions
from people.models import LocalEntity

ACTIVITY_EVERY = 300  # seconds
GetResponse = Callable[[HttpRequest], HttpResponseBase]

ALWAYS_OPEN = frozenset({"account_logout", "people:wagtail_logout", "alive"})
# What somebody without any factor may reach until she has one.
SETTING_UP = frozenset(
    {
        "people:second_factor",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
# What somebody who has one, and has not shown it in this session, may reach.
SHOWING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})


class ScopeMiddleware:
    """Ends sessions of an older epoch, and opens the tenancy scope for the length of the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not sessions.is_of_this_epoch(request.session, user):
            logout(request)
        standing = rules.standing_of(request.user)
        request.served = request.served_entities = standing.entities  # type: ignore[attr-defined]
        request.acting = self._acting(request, standing.entities)  # type: ignore[attr-defined]
        self._note_activity(request)
        chosen = ALL if standing.is_province_wide else standing.entity_ids
        with scope(chosen), audit.coming_from(audit.origin_of(request)):
            return self.get_response(request)

    def _note_activity(self, request: HttpRequest) -> None:
        """Keep when each session was last used, to a few minutes: a write a request would be dear."""
        key = request.session.session_key if request.user.is_authenticated else None
        if not (key and cache.add(f"session-seen:{key}", True, ACTIVITY_EVERY)):
            return
        try:
            UserSession.objects.filter(session_key=key).update(last_seen_at=now())
        except OperationalError as error:
            # When too many write at once, what she came to do matters more than having noted that she came.
            if not is_busy(error):
                raise
            cache.delete(f"session-seen:{key}")

    def _acting(self, request: HttpRequest, served: tuple[LocalEntity, ...]) -> LocalEntity | None:
        if not served:
            return None
        chosen = request.session.get(sessions.ENTITY_KEY)
        return next((entity for entity in served if entity.pk == chosen), served[0])


class TracesMiddleware:
    """Says whose page each one is, keeps it out of any cache, and empties the browser when she goes.

    A worker of ours keeps copies on purpose under the name said here; nothing else may keep a private page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "leaves_nothing", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
            response.delete_cookie(sessions.COPIES_COOKIE, samesite="Lax")
        # Never asked of the database for this: who was not looked up by the page was not needed by it.
        person = getattr(request, "_cached_user", None)
        if person is not None and person.is_authenticated:
            response["Concejo-Lector"] = sessions.mark_of(person)
            response.setdefault("Cache-Control", "private, no-store")
        return response


class SecondFactorMiddleware:
    """Lets whoever has a role that demands it do nothing before a second factor is set up and shown."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the view run (None), or send to set up or to show the factor."""
        if not request.user.is_authenticated or sessions.is_trusted(request.session, request.user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        has_factor = request.user.has_second_factor
        if name in ALWAYS_OPEN or name in (SHOWING if has_factor else SETTING_UP):
            return None
        if request.method not in SAFE_METHODS:
            raise PermissionDenied("Falta el segundo paso para entrar")
        place = reverse("mfa_reauthenticate" if has_factor else "people:second_factor")
        return HttpResponseRedirect(f"{place}?{urlencode({'next': request.get_full_path()})}")
