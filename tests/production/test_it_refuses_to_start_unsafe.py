"""Production starts only when every dangerous thing has been decided; each refusal says what to set."""

from dataclasses import replace

import pytest

from config.settings.guards import Facts, refusals, registrable
from tests.production.conftest import SAFE
from tests.support.servers import manage

SAFE_FACTS = Facts(
    debug=False,
    demo=False,
    secret_key=SAFE["SECRET_KEY"],
    https="proxy",
    site_host=SAFE["SITE_HOST"],
    packages_host=SAFE["PACKAGES_HOST"],
    cache_backend="django.core.cache.backends.redis.RedisCache",
    layer_backend="channels_redis.pubsub.RedisPubSubChannelLayer",
    web_processes=4,
    database_engine="django.db.backends.postgresql",
    sqlite_allowed=False,
    email_backend="django.core.mail.backends.smtp.EmailBackend",
)
ONE_THING_WRONG = [
    ({"debug": True}, "DEBUG"),
    ({"demo": True}, "DEMO_MODE"),
    ({"secret_key": ""}, "SECRET_KEY"),
    ({"secret_key": SAFE["SECRET_KEY"][:49]}, "SECRET_KEY"),
    ({"secret_key": "x" * 60}, "SECRET_KEY"),
    ({"secret_key": "django-insecure-" + SAFE["SECRET_KEY"]}, "SECRET_KEY"),
    ({"https": ""}, "HTTPS_BY"),
    ({"https": "1"}, "HTTPS_BY"),
    ({"site_host": ""}, "SITE_HOST"),
    ({"packages_host": ""}, "PACKAGES_HOST"),
    ({"packages_host": SAFE["SITE_HOST"]}, "PACKAGES_HOST"),
    ({"packages_host": f"paquetes.{SAFE['SITE_HOST']}"}, "PACKAGES_HOST"),
    ({"packages_host": "otra.valdoria.example"}, "PACKAGES_HOST"),
    ({"cache_backend": "django.core.cache.backends.locmem.LocMemCache"}, "REDIS_URL"),
    ({"layer_backend": "channels.layers.InMemoryChannelLayer"}, "WEB_PROCESSES"),
    ({"database_engine": "django.db.backends.sqlite3", "web_processes": 1}, "DATABASE_URL"),
    ({"database_engine": "django.db.backends.sqlite3", "sqlite_allowed": True}, "WEB_PROCESSES"),
    ({"email_backend": "django.core.mail.backends.console.EmailBackend"}, "EMAIL_URL"),
    ({"janus": True}, "TURN_SECRET"),
]
# The same thing put right again: the guard is not simply refusing everything.
ALLOWED = [
    {},
    {"https": "server"},
    {"janus": True, "relay": True},
    {"layer_backend": "channels.layers.InMemoryChannelLayer", "web_processes": 1},
    {"database_engine": "django.db.backends.sqlite3", "sqlite_allowed": True, "web_processes": 1},
]


@pytest.mark.parametrize(("change", "variable"), ONE_THING_WRONG)
def test_one_unsafe_thing_is_refused_with_the_variable_to_set(change, variable):
    said = refusals(replace(SAFE_FACTS, **change))
    assert [reason.split()[0] for reason in said] == [variable]


@pytest.mark.parametrize("change", ALLOWED)
def test_a_safe_server_is_not_refused(change):
    assert refusals(replace(SAFE_FACTS, **change)) == []


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("concejo.diputacion.es", "diputacion.es"),
        ("diputacion.es", "diputacion.es"),
        ("aula.formacion.gob.es", "formacion.gob.es"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_the_owner_of_a_host_name_is_its_registered_domain(host, owner):
    assert registrable(host) == owner


@pytest.mark.slow
def test_with_nothing_set_the_process_stops_and_says_everything_at_once(tmp_path):
    nothing = {
        **dict.fromkeys(SAFE, ""),
        "DATABASE_URL": f"sqlite:///{tmp_path}/x",
        "CONCEJO_VAR": str(tmp_path),
    }
    nothing |= {"DJANGO_SETTINGS_MODULE": SAFE["DJANGO_SETTINGS_MODULE"], "WEB_PROCESSES": "1"}
    nothing["EMAIL_URL"] = "consolemail://"
    done = manage(nothing, "check")
    listed = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("  - ")]
    expected = [
        "SECRET_KEY",
        "HTTPS_BY",
        "SITE_HOST",
        "PACKAGES_HOST",
        "REDIS_URL",
        "DATABASE_URL",
        "EMAIL_URL",
    ]
    assert (done.returncode, listed) == (1, expected)


@pytest.mark.slow
def test_a_safe_server_passes_the_deployment_check_without_a_warning(tmp_path):
    done = manage({**SAFE, "CONCEJO_VAR": str(tmp_path)}, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.slow
def test_the_deployment_check_would_notice_a_missing_protection(tmp_path):
    weaker = {**SAFE, "CONCEJO_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.production.weaker"}
    weaker["PYTHONPATH"] = "."
    done = manage(weaker, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "security.W004" in done.stderr) == (1, True)


@pytest.mark.slow
def test_the_demo_cannot_even_be_imported(tmp_path):
    code = "import demo.cast"
    done = manage({**SAFE, "CONCEJO_VAR": str(tmp_path)}, "shell", "-v0", "--no-imports", "-c", code)
    assert (done.returncode, "ModuleNotFoundError" in done.stderr) == (1, True)
