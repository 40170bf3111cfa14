"""What every page knows: for whom one works, where one can go, what time it officially is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from core.clock import now

# Label and URL name, in the order of the bar. A name nobody has declared yet is left out.
NAV = (
    ("Inicio", "cms:home"),
    ("Formación", "courses:programme"),
    ("Recursos", "cms:resources"),
    ("Noticias", "cms:news"),
    ("Directorio", "people:directory"),
    ("Buscar", "cms:search"),
)
ACCOUNT = (
    ("Mi formación", "courses:mine"),
    ("Mi contraseña", "account_change_password"),
    ("Segundo paso para entrar", "mfa_index"),
    ("Mis sesiones abiertas", "usersessions_list"),
)
FOOTER = (
    ("Accesibilidad", "cms:accessibility"),
    ("Protección de datos", "cms:privacy"),
    ("Verificar un código", "registry:verify"),
)
Link = dict[str, Any]


def links(names: tuple[tuple[str, str], ...], path: str = "") -> list[Link]:
    """Return the links that exist, marking the one whose branch holds this path."""
    found: list[Link] = []
    for label, name in names:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        current = path == url or (url != "/" and path.startswith(url))
        found.append({"label": label, "url": url, "current": current})
    return found


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page."""
    served = list(getattr(request, "served_entities", ()))
    return {
        "acting": getattr(request, "acting", None),
        "served_entities": served,
        "nav": links(NAV, request.path),
        "account_links": links(ACCOUNT),
        "footer_links": links(FOOTER),
        "signin_url": reverse(settings.LOGIN_URL),
        "province_name": settings.PROVINCE_NAME,
        "demo_mode": settings.DEMO_MODE,
        "official_now": now(),
    }
