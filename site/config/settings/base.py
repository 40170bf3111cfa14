"""What every profile shares. A concern with more than a few lines has its own module beside this one."""

from config.settings.cms import *  # noqa: F403  (settings are composed by star import, by design)
from config.settings.email import *  # noqa: F403
from config.settings.environment import PROVINCE_NAME, ROOT, SITE_DIR, env
from config.settings.logs import *  # noqa: F403
from config.settings.media import *  # noqa: F403
from config.settings.realtime import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.signin import *  # noqa: F403
from config.settings.storage import *  # noqa: F403

BASE_DIR = ROOT
DEBUG = False
DEMO_MODE = False
PROFILE = "base"
PROVINCE_NAME = PROVINCE_NAME
SECRET_KEY = env("SECRET_KEY", default="")

OUR_APPS = ["core", "people", "cms", "videoconf", "registry", "courses"]
INSTALLED_APPS = [
    *OUR_APPS,
    "config.apps.SiteConfig",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django_structlog.middlewares.RequestMiddleware",
    "config.hosts.HostsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.AdminPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.PublicPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "people.middleware.TracesMiddleware",
    "people.middleware.ScopeMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "core.middleware.ActsMiddleware",
    "core.middleware.AccessMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.middleware.NoSuchKeyMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
ACCESS_TABLE = "config.access.TABLE"
TENANT_MODEL = "people.LocalEntity"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["config.ui.tags", "config.ui.charts.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.ui.context.page",
            ],
        },
    },
]
FORM_RENDERER = "config.ui.forms.ConcejoRenderer"

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español")]
LOCALE_PATHS = [SITE_DIR / "locale"]
TIME_ZONE = "Europe/Madrid"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
