"""What a line of the log shows, and what it hides."""

import logging

import pytest
import structlog
from django.conf import settings
from django.core import signing

from core import logs

SECRET = "Zx9Kq2LmPw7RtYb4"
LINES = [
    {"password": SECRET},
    {"nueva_contraseña": SECRET},
    {"cookies": {"sessionid": SECRET}},
    {"headers": {"Authorization": f"Bearer {SECRET}"}},
    {"data": [{"otp_code": SECRET}]},
    {"request": f"GET /invitacion/{SECRET}/"},
    {"request": f"GET /sala/entrar/{SECRET}abc/"},
    {"path": f"/x/?token={SECRET}&next=/"},
    {"event": f"login failed password='{SECRET}'"},
    {"event": f"Authorization: Bearer {SECRET}"},
    {"exception": f"KeyError: {{'csrfmiddlewaretoken': '{SECRET}'}}"},
    {"detail": signing.dumps({"who": SECRET})},
]


@pytest.mark.parametrize("line", LINES)
def test_a_secret_is_hidden_wherever_it_comes(line):
    shown = str(logs.redact(None, "info", dict(line)))
    assert (SECRET in shown, logs.HIDDEN in shown) == (False, True)
    assert not any(part in shown for part in str(line.get("detail", "")).split(":") if len(part) > 20)


@pytest.mark.parametrize(
    "line",
    [
        {
            "event": "request_finished",
            "code": 200,
            "request": "GET /formacion/gestion-de-expedientes-electronicos/",
        },
        {"user_id": 7, "request_id": "a3f1c2d4-5b6e-4f70-8a91-b2c3d4e5f601", "ip": "10.0.0.1"},
        {"event": "mail_failed", "attempts": 8, "message_id": "<0@valdoria.example>"},
    ],
)
def test_what_is_no_secret_is_kept(line):
    assert logs.redact(None, "info", dict(line)) == line


def test_every_line_passes_through_the_filter():
    """Both ways in: our own loggers and those of the libraries."""
    formatter = settings.LOGGING["formatters"]["plain"]
    assert logs.redact in structlog.get_config()["processors"]
    assert logs.redact in formatter["foreign_pre_chain"]


def test_without_the_filter_a_secret_is_written(capsys):
    formatter = structlog.stdlib.ProcessorFormatter(processor=structlog.processors.JSONRenderer())
    record = logging.LogRecord("x", 20, "", 0, f"password={SECRET}", (), None)
    assert SECRET in formatter.format(record)
    guarded = structlog.stdlib.ProcessorFormatter(
        processor=structlog.processors.JSONRenderer(), foreign_pre_chain=[logs.redact]
    )
    assert SECRET not in guarded.format(record)
