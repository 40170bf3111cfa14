"""A line through time, with the first and the last figure written."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.ui.charts.frame import Sheet, drawn, share

WIDTH, HEIGHT, EDGE = 360, 140, 28


def line(*, key: str, title: str, desc: str, rows: Sequence[tuple[str, int]]) -> SafeString:
    """Draw the (moment, figure) in order. One point alone is a dot."""
    sheet = Sheet(key, title, desc, "line")
    spots = _spots([figure for _, figure in rows])
    floor = HEIGHT - EDGE
    ground = format_html('<path class="chart__axis" d="M0 {}H{}"/>', floor, WIDTH)
    if not spots:
        return drawn(sheet, f"0 0 {WIDTH} {HEIGHT}", [ground])
    path = " ".join(f"{x},{y}" for x, y in spots)
    drawing = format_html('<polyline class="chart__line" points="{}"/>', path)
    ends = [_end(rows[turn], spots[turn], anchor) for turn, anchor in ((0, "start"), (-1, "end"))]
    return drawn(sheet, f"0 0 {WIDTH} {HEIGHT}", [ground, drawing, *ends[: len(rows)]])


def _spots(figures: Sequence[int]) -> list[tuple[float, float]]:
    most, step = max(figures, default=0), WIDTH / max(1, len(figures) - 1)
    room = HEIGHT - 2 * EDGE
    return [
        (round(turn * step, 1), round(HEIGHT - EDGE - share(figure, most, room), 1))
        for turn, figure in enumerate(figures)
    ]


def _end(row: tuple[str, int], spot: tuple[float, float], anchor: str) -> SafeString:
    x, y = spot
    return format_html(
        '<circle class="chart__dot" cx="{}" cy="{}" r="5"/>'
        '<text class="chart__figure" x="{}" y="{}" text-anchor="{}">{}</text>'
        '<text class="chart__name" x="{}" y="{}" text-anchor="{}">{}</text>',
        *(x, y, x, y - 10, anchor, row[1], x, HEIGHT - 8, anchor, row[0]),
    )
