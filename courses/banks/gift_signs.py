"""The signs of GIFT: an escaped one is put out of the way while the others are looked for."""

import re
from typing import Final

OPEN: Final = "{"
CLOSE: Final = "}"
# What may follow a backslash, and the sign that stands for both meanwhile: none is a character of any text.
STANDS_FOR: Final = {
    "\\": "\ufdd0",
    "~": "\ufdd1",
    "=": "\ufdd2",
    "#": "\ufdd3",
    "{": "\ufdd4",
    "}": "\ufdd5",
    ":": "\ufdd6",
    "n": "\ufdd7",
}
BACK = str.maketrans({sign: "\n" if char == "n" else char for char, sign in STANDS_FOR.items()})
ESCAPED = re.compile(r"\\([\\~=#{}:n])")
SPECIAL = re.compile(r"[\\~=#{}:]")


def hidden(text: str) -> str:
    """Put the escaped signs out of the way."""
    return ESCAPED.sub(lambda match: STANDS_FOR[match[1]], text) if "\\" in text else text


def shown(text: str) -> str:
    """Bring them back, without their backslash."""
    return text.translate(BACK)


def escaped(text: str) -> str:
    """Write a text so that GIFT reads it back as it was."""
    return SPECIAL.sub(lambda match: "\\" + match[0], text).replace("\n", "\\n")
