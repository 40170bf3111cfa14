"""The drawings as words of a template: always with the table of the same figures and its file."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from config.ui import charts
from config.ui.tags import component

register = template.Library()

Rows = Sequence[tuple[str, int]]
# What a page says with any drawing: its key (for ids), its title, its description and its CSV.
Values = dict[str, Any]


def _beside_table(context: Context, picture: SafeString, values: Values, **table: Any) -> SafeString:
    return component(
        context, "chart", picture=picture, title=values["title"], csv=values.get("csv", ""), **table
    )


def _named(values: Values) -> dict[str, str]:
    return {name: values[name] for name in ("key", "title", "desc")}


@register.simple_tag(takes_context=True)
def bars(context: Context, rows: Rows, head: Sequence[str], **values: Any) -> SafeString:
    """Bars of (name, figure): key, title, desc, csv, most."""
    picture = charts.bars(rows=rows, most=values.get("most"), **_named(values))
    return _beside_table(context, picture, values, head=head, rows=rows)


@register.simple_tag(takes_context=True)
def line(context: Context, rows: Rows, head: Sequence[str], **values: Any) -> SafeString:
    """A line through (moment, figure): key, title, desc, csv."""
    picture = charts.line(rows=rows, **_named(values))
    return _beside_table(context, picture, values, head=head, rows=rows)


@register.simple_tag(takes_context=True)
def ring(context: Context, rows: Rows, head: Sequence[str], **values: Any) -> SafeString:
    """A part of a whole, the two rows being the part and the rest: key, title, desc, csv."""
    (_, part), (_, rest) = rows
    picture = charts.ring(part=part, whole=part + rest, **_named(values))
    return _beside_table(context, picture, values, head=head, rows=rows)


@register.simple_tag(takes_context=True)
def province_map(
    context: Context, province: dict[str, Any], head: Sequence[str], rows: Sequence[Any], **values: Any
) -> SafeString:
    """The map of {view_box, areas, labels, legend}: key, title, desc, csv; its table is open."""
    areas = [charts.Area(*area) for area in province["areas"]]
    labels = [charts.Label(*label) for label in province["labels"]]
    picture = charts.choropleth(view_box=province["view_box"], areas=areas, labels=labels, **_named(values))
    legend = list(enumerate(province["legend"]))
    return _beside_table(context, picture, values, head=head, rows=rows, legend=legend)
