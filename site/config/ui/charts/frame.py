"""The sheet every drawing is made on: its size, its title and its description."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a drawing is called. The key makes its ids, so it is unique in the page."""

    key: str
    title: str
    desc: str
    kind: str


def drawn(sheet: Sheet, view_box: str, pieces: Iterable[SafeString], *, role: str = "img") -> SafeString:
    """Wrap the pieces. A drawing with links inside is a group: an image hides what it contains."""
    return format_html(
        '<svg class="chart__svg chart__svg--{}" viewBox="{}" role="{}" aria-labelledby="{}-t {}-d" '
        'focusable="false"><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        *(sheet.kind, view_box, role, sheet.key, sheet.key, sheet.key, sheet.title, sheet.key, sheet.desc),
        together(pieces),
    )


def together(pieces: Iterable[SafeString]) -> SafeString:
    """Put pieces one after another."""
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def share(value: float, most: float, length: float) -> float:
    """Return how long a value is drawn, to a tenth; nothing is drawn against nothing."""
    return round(length * value / most, 1) if most > 0 else 0
