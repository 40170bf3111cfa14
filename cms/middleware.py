"""Two things between the server and the views: kept answers for strangers, and the admin's own policy."""

import re
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms import caching

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMIN = "/admin/"
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
