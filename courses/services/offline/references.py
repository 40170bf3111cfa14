"""What a page asks for besides itself: style, scripts, pictures, documents. Videos are only counted."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

ASKED_BY_LINK = frozenset({"stylesheet", "icon"})
DOCUMENTS = "/documentos/"


@dataclass(slots=True)
class References:
    """Paths of this site, each once and in order."""

    assets: dict[str, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)
    videos: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = References()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "video":
            self.found.videos += 1
        elif tag in ("img", "script") or (tag == "link" and known.get("rel") in ASKED_BY_LINK):
            self._note(self.found.assets, known.get("src") or known.get("href", ""))
        elif tag == "a" and known.get("href", "").startswith(DOCUMENTS):
            self._note(self.found.documents, known["href"])

    def _note(self, where: dict[str, None], address: str) -> None:
        parts = urlsplit(address)
        if parts.path.startswith("/") and not parts.netloc:
            where[parts.path] = None


def references(html: str) -> References:
    """Return what the page asks for."""
    reader = _Reader()
    reader.feed(html)
    return reader.found
