"""From rich text to plain data: what is written in it stays text, whatever it looks like."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urljoin

from wagtail.rich_text import expand_db_html

Run = dict[str, Any]
PARAGRAPHS: Final = frozenset({"p", "h2", "h3", "h4", "h5", "li", "div", "blockquote"})
HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5"})
LISTS: Final = frozenset({"ul", "ol"})
STRONG: Final = frozenset({"b", "strong"})
SLANTED: Final = frozenset({"i", "em"})
LINKS: Final = ("https://", "http://", "mailto:")


@dataclass(slots=True)
class _State:
    """Where the reader is."""

    base: str
    parts: list[dict[str, Any]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.state = _State(base)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data("\n")
            return
        if tag in PARAGRAPHS or tag in LISTS:
            self.finish()
        if tag == "a":
            self.state.links.append(_address(dict(attrs).get("href") or "", self.state.base))
        self.state.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in PARAGRAPHS or tag in LISTS:
            self.finish()
        if tag == "a" and self.state.links:
            self.state.links.pop()
        if tag in self.state.open:
            while self.state.open.pop() != tag:
                continue

    def handle_data(self, data: str) -> None:
        if not data.strip() and not self.state.runs:
            return
        now = set(self.state.open)
        link = self.state.links[-1] if self.state.links else ""
        run = {"text": data, "bold": bool(now & STRONG), "slanted": bool(now & SLANTED), "link": link}
        self.state.runs.append(run)

    def finish(self) -> None:
        """Close the paragraph that was being read, as what it is."""
        runs, self.state.runs = self.state.runs, []
        if not runs:
            return
        kind = next((tag for tag in reversed(self.state.open) if tag in PARAGRAPHS or tag in LISTS), "p")
        if kind in HEADINGS:
            self.state.parts.append(
                {"kind": "heading", "level": 4, "text": "".join(run["text"] for run in runs)}
            )
        elif kind in ("li", *LISTS):
            self._item(runs)
        else:
            self.state.parts.append({"kind": "text", "runs": runs})

    def _item(self, runs: list[Run]) -> None:
        lists = [tag for tag in self.state.open if tag in LISTS]
        kind = "numbered" if lists and lists[-1] == "ol" else "bullets"
        parts = self.state.parts
        if not parts or parts[-1]["kind"] != kind:
            parts.append({"kind": kind, "items": []})
        parts[-1]["items"].append(runs)


def _address(typed: str, base: str) -> str:
    whole = urljoin(base, typed)
    return whole if whole.startswith(LINKS) else ""


def read_rich_text(source: str, base: str) -> list[dict[str, Any]]:
    """Return paragraphs, headings and lists, each made of runs of plain text."""
    reader = _Reader(base)
    reader.feed(expand_db_html(source))
    reader.close()
    reader.finish()
    return reader.state.parts
