"""What every page knows: for whom one works, where one can go, what time it officially is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from core.clock import now
from core.providers import navigation

# Label and URL name. A name that is not in this profile is left out.
ACCOUNT = (
    ("Mi ficha", "people:me"),
    ("Mi contraseña", "account_change_password"),
    ("Segundo paso para entrar", "mfa_index"),
    ("Mis sesiones abiertas", "usersessions_list"),
)
FOOTER = (
    ("Accesibilidad", "cms:accessibility"),
    ("Protección de datos", "cms:privacy"),
    ("Comprobar un certificado", "courses:check_certificate_form"),
    ("Verificar un código", "registry:verify"),
    ("Probar la conexión", "videoconf:line_test"),
    ("Correo de la demostración", "demo:mailbox"),
)
HOME = "/"
Link = dict[str, Any]


def _links(names: tuple[tuple[str, str], ...]) -> list[Link]:
    found: list[Link] = []
    for label, name in names:
        try:
            found.append({"label": label, "url": reverse(name)})
        except NoReverseMatch:
            continue
    return found


def _is_branch(url: str, path: str) -> bool:
    return path == url or (url != HOME and path.startswith(url))


def _nav(request: HttpRequest, served: list[Any]) -> list[Link]:
    """Return the menu, marking the branch one is in; a stranger has none."""
    if not request.user.is_authenticated:
        return []
    return [
        {"label": item.label, "url": item.url, "current": _is_branch(item.url, request.path)}
        for item in navigation(request.user, served)
    ]


def _demo_people() -> Any:
    """Return the people a visitor may pick. By name, since outside the demo that app is not installed."""
    return import_string("demo.cast.picks")() if settings.DEMO_MODE else ()


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page, also of an error page made before the person was known."""
    served = list(getattr(request, "served_entities", ()))
    return {
        "acting": getattr(request, "acting", None),
        "served_entities": served,
        "nav": _nav(request, served) if hasattr(request, "user") else [],
        "account_links": _links(ACCOUNT),
        "footer_links": _links(FOOTER),
        "signin_url": reverse(settings.LOGIN_URL),
        "province_name": settings.PROVINCE_NAME,
        "demo_mode": settings.DEMO_MODE,
        "demo_people": _demo_people,
        "official_now": now(),
    }
