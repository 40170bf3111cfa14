"""The words templates may use: components, dates as said, and the pieces of a field. Builtin everywhere."""

import json
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context, Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.ui import browsers, dates, forms
from config.ui.pieces import PREPARED

register = template.Library()

register.filter("said", dates.said)
register.filter("said_day", dates.day)
register.filter("exact", dates.exact)
register.filter("long_day", dates.long_day)
register.filter("clock", dates.official_clock)
register.filter("due_class", dates.due_class)
register.filter("due_said", dates.due_said)
register.filter("duration", dates.duration)
register.filter("browser", browsers.said)
register.filter("control", forms.control_of)
register.filter("control_kind", forms.kind_of)
register.filter("choice_control", forms.choice_control)


@register.filter
def choices_block(field: Any) -> str:
    """Return the block class of a list of choices."""
    return forms.shape_of(field.field.widget)


@register.simple_tag(takes_context=True)
def component(context: Context, piece: str, **values: Any) -> SafeString:
    """Render a component with these values and nothing else of the page (but the form's CSRF token)."""
    found = Engine.get_default().get_template(f"components/{piece}/{piece}.html")
    prepare = PREPARED.get(piece)
    extra = prepare(values) if prepare else {}
    inside = context.new({"csrf_token": context.get("csrf_token"), **values, **extra})
    return found.render(inside)


@register.simple_block_tag(takes_context=True, end_name="endslotted")
def slotted(context: Context, content: str, piece: str, **values: Any) -> SafeString:
    """Render a component around the body written between this tag and `endslotted`."""
    return component(context, piece, body=content, **values)


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str = "") -> SafeString:
    """Render one field, saying it in our words when the library that made the form says it worse."""
    bound.label = label or bound.label
    bound.help_text = hint or bound.help_text
    return bound.as_field_group()


@register.simple_tag
def onload_data(function: str, **ids: str) -> SafeString:
    """Write the data block allauth's script reads: which function to call, and with which elements."""
    data = mark_safe(json.dumps({"ids": ids}).replace("<", "\\u003c"))  # noqa: S308  (no "<" is left in it)
    return format_html('<script data-allauth-onload="{}" type="application/json">{}</script>', function, data)
