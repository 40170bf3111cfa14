"""Codes that open a door: made, written for people, compared by hash."""

import base64
import hashlib
import re
import secrets

from django.utils.crypto import salted_hmac

# Base 32 without the letters that a person reads as digits.
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CLEAR = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CLEAR = str.maketrans(_PLAIN, _CLEAR)
_MISREAD = str.maketrans("OIL", "011")
INVITATION_LENGTH = 25  # 125 bits
SPOKEN_LENGTH = 12  # 60 bits, five attempts, fifteen minutes


def new_nonce() -> str:
    """Return what makes the code of one row new."""
    return secrets.token_hex(16)


def invitation_code(key: str, nonce: str) -> str:
    """Return the code of an invitation, derived from its row and the site's key."""
    digest = salted_hmac("people.invitation", f"{key}:{nonce}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode().translate(_TO_CLEAR)[:INVITATION_LENGTH]


def spoken_code() -> str:
    """Return a new code to say on the phone."""
    return "".join(secrets.choice(_CLEAR) for _ in range(SPOKEN_LENGTH))


def tidy(typed: str) -> str:
    """Return what was meant: capitals, no dashes or spaces, 0 for O and 1 for I or L."""
    return re.sub(r"[\s.\-–]", "", typed).upper().translate(_MISREAD)


def grouped(code: str, size: int) -> str:
    """Return the code in groups, as it is printed or said."""
    return "-".join(code[i : i + size] for i in range(0, len(code), size))


def is_code(typed: str) -> bool:
    """Return whether it could be a code: letters and digits, whatever stands between them."""
    return re.fullmatch("[0-9A-Z]+", tidy(typed)) is not None


def code_hash(code: str) -> str:
    """Return what is kept of a code."""
    return hashlib.sha256(tidy(code).encode()).hexdigest()
