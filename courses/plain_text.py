"""Words people type, kept as words: no markup, no letters that deceive the eye, links that can be trusted."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Control characters, and the marks that make a line read in another order than it is written.
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
LINK: Final = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
# A full stop after an address belongs to the sentence.
AFTER: Final = ".,;:!?)]}»”"
LONGEST_NAME: Final = 120


def cleaned(text: str) -> str:
    """Return what was typed without what cannot be seen, with one kind of line end."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def file_name(name: str) -> str:
    """Return the name of a file as it may be shown and downloaded, ending as it ended."""
    plain = " ".join(re.sub(r"[\\/]", " ", UNSEEN.sub("", name)).split()) or "fichero"
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= LONGEST_NAME else f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"


def paragraphs(text: str) -> SafeString:
    """Return plain words as paragraphs, with their web addresses made links."""
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return mark_safe("".join(f"<p>{_lines(part)}</p>" for part in parts))  # noqa: S308  (each piece is escaped below)


def _lines(part: str) -> str:
    return "<br>".join(_linked(line) for line in part.strip().split("\n"))


def _linked(line: str) -> str:
    found, last = [], 0
    for match in LINK.finditer(line):
        address = match.group().rstrip(AFTER)
        found += [escape(line[last : match.start()]), _link(address)]
        last = match.start() + len(address)
    return "".join([*found, escape(line[last:])])


def _link(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        return escape(address)
    return format_html('<a href="{}" rel="nofollow noopener">{}</a>', address, address)
