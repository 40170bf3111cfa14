"""A province's own server. Everything comes from the environment, and what is not safe does not start."""

import sys

from config.settings.base import *  # noqa: F403  (settings are composed by star import)
from config.settings.email import EMAIL_BACKEND
from config.settings.environment import env
from config.settings.guards import Facts, require_safe
from config.settings.media import JANUS_TOKEN_SECRET, TURN_SECRET, TURN_URLS
from config.settings.realtime import CACHES, CHANNEL_LAYERS, WEB_PROCESSES
from config.settings.storage import DATABASES

PROFILE = "production"
SITE_HOST = env("SITE_HOST", default="")
PACKAGES_HOST = env("PACKAGES_HOST", default="")
HTTPS_BY = env("HTTPS_BY", default="")
SECRET_KEY = env("SECRET_KEY", default="")

require_safe(
    Facts(
        debug=env.bool("DEBUG", default=False),
        demo=env.bool("DEMO_MODE", default=False),
        secret_key=SECRET_KEY,
        https=HTTPS_BY,
        site_host=SITE_HOST,
        packages_host=PACKAGES_HOST,
        cache_backend=CACHES["default"]["BACKEND"],
        layer_backend=CHANNEL_LAYERS["default"]["BACKEND"],
        web_processes=WEB_PROCESSES,
        database_engine=DATABASES["default"]["ENGINE"],
        sqlite_allowed=env.bool("SQLITE_IN_PRODUCTION", default=False),
        email_backend=EMAIL_BACKEND,
        janus=bool(JANUS_TOKEN_SECRET),
        relay=bool(TURN_SECRET and TURN_URLS),
    )
)

# The demo lies beside config/, so its doors could be imported by mistake: here it does not exist.
sys.modules["demo"] = None  # type: ignore[assignment]

ALLOWED_HOSTS = [SITE_HOST, PACKAGES_HOST]
WAGTAILADMIN_BASE_URL = f"https://{SITE_HOST}"

# Only a proxy may say that the visit came by HTTPS; without one anybody could claim it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_BY == "proxy" else None
SECURE_SSL_REDIRECT = True
# The monitor asks for these from inside, without a certificate.
SECURE_REDIRECT_EXEMPT = [r"^vivo/$", r"^listo/$"]
SECURE_HSTS_SECONDS = 2 * 365 * 86_400
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# Nobody frames our pages; Wagtail's previews ask for an exception by themselves.
X_FRAME_OPTIONS = "DENY"

# __Host-: a sister domain can neither read these cookies nor put others in their place.
SESSION_COOKIE_NAME = "__Host-sesion"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
