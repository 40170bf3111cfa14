"""From the bytes of a file to its text, whichever of the usual encodings it was saved in."""

import codecs
import re
from typing import Final

from courses.banks.items import Unreadable

LARGEST_FILE: Final = 30 * 1024 * 1024
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN: Final = frozenset({"utf-8", "iso8859-1", "iso8859-15", "cp1252", "ascii"})
# Noncharacters are left free for the escapes of GIFT; the other signs are of no text.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text, with its lines ended by LF, and the encoding that was found.

    Errors: Unreadable, where it is no text or is too large.
    """
    if len(raw) > LARGEST_FILE:
        raise Unreadable(f"el fichero pasa de {LARGEST_FILE // 1024 // 1024} MB")
    encoding = _marked(raw) or _declared(raw) or _by_its_zeros(raw)
    text, encoding = _by_trying(raw, encoding)
    if "\x00" in text or len(CONTROLS.findall(text)) * 200 > len(text):
        raise Unreadable("no es un fichero de texto")
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")), encoding


def _marked(raw: bytes) -> str:
    return next((name for mark, name in MARKS if raw.startswith(mark)), "")


def _declared(raw: bytes) -> str:
    match = DECLARED.match(raw[:400])
    if match is None:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ""
    return name if name in KNOWN else ""


def _by_its_zeros(raw: bytes) -> str:
    # Spanish text in UTF-16 without its mark: nearly every second byte is zero.
    start = raw[:2000]
    if len(start) < 4:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) * 3 < len(start) or min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_trying(raw: bytes, guess: str) -> tuple[str, str]:
    for encoding in (guess, "utf-8", "cp1252"):
        try:
            if encoding:
                return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), "latin-1"
