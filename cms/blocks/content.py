"""From the plain content of a file to the body of a page."""

from collections.abc import Callable, Mapping
from typing import Any

from cms.blocks.tables import table_value

Item = Mapping[str, Any]


def _struct(*fields: str) -> Callable[[Item], dict[str, Any]]:
    """Return a reader that takes these fields and nothing else."""

    def read(item: Item) -> dict[str, Any]:
        return {field: item[field] for field in fields if field in item}

    return read


READERS: dict[str, Callable[[Item], Any]] = {
    "heading": lambda item: item["text"],
    "paragraph": lambda item: item["html"],
    "quote": _struct("text", "source"),
    "steps": _struct("title", "items"),
    "checklist": _struct("title", "items"),
    "note": _struct("kind", "text", "source"),
    "faq": _struct("title", "items"),
    "table": lambda item: table_value(caption=item["caption"], header=item["header"], rows=item["rows"]),
}


def from_content(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the raw value of a body, ready to be set; a kind that nobody reads is an error, not a hole."""
    return [{"type": item["type"], "value": READERS[item["type"]](item)} for item in items]
