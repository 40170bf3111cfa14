"""Error pages with a way out."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

from core.middleware import RETRY_AFTER
from core.turns import is_busy


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what came was too much (413), or that it cannot be understood (400)."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(render_to_string("413.html"), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that too many came at once (503) when that is all that happened outside a view; else, page 500."""
    error = sys.exc_info()[1]
    if error is None or not is_busy(error):
        return defaults.server_error(request)
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long; nothing was saved."""
    return render(request, "403_csrf.html", status=403)
