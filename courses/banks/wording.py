"""Plain words out of what the formats write: the texts of a question are plain, and escaped when shown."""

import re
from collections.abc import Iterator
from html import unescape

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


# Our own, and not the standard library's parser: that one takes minutes on a long run of «<».
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>|<[!?][^<>]*>|<|[^<]+")
NAMED = re.compile(r"""\b(alt|src)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)""", re.IGNORECASE)
# No character has so many digits, and Python refuses to count them.
ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{10,};?")


def _without_comments(markup: str) -> str:
    pieces, start = [], 0
    while (begin := markup.find("<!--", start)) >= 0:
        pieces.append(markup[start:begin])
        end = markup.find("-->", begin + 4)
        start = end + 3 if end >= 0 else len(markup)
    return "".join([*pieces, markup[start:]])


def _picture(attributes: str) -> str:
    named = {name.lower(): unescape(value.strip("\"'")) for name, value in NAMED.findall(attributes)}
    source = named.get("src", "")
    file_name = "" if source.startswith("data:") else source.rsplit("/", 1)[-1][:80]
    return f"[imagen: {named.get('alt') or file_name or 'sin nombre'}]"


def _seen(markup: str) -> Iterator[str]:
    hidden = ""
    for token in TOKEN.finditer(markup):
        tag = (token["tag"] or "").lower()
        if hidden:
            hidden = "" if token["end"] and tag == hidden else hidden
        elif tag in UNSEEN:
            hidden = "" if token["end"] else tag
        elif tag in BREAKS:
            yield "\n"
        elif tag == "img":
            yield _picture(token["rest"])
        elif not tag and not token[0].startswith(("<!", "<?")):
            yield unescape(re.sub(r"\s+", " ", token[0]))


def of_html(markup: str) -> str:
    """Return what a reader would see of some HTML: no marks, no scripts, paragraphs in lines of their own."""
    words = "".join(_seen(ENDLESS.sub("\ufffd", _without_comments(markup))))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in words.split("\n"))
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
