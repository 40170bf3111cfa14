"""Come in as somebody of the cast; read the mail that went out."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from core import audit
from core.models import OutboxMessage
from demo.cast import Pick, pick
from demo.session import DEMO_SESSION_FLAG

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def _chosen(key: str) -> Pick:
    chosen = pick(key)
    if chosen is None:
        raise Http404
    return chosen


def _next(request: HttpRequest, wanted: str) -> str:
    """Return a path of this very host, or the home page."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, without a password: the demo has no secrets to keep."""
    chosen = _chosen(request.POST.get("person", ""))
    person = get_object_or_404(get_user_model(), email=chosen.email, is_active=True)
    login(request, person, backend=BACKEND)
    request.session[DEMO_SESSION_FLAG] = True
    # What allauth does at its own door: the list of open sessions must show this one too.
    UserSession.objects.create_from_request(request)
    audit.record(
        action="demo.entered",
        actor_id=person.pk,
        entity_id=None,
        target=f"person:{person.pk}",
        detail={"key": chosen.key},
        origin=audit.origin_of(request),
    )
    return HttpResponseRedirect(_next(request, request.POST.get("next", "/")))


@require_safe
def door(request: HttpRequest, key: str) -> HttpResponse:
    """One button to come in as this person, under her own loopback name."""
    return render(request, "demo/door.html", {"pick": _chosen(key), "next": request.GET.get("next", "/")})


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail the site has written, newest first."""
    mails = Paginator(OutboxMessage.objects.order_by("-pk"), 25)
    return render(request, "demo/mailbox.html", {"page": mails.get_page(request.GET.get("pagina"))})


@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its reader gets it."""
    return render(request, "demo/mail.html", {"mail": get_object_or_404(OutboxMessage, pk=pk)})
