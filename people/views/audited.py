"""Pages of allauth that change something and say it to nobody: each done leaves a row in the audit log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from core import audit

FOUND = 302


def audited(view: Callable[..., HttpResponseBase], action: str) -> Callable[..., HttpResponseBase]:
    """Return the view, which records `action` when a form of it is taken."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == FOUND:
            audit.record(
                action=action,
                actor_id=request.user.pk,
                entity_id=None,
                target=f"person:{request.user.pk}" if request.user.pk else "",
                detail={},
            )
        return response

    return wrapped
