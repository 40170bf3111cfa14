"""Plain words out of what the formats write: the texts of a question are plain, and escaped when shown."""

import re
from html.parser import HTMLParser

from courses.banks.items import DESCRIPTION, LONGEST_TITLE

PREFIX = re.compile(r"^\s*\[(html|markdown|moodle|plain)\]", re.IGNORECASE)
TAGS = re.compile(
    r"</?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|style|sub"
    r"|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
BREAKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "ul", "ol"}
)
UNSEEN = frozenset({"script", "style", "title", "template", "iframe", "object"})


class _Words(HTMLParser):
    """Gathers what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in UNSEEN
        if tag in BREAKS:
            self.seen.append("\n")
        if tag == "img" and not self.hidden:
            named = dict(attrs)
            self.seen.append(f"[imagen: {named.get('alt') or _file_name(named.get('src') or '')}]")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in UNSEEN))
        if tag in BREAKS:
            self.seen.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(re.sub(r"\s+", " ", data))


def _file_name(source: str) -> str:
    return "sin nombre" if source.startswith("data:") else source.rsplit("/", 1)[-1][:80] or "sin nombre"


def of_html(markup: str) -> str:
    """Return what a reader would see of some HTML: no marks, no scripts, paragraphs in lines of their own."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.seen).split("\n"))
    return "\n".join(line for line in lines if line)


def plain(text: str, kind: str = "") -> str:
    """Return the plain words of a text in one of Moodle's formats; a `[html]` in front of it wins."""
    prefix = PREFIX.match(text)
    if prefix:
        text, kind = text[prefix.end() :], prefix[1].lower()
    is_markup = kind == "html" or (kind in ("", "moodle") and TAGS.search(text) is not None)
    return of_html(text) if is_markup else text.strip()


def title_of(title: str, text: str) -> str:
    """Return the title given, or else the first words of the text."""
    words = " ".join((title or text).split())
    longest = LONGEST_TITLE if title.strip() else 60
    if len(words) <= longest:
        return words or DESCRIPTION
    return words[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "…"


def bank_of(path: str) -> str:
    """Return the category without the marks of the platform it came from."""
    steps = [step.strip() for step in path.strip().split("/")]
    while steps and (steps[0] in ("", "top") or re.fullmatch(r"\$\w+\$", steps[0])):
        steps.pop(0)
    return "/".join(steps)[:200]
