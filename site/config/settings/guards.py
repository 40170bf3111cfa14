"""What production refuses to start with. Each refusal says in Spanish what to set; all are said at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
FEWEST_LETTERS = 20
HTTPS_KINDS = ("proxy", "server")
LOCAL_CACHES = ("locmem", "dummy", "filebased")
SILENT_MAIL = ("console", "dummy", "locmem", "filebased")
# Under these, the name that a council registers has three labels: ayuntamiento.org.es.
SHARED_ENDINGS = {"com.es", "nom.es", "org.es", "gob.es", "edu.es", "co.uk", "org.uk", "gov.uk", "com.pt"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the process has been told, as far as it can be dangerous."""

    debug: bool
    demo: bool
    secret_key: str
    https: str
    site_host: str
    packages_host: str
    cache_backend: str
    layer_backend: str
    web_processes: int
    database_engine: str
    sqlite_allowed: bool
    email_backend: str
    janus: bool = False
    relay: bool = False


def registrable(host: str) -> str:
    """Return the part of a host name that somebody registers: cookies are shared below it, never above."""
    labels = host.lower().rstrip(".").split(".")
    if all(label.isdigit() for label in labels):
        return host
    wanted = 3 if ".".join(labels[-2:]) in SHARED_ENDINGS else 2
    return ".".join(labels[-wanted:])


def refusals(facts: Facts) -> list[str]:
    """Return every reason not to start, empty when production is safe to serve."""
    return [*_secrets(facts), *_addresses(facts), *_shared_state(facts)]


def _secrets(facts: Facts) -> Iterator[str]:
    if facts.debug:
        yield "DEBUG está puesta: quítala. Sus páginas de error enseñan contraseñas y datos."
    if facts.demo:
        yield "DEMO_MODE está puesta: quítala. En la demostración cualquiera entra con el nombre de otro."
    key = facts.secret_key
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or key.startswith("django-insecure"):
        yield (
            "SECRET_KEY falta o es débil: pon al menos 50 caracteres al azar. "
            "Sirve: python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
        )


def _addresses(facts: Facts) -> Iterator[str]:
    if facts.https not in HTTPS_KINDS:
        yield (
            "HTTPS_BY falta: pon «proxy» si nginx u otro servidor pone el certificado, "
            "o «server» si lo pone el propio uvicorn."
        )
    if not facts.site_host:
        yield "SITE_HOST falta: pon el nombre por el que entra la gente, como concejo.diputacion.example."
    if not facts.packages_host:
        yield "PACKAGES_HOST falta: pon otro dominio, solo para el contenido que llega de fuera."
    if facts.site_host and registrable(facts.site_host) == registrable(facts.packages_host):
        yield (
            f"PACKAGES_HOST está en el mismo dominio que SITE_HOST ({registrable(facts.site_host)}): "
            "pon otro dominio registrado. Un subdominio puede cambiar las cookies del sitio."
        )


def _shared_state(facts: Facts) -> Iterator[str]:
    if any(kind in facts.cache_backend for kind in LOCAL_CACHES):
        yield "REDIS_URL falta: sin ella, cada proceso cuenta por su lado los intentos de entrada."
    if facts.web_processes > 1 and "InMemory" in facts.layer_backend:
        yield "WEB_PROCESSES es mayor que 1 y falta REDIS_URL: las salas no se verían de un proceso a otro."
    if "sqlite" in facts.database_engine and not facts.sqlite_allowed:
        yield "DATABASE_URL falta: pon la de PostgreSQL, o SQLITE_IN_PRODUCTION=1 si te basta un proceso."
    if "sqlite" in facts.database_engine and facts.web_processes > 1:
        yield "WEB_PROCESSES es mayor que 1 con SQLite: pon WEB_PROCESSES=1 o usa PostgreSQL."
    if facts.janus and not facts.relay:
        yield (
            "TURN_SECRET o TURN_URLS faltan y JANUS_TOKEN_SECRET está puesta: sin relé, quien tiene una red "
            "cerrada entra en la sala y ni ve ni oye."
        )
    if any(kind in facts.email_backend for kind in SILENT_MAIL):
        yield "EMAIL_URL falta: pon la del servidor de correo, como smtp+tls://usuario:clave@correo.example:587."


def require_safe(facts: Facts) -> None:
    """Stop the process when anything is missing, saying everything that is."""
    found = refusals(facts)
    if found:
        listed = "\n".join(f"  - {reason}" for reason in found)
        raise ImproperlyConfigured(f"Concejo no arranca en producción hasta que esto cambie:\n{listed}")
