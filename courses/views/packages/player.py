"""What the packages' host serves: the player, and the files of one package to whoever has its signed address.

No session is read here: the address says it all. Nothing here is ever served under the site's own name.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.urls import reverse

from courses.models import Package, Part
from courses.scorm.addresses import path_of
from courses.services.packages.opening import opening_of
from courses.services.packages.resuming import preloaded
from courses.services.packages.tokens import Launch, TokenExpired, TokenRefused, read_launch
from courses.services.packages.unpacking import folder_of
from courses.views.packages import files
from people.models import User

View = Callable[..., HttpResponseBase]
# Old packages save as they go, in `unload`, which browsers are about to turn off unless a page asks for it.
POWERS = "unload=*, camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), payment=()"
UNREADABLE = "/%~!$&'()*+,;=:@"


def on_packages_host(view: View) -> View:
    """Serve only there, only with a signed address, and with the headers of that host."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: str) -> HttpResponseBase:
        name, _ = split_domain_port(request.get_host())
        # A service worker would stay on that host for other people's packages.
        if name != settings.PACKAGES_HOST or "Service-Worker" in request.headers:
            raise Http404
        try:
            launched = read_launch(token)
        except TokenRefused:
            raise Http404 from None
        except TokenExpired as expired:
            launched = Launch(**expired.stated)
            page = render_to_string("courses/packages/expired.html", {"back": launched.back})
            return _guarded(HttpResponse(page, status=403), launched)
        return _guarded(view(request, launched, token, **kwargs), launched)

    return answer


def _guarded(response: HttpResponseBase, launched: Launch) -> HttpResponseBase:
    """Bound what a package may do: its own files, its own address to save in, and the page that frames it."""
    saves = launched.origin + reverse("courses:package_commit", args=["-"]).removesuffix("-/")
    response["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
            f"connect-src 'self' data: blob: {saves}",
            f"frame-ancestors 'self' {launched.origin}",
            "frame-src 'self' data: blob:",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'self'",
        )
    )
    response.xframe_options_exempt = True  # type: ignore[attr-defined]  # `frame-ancestors` says it better
    response.headers.setdefault("Cache-Control", "private, no-store")
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    response["Permissions-Policy"] = POWERS
    return response


@on_packages_host
def player(request: HttpRequest, launched: Launch, token: str) -> HttpResponse:
    """Show the player: the API that the package looks for, and the package in a frame inside."""
    package = Package.objects.filter(pk=launched.package).first()
    person = User.objects.filter(pk=launched.person, is_active=True).first()
    if package is None or person is None:
        raise Http404
    opening = opening_of(person=person, attempt_id=launched.attempt) if launched.attempt else None
    if launched.attempt and opening is None:
        raise Http404
    part = package.parts[launched.part]
    attempt = opening.attempt if opening else None
    saves = launched.origin + reverse("courses:package_commit", args=[launched.commits()]) if attempt else ""
    config = {
        "cmi": preloaded(package=package, part=part, person=person, attempt=attempt),
        "site": launched.origin,
        "saves": saves,
        "start": reverse("courses:package_file", args=[token, "-"]).removesuffix("-") + start_of(part),
        "is2004": package.is_2004,
    }
    context = {"config": config, "part": part, "is_2004": package.is_2004}
    return HttpResponse(render_to_string("courses/packages/player.html", context))


def start_of(part: Part) -> str:
    """Return the address of a part as a browser asks for it."""
    path = path_of(part.address)
    return quote(path, safe=UNREADABLE) + part.address[len(path) :]


@on_packages_host
def file(request: HttpRequest, launched: Launch, token: str, path: str) -> HttpResponseBase:
    """Serve one file of the package."""
    found = files.found_in(folder_of(launched.digest, launched.package), path)
    if found is None:
        raise Http404
    return files.answer(request, found, f"{launched.digest[:16]}-{found.stat().st_size:x}")
