"""What several views need of a request."""

from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from people.models import User
from people.services import NotAllowed, PeopleError


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in: the access table lets nobody else reach the view."""

    user: User  # type: ignore[assignment]  # Django says it may be nobody


PER_PAGE = 25
LONGEST_NUMBER = 18  # digits of a 64-bit row number, at most
GUESSES = {"invitation": "30/h/ip", "recovery": "20/h/key"}


def next_place(request: HttpRequest, *, default: str) -> str:
    """Return where to go afterwards: a path of this very host, or the default."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default


def number_in(text: str) -> int | None:
    """Return the row number typed in a field, or None when it is none that a row could have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    """Return the asked page of a list; one that does not exist gives the nearest."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def guess_is_allowed(request: HttpRequest, kind: str, who: int | str = "") -> bool:
    """Count one more wrong code from this address or person; False when this hour had too many."""
    usage = ratelimit.consume(
        request, app="people", action=kind, config=GUESSES, key=f"{kind}:{who}", limit_get=True
    )
    return usage is not None


def too_many_guesses(request: HttpRequest) -> HttpResponse:
    """Answer that it is enough for now."""
    return render(request, "429.html", status=429)


def refused(request: HttpRequest, refusal: PeopleError) -> HttpResponse:
    """Answer why an act could not be done: 403 when it is not hers to do, 409 when it does not fit."""
    context = {"page_title": "No se ha hecho", "reason": refusal.reason}
    status = 403 if isinstance(refusal, NotAllowed) else 409
    return render(request, "people/refused.html", context, status=status)


def do(request: HttpRequest, verb: Callable[[], object], *, said: str, back: str) -> HttpResponse:
    """Call one verb and go back with a sentence, or say why not."""
    try:
        verb()
    except PeopleError as refusal:
        return refused(request, refusal)
    messages.success(request, said)
    return HttpResponseRedirect(back)
