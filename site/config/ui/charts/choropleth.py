"""A map whose territories are darker the more there is in them; each leads to its own page."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.ui.charts.frame import Sheet, drawn

# Tones of the legend, from nothing to most.
LEVELS = 4
# Letters in a line of a name, and how much each line lifts the first one.
LETTERS, RISE = 11, 14


@dataclass(frozen=True, slots=True)
class Area:
    """One territory: what is said of it, where it leads, its outline and its tone (0 to LEVELS - 1)."""

    name: str
    url: str
    path: str
    level: int


@dataclass(frozen=True, slots=True)
class Label:
    """A name written on the map, with its figure under it."""

    name: str
    figure: str
    x: int
    y: int


def choropleth(
    *, key: str, title: str, desc: str, view_box: str, areas: Sequence[Area], labels: Sequence[Label] = ()
) -> SafeString:
    """Draw the territories, then the names over them.

    The links are left out of the tab order: the table beside the map has the same ones, and 180 stops
    between a person and that table are a wall.
    """
    sheet = Sheet(key, title, desc, "map")
    return drawn(sheet, view_box, [*_tones(areas), *map(_label, labels)], role="group")


def _tones(areas: Sequence[Area]) -> Iterator[SafeString]:
    """Group the territories by tone: the class is then written once and not 180 times."""
    for level in range(LEVELS):
        inside = [
            (area.url, area.path, area.name) for area in areas if min(max(area.level, 0), LEVELS - 1) == level
        ]
        if inside:
            link = '<a href="{}" tabindex="-1"><path d="{}"><title>{}</title></path></a>'
            yield format_html(
                '<g class="chart__area chart__area--{}">{}</g>', level, format_html_join("", link, inside)
            )


def _label(label: Label) -> SafeString:
    """Write a name in short lines: on a phone a long one would run over its neighbour."""
    lines = [(label.x, line) for line in textwrap.wrap(label.name, LETTERS)]
    said = format_html_join("", '<tspan x="{}" dy="1em">{}</tspan>', lines)
    return format_html(
        '<text class="chart__place" x="{}" y="{}" text-anchor="middle" aria-hidden="true">{}'
        '<tspan class="chart__place-figure" x="{}" dy="1.1em">{}</tspan></text>',
        *(label.x, label.y - RISE * len(lines), said, label.x, label.figure),
    )
