"""One port, three kinds of host: the site, each demo person, and the packages' host."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.http.response import HttpResponseRedirect

# The second: the player and the library that a package speaks to. They are ours, and run there.
PACKAGE_PATHS = ("/paquetes/", "/static/courses/scorm/")
HEALTH_PATHS = ("/vivo/", "/listo/")


class HostsMiddleware:
    """Sends a site page asked for at the packages' host to the site: their cookies and scripts never mix.

    A host is the same one with capitals or with a dot at its end, as the list of allowed hosts reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name, port = split_domain_port(request.get_host())
        if name != settings.PACKAGES_HOST:
            return self.get_response(request)
        if request.path.startswith((*PACKAGE_PATHS, *HEALTH_PATHS)):
            return self._without_cookies(request)
        place = f"{settings.SITE_HOST}:{port}" if port else settings.SITE_HOST
        return HttpResponseRedirect(f"{request.scheme}://{place}{request.get_full_path()}")

    def _without_cookies(self, request: HttpRequest) -> HttpResponseBase:
        """Neither read nor set any there: whatever a package wrote in them is not ours."""
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        return response
