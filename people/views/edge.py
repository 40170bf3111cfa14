"""What several views need of a request."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

PER_PAGE = 25


def next_place(request: HttpRequest, *, default: str) -> str:
    """Return where to go afterwards: a path of this very host, or the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    """Return the asked page of a list; one that does not exist gives the nearest."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
