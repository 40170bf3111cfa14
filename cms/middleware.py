"""Between the server and the views: kept answers for strangers, the admin's policy, its odd addresses."""

import re
from collections.abc import Callable, Iterator
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch

from cms import caching

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMIN = "/admin/"
# As Python, Django's keys and its UUIDs quote what they could not read.
QUOTES = ("'{}'", "“{}”")
# The databases quote nothing: of more digits than a key has, they only say that it is too large.
LONGEST_KEY = 18
# What travels with a kept answer. The rest of the headers is put by the middleware outside this one.
KEPT_HEADERS = ("Content-Type", "Content-Language", "Vary")


class PublicPageMiddleware:
    """Answers a stranger with the page that another stranger got, without touching session or database.

    A page is kept only when its view said so (`request.same_for_strangers`) and it sets no cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.COOKIES:
            return self.get_response(request)
        key = caching.key_for(request.get_host(), request.get_full_path())
        kept = caching.recall(key)
        if kept is not None:
            return HttpResponse(kept.content, headers=dict(kept.headers))
        response = self.get_response(request)
        if self._is_for_all(request, response):
            caching.keep(key, self._kept(cast(HttpResponse, response)))
        return response

    def _is_for_all(self, request: HttpRequest, response: HttpResponseBase) -> bool:
        marked = getattr(request, "same_for_strangers", False)
        return marked and response.status_code == 200 and not response.streaming and not response.cookies

    def _kept(self, response: HttpResponse) -> caching.Kept:
        headers = tuple((name, response[name]) for name in KEPT_HEADERS if name in response)
        return caching.Kept(response.content, headers)


class AdminPolicyMiddleware:
    """Gives Wagtail's admin, and nothing else, the content security policy it needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            response._csp_update = self._policy(request.path_info)  # type: ignore[attr-defined]
        return response

    def _policy(self, path: str) -> dict[str, list[str]]:
        inline = re.match(settings.ADMIN_INLINE_PATHS, path)
        policy: dict[str, list[str]] = (
            settings.ADMIN_INLINE_POLICY if inline else settings.ADMIN_CONTENT_SECURITY_POLICY
        )
        return policy


class NoSuchKeyMiddleware:
    """Answers 404 when an address of the admin names a row by what is no key.

    Some views of Wagtail, and of the lists that we add to its admin, hand what stands in an address straight
    to the database, which says that «x» is no number: a 500 (one is Wagtail's issue 14386, open). Nothing can
    be set. So as not to hide a fault of ours, only this is turned into a 404: an error in the admin that
    quotes word for word a value that stands in the address itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Let any other error be what it is."""
        if request.path_info.startswith(ADMIN) and _quotes_the_address(request, exception):
            raise Http404("La dirección no lleva a nada.") from exception


def _quotes_the_address(request: HttpRequest, exception: Exception) -> bool:
    if isinstance(exception, OverflowError | DataError):
        return any(value.isdigit() and len(value) > LONGEST_KEY for value in _in_address(request))
    if not isinstance(exception, ValueError | ValidationError | NoReverseMatch):
        return False
    said = str(exception)
    return any(quote.format(value) in said for value in _in_address(request) for quote in QUOTES)


def _in_address(request: HttpRequest) -> Iterator[str]:
    """Tell each value of the address: those of its path, and those of its query, parted by commas too."""
    found = request.resolver_match
    yield from (str(value) for value in (*found.kwargs.values(), *found.args)) if found else ()
    for values in request.GET.lists():
        for value in values[1]:
            yield value
            yield from value.split(",")
