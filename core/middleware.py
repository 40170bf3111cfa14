"""Round every view: the access table is asked, the origin of acts is known, conflicts are told."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from core import access, audit
from core.acting import ActingRefused
from core.chain import NotCanonical
from core.errors import Conflict
from core.turns import is_busy

# Seconds; what a whole waiting room of writers takes.
RETRY_AFTER = "5"
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def _may_name_a_row(value: object) -> bool:
    """Say whether a database can be asked for it: past these it answers with an error, not with nothing."""
    if isinstance(value, int):
        return value <= BigIntegerField.MAX_BIGINT
    return not (isinstance(value, str) and "\0" in value)


class AccessMiddleware:
    """Refuses what the table does not allow: the sign-in page to a stranger, 403 to anybody else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the view run (None), send a stranger to sign in, or refuse."""
        if not all(map(_may_name_a_row, kwargs.values())):
            raise Http404
        ctx = access.Access(user=request.user, action=request.method or "GET", kwargs=kwargs)
        if access.allowed(*self._place(request), ctx):
            return None
        if request.method in access.SAFE_METHODS and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    def _place(self, request: HttpRequest) -> tuple[str, str]:
        match = request.resolver_match
        assert match is not None  # noqa: S101  (process_view runs after resolution)
        return access.place_of(match.view_name, match.route, match.func.__module__)


class ActsMiddleware:
    """Says from where the acts of a request come, and answers a conflict with a page; nothing is saved."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with audit.coming_from(audit.origin_of(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Render page 409 for a conflict, 400 for a text nobody can keep, 503 when too many came at once."""
        if isinstance(error, NotCanonical) or (isinstance(error, DataError) and "NUL" in str(error)):
            return render(request, "400.html", status=400)
        if is_busy(error):
            # The transaction undid itself: whoever sends the form again in a moment acts once.
            answer = render(request, "503.html", status=503)
            answer["Retry-After"] = RETRY_AFTER
            return answer
        if not isinstance(error, Conflict):
            return None
        if isinstance(error, ActingRefused):
            self._note(request, error)
        return render(
            request, "409.html", {"what": "No se ha guardado nada", "why": error.reason}, status=409
        )

    def _note(self, request: HttpRequest, refusal: ActingRefused) -> None:
        """Leave a row: a form opened for another entity, or forged, is what an audit is read for."""
        audit.record(
            action="acting.refused",
            actor_id=request.user.pk,
            entity_id=None,
            target=request.path[:200],
            detail={"reason": refusal.reason},
        )
