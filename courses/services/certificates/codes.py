"""The code at the foot of a certificate: 125 random bits that can be read aloud and typed again."""

import secrets
from typing import Final

# No letter that is read as another: 32 signs, 5 bits each, 125 bits in all.
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 5
LENGTH: Final = GROUPS * GROUPS
# What people type for the signs that the alphabet lacks.
CONFUSED: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    """Return 125 random bits in groups that can be read aloud."""
    return grouped("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def read_code(typed: str) -> str:
    """Return the code as it is kept, whatever the spaces, the case and the letters taken for others.

    What cannot be a code gives one that nobody has: it is looked for like any other, and takes as long.
    """
    signs = typed[: LENGTH * 4].upper().translate(CONFUSED)
    return grouped("".join(sign for sign in signs if sign in SIGNS)[:LENGTH])


def grouped(signs: str) -> str:
    """Return the signs in groups of five."""
    return "-".join(signs[start : start + GROUPS] for start in range(0, len(signs), GROUPS))
