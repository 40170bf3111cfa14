"""The home page, the one address everybody asks for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.caching import shared
from cms.models import HomePage


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Serve the home page as Wagtail does, telling it which page it is: there is one."""
    page = shared("home", lambda: get_object_or_404(HomePage, live=True))
    request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponse = serve(request, "")
    return response
