"""Asks the access table before every view."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core import access

GetResponse = Callable[[HttpRequest], HttpResponseBase]


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
        ctx = access.Access(user=request.user, action=request.method or "GET", kwargs=kwargs)
        if access.allowed(*self._place(request), ctx):
            return None
        if request.method in access.SAFE_METHODS and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    def _place(self, request: HttpRequest) -> tuple[str, str]:
        match = request.resolver_match
        assert match is not None  # noqa: S101  (process_view runs after resolution)
        if ("url", match.view_name) in access.table():
            return "url", match.view_name
        return "include", access.include_for(request.path_info.lstrip("/")) or ""
