"""One port, three kinds of host: the site, each demo person, and the packages' host."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.http.response import HttpResponseRedirect

PACKAGE_PATHS = ("/paquetes/",)
HEALTH_PATHS = ("/vivo/", "/listo/")


class HostsMiddleware:
    """Sends a site page asked for at the packages' host to the site: their cookies and scripts never mix.

    A host is the same one with capitals or with a dot at its end, as the list of allowed hosts reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name, port = split_domain_port(request.get_host())
        if name != settings.PACKAGES_HOST or request.path.startswith((*PACKAGE_PATHS, *HEALTH_PATHS)):
            return self.get_response(request)
        place = f"{settings.SITE_HOST}:{port}" if port else settings.SITE_HOST
        return HttpResponseRedirect(f"{request.scheme}://{place}{request.get_full_path()}")
