"""Lying bars: the name above, the figure at its end, so that nobody looks for a legend."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.ui.charts.frame import Sheet, drawn, share

WIDTH, STEP, THICK = 360, 46, 12


def bars(
    *, key: str, title: str, desc: str, rows: Sequence[tuple[str, int]], most: int | None = None
) -> SafeString:
    """Draw one bar for each (name, figure); `most` is what a whole bar stands for."""
    whole = most if most is not None else max((figure for _, figure in rows), default=0)
    sheet = Sheet(key, title, desc, "bars")
    return drawn(sheet, f"0 0 {WIDTH} {max(1, STEP * len(rows))}", _pieces(rows, whole))


def _pieces(rows: Sequence[tuple[str, int]], whole: int) -> Iterator[SafeString]:
    for turn, (name, figure) in enumerate(rows):
        top = turn * STEP
        yield format_html(
            '<text class="chart__name" x="0" y="{}">{}</text>'
            '<text class="chart__figure" x="{}" y="{}" text-anchor="end">{}</text>'
            '<rect class="chart__track" x="0" y="{}" width="{}" height="{}" rx="6"/>'
            '<rect class="chart__bar" x="0" y="{}" width="{}" height="{}" rx="6"/>',
            *(top + 16, name, WIDTH, top + 16, figure),
            *(top + 24, WIDTH, THICK, top + 24, share(figure, whole, WIDTH), THICK),
        )
