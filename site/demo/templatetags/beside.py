"""The link that opens the other person of a class in the same browser."""

from typing import Any

from django import template

from demo.context import beside_url

register = template.Library()


@register.inclusion_tag("demo/_beside_link.html", takes_context=True)
def beside(context: dict[str, Any], key: str, path: str) -> dict[str, str]:
    """Show "Abrir a la formadora al lado": another loopback name, so that cookies do not mix."""
    return {"url": beside_url(context["request"], key, path), "key": key}
