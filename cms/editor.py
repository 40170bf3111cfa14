"""The text editor of the admin, for what does not come from its own program, or what a paste leaves behind.

A link to a page or to a document names it by its number. Wagtail believes whatever comes: with anything else
there it answers 500, and once that is stored, each time the page is opened again, so nobody can mend it (its
issues 13815, 14343 and 14549, open). Of what comes and of what was stored, a link that names nothing is taken
away and its words stay; what is no text of this editor at all is answered with the page 400.
"""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import BadRequest
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

NAMES_BY_NUMBER = ("LINK", "DOCUMENT", "IMAGE")
# As many digits as fit in the key of any table.
MOST_DIGITS = 18
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)


class TextEditor(DraftailRichTextArea):
    """Wagtail's editor, that lets go of what names nothing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the text as it is stored, without the links that name nothing. Errors: BadRequest."""
        if data.get(name) is None:
            return None
        try:
            return self.converter.to_database_format(json.dumps(without_nameless(json.loads(data[name]))))
        except UNREADABLE as reason:
            raise BadRequest("Lo que ha llegado no es un texto del editor.") from reason

    def format_value(self, value: Any) -> Any:
        """Return a stored text for the editor; the links that name nothing are left out."""
        try:
            return super().format_value(value)
        except (ValueError, KeyError):
            return super().format_value(unlinked(str(value)))


def without_nameless(state: dict[str, Any]) -> dict[str, Any]:
    """Return what the editor's program sends without the entities that name nothing; their words stay."""
    known = {key: each for key, each in state["entityMap"].items() if not _is_nameless(each)}
    blocks = []
    for block in state["blocks"]:
        ranges = [each for each in block["entityRanges"] if str(each["key"]) in known]
        # A picture is a block of its own: without it there is nothing there.
        if ranges or block["type"] != "atomic":
            blocks.append({**block, "entityRanges": ranges})
    return {**state, "blocks": blocks, "entityMap": known}


def unlinked(html: str) -> str:
    """Return a stored text without the marks that name nothing; their words stay."""
    tree = BeautifulSoup(html, "html.parser")
    for mark in tree.select("a[linktype], embed:not([embedtype=media])"):
        if not is_number(mark.get("id")):
            mark.unwrap()
    return str(tree)


def is_number(named: Any) -> bool:
    """Say whether this may be the key of a row."""
    said = str(named)
    return said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS


def _is_nameless(entity: dict[str, Any]) -> bool:
    data = entity["data"]
    by_number = entity["type"] in NAMES_BY_NUMBER and (entity["type"] != "LINK" or data.get("id") is not None)
    return by_number and not is_number(data.get("id"))
