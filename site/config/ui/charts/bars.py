"""Lying bars: the name above, the figure at its end, so that nobody looks for a legend."""

import textwrap
from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.ui.charts.frame import Sheet, drawn, share

WIDTH, LINE, THICK, GAP = 360, 19, 12, 15
# Letters of a name that fit in a line beside its figure.
LETTERS = 38


def bars(
    *, key: str, title: str, desc: str, rows: Sequence[tuple[str, int]], most: int | None = None
) -> SafeString:
    """Draw one bar for each (name, figure); `most` is what a whole bar stands for."""
    whole = most if most is not None else max((figure for _, figure in rows), default=0)
    pieces, height = [], 0
    for name, figure in rows:
        lines = textwrap.wrap(name, LETTERS) or [""]
        pieces += [*_name(lines, height), _bar(figure, whole, height + LINE * len(lines))]
        height += LINE * len(lines) + 6 + THICK + GAP
    return drawn(Sheet(key, title, desc, "bars"), f"0 0 {WIDTH} {max(1, height)}", pieces)


def _name(lines: Sequence[str], top: int) -> Iterator[SafeString]:
    for turn, line in enumerate(lines, start=1):
        yield format_html('<text class="chart__name" x="0" y="{}">{}</text>', top + LINE * turn - 3, line)


def _bar(figure: int, whole: int, top: int) -> SafeString:
    return format_html(
        '<text class="chart__figure" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="chart__track" x="0" y="{}" width="{}" height="{}" rx="6"/>'
        '<rect class="chart__bar" x="0" y="{}" width="{}" height="{}" rx="6"/>',
        *(WIDTH, top - 3, figure),
        *(top + 6, WIDTH, THICK, top + 6, share(figure, whole, WIDTH), THICK),
    )
