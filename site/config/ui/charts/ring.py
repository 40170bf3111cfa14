"""A part of a whole, as a ring with the figure in the middle."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.ui.charts.frame import Sheet, drawn, share

SIZE, RADIUS = 120, 48
# The path is said to be this long, so that a percentage is a length.
WHOLE = 100


def ring(*, key: str, title: str, desc: str, part: int, whole: int) -> SafeString:
    """Draw how much `part` is of `whole`; of nothing, an empty ring."""
    length = share(min(part, whole), whole, WHOLE)
    circle = (SIZE // 2, SIZE // 2, RADIUS)
    track = format_html('<circle class="chart__ring-track" cx="{}" cy="{}" r="{}"/>', *circle)
    arc = format_html(
        '<circle class="chart__ring" cx="{}" cy="{}" r="{}" pathLength="{}" stroke-dasharray="{} {}" '
        'transform="rotate(-90 {} {})"/>',
        *(*circle, WHOLE, length, WHOLE, SIZE // 2, SIZE // 2),
    )
    said = format_html(
        '<text class="chart__big" x="{}" y="{}" text-anchor="middle">{} %</text>',
        *(SIZE // 2, SIZE // 2 + 8, round(length)),
    )
    pieces = [track, arc, said] if length else [track, said]
    return drawn(Sheet(key, title, desc, "ring"), f"0 0 {SIZE} {SIZE}", pieces)
