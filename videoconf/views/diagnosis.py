"""Testing a connection before the day comes, and how picture and voice are, for who keeps the machines."""

import random
from functools import cache
from typing import Any, Final

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from videoconf.guests import LINK_COOKIE, Guest
from videoconf.media import ice_servers
from videoconf.media.state import media_now
from videoconf.models import Room
from videoconf.services.guests import GuestRefused, find_link, require_invited, visitor

SAMPLE_BYTES: Final = 256 * 1024
LIMITS: Final = {"sample": "30/m/ip"}
STEPS: Final = [
    {"name": name, "title": title, "note": note}
    for name, title, note in (
        ("browser", "El navegador", "Si sirve para ver y oír en directo."),
        ("microphone", "El micrófono", "Si está y el navegador deja usarlo."),
        ("camera", "La cámara", "Si está y el navegador deja usarla."),
        ("socket", "La conexión con la sala", "Si se abre, y cuánto tarda en ir y volver."),
        ("line", "La línea", "Cuánto baja por segundo, con un fichero de 256 KB."),
        ("udp", "Imagen y voz por el camino corto (UDP)", "Si la red de este sitio lo deja salir."),
        ("turns", "El camino de reserva (turns:)", "Para redes que no dejan salir otra cosa."),
    )
]


@never_cache
@require_safe
def line_test(request: HttpRequest, key: str = "") -> HttpResponse:
    """Test a line step by step; only somebody of the house or a guest is given a way through the relay."""
    known = _is_known(request, key)
    context = {
        "page_title": "Probar la conexión",
        "help_phone": settings.HELP_PHONE,
        "steps": STEPS,
        "settings": {
            "socket": "/sala/probar/socket/",
            "sample": reverse("videoconf:line_sample"),
            "bytes": SAMPLE_BYTES,
            "known": known,
            "ice": ice_servers("prueba") if known else [],
            "phone": settings.HELP_PHONE,
        },
        "back": reverse("videoconf:room", args=[key]) if key else "",
    }
    return render(request, "videoconf/line_test.html", context)


@never_cache
@require_safe
def line_sample(request: HttpRequest) -> HttpResponse:
    """Give a small file that nothing can make smaller, to see how long it takes."""
    if ratelimit.consume(request, app="videoconf", action="sample", config=LIMITS, limit_get=True) is None:
        answer = render(request, "videoconf/too_many.html", status=429)
        answer["Retry-After"] = "60"
        return answer
    return HttpResponse(_sample(), content_type="application/octet-stream")


@never_cache
@require_safe
def media_state(request: HttpRequest) -> HttpResponse:
    """Say whether Janus and the relay are there, what they carry, and what to do when they are not."""
    context: dict[str, Any] = {
        "page_title": "Imagen y voz",
        "breadcrumbs": [("Inicio", "/")],
        "now": media_now(),
    }
    return render(request, "videoconf/media_state.html", context)


@cache
def _sample() -> bytes:
    # The same for everybody, and as good as chance for whoever would compress it.
    return random.Random(256).randbytes(SAMPLE_BYTES)  # noqa: S311  (nothing is kept secret with it)


def _is_known(request: HttpRequest, key: str) -> bool:
    """Whether she has signed in, or holds a link to this room. Who is not hears nothing of the room."""
    if request.user.is_authenticated:
        return True
    room = Room.objects.filter(key=key).first() if key else None
    if room is None:
        return False
    try:
        who = visitor(person=request.user, cookies=request.COOKIES, room=room)
        if isinstance(who, Guest):
            require_invited(who)
        else:
            find_link(request.COOKIES.get(LINK_COOKIE, ""), room_key=key)
    except GuestRefused:
        return False
    return True
