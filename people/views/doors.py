"""Doors of libraries that would let one in with a password alone: closed, and sent to the one way in.

They stand before the includes of those libraries. Measured on Wagtail 8.0.1: its own sign-in took a hundred
wrong passwords without a limit and then, with the right one, asked no second factor.
"""

from allauth.account.views import logout as sign_out
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from core.access import Access
from people.rules import may_enter_admin
from people.views.edge import next_place


def closed(request: HttpRequest) -> HttpResponseBase:
    """Send to sign in, whatever was posted; somebody signed in without rights gets 403 and no loop."""
    place = next_place(request, default=resolve_url("wagtailadmin_home"))
    if request.user.is_anonymous:
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': place})}")
    if not may_enter_admin(Access(user=request.user, action="GET")):
        raise PermissionDenied
    return HttpResponseRedirect(place)


def wagtail_logout(request: HttpRequest) -> HttpResponseBase:
    """Sign out by allauth from Wagtail's menu: a POST signs out, a GET asks."""
    if request.method == "POST":
        return sign_out(request)
    return HttpResponseRedirect(resolve_url("account_logout"))
