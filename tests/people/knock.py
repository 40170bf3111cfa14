"""Run in a process of its own on production settings: guess at every door, print what was tried as JSON.

python -m tests.people.knock [no-limit]
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.test import Client  # noqa: E402

from people.models import User  # noqa: E402
from tests import cast  # noqa: E402

DOORS = [
    "/cuenta/entrar/",
    "/admin/login/",
    "/django-admin/login/",
    "/_util/login/",
    "/admin/password_reset/",
]
GUESSES = 25


def knock(door: str, email: str) -> dict[str, int | bool]:
    """Guess wrong passwords and then the right one; count those really compared."""
    compared: list[str] = []
    honest = User.check_password
    User.check_password = lambda self, word: compared.append(word) or honest(self, word)
    client = Client(headers={"host": settings.SITE_HOST, "x-forwarded-proto": "https"})
    for turn in range(GUESSES):
        word = cast.PASSWORD if turn == GUESSES - 1 else f"prueba {turn} de muchas"
        client.post(door, {"username": email, "login": email, "email": email, "password": word})
    User.check_password = honest
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return {"compared": len(compared), "inside": bool(cookie and "_auth_user_id" in client.session)}


def main() -> None:
    """Print, for each door, how many passwords were compared and whether one is inside."""
    if "no-limit" in sys.argv:
        settings.ACCOUNT_RATE_LIMITS = False
    operator = cast.an_operator()
    if "no-factor" not in sys.argv:
        cast.with_phone_code(operator)
    sys.stdout.write(json.dumps({door: knock(door, operator.email) for door in DOORS}))


main()
