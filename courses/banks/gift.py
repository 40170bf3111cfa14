"""Reads GIFT: its blocks, one by one, so that a bad one never spoils the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.banks.checking import why_wrong
from courses.banks.gift_answers import answers_of
from courses.banks.gift_signs import CLOSE, OPEN, hidden, shown
from courses.banks.items import DESCRIPTION, Fault, Item, Reading, Wrong
from courses.banks.wording import bank_of, plain, title_of

CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(.*)$", re.IGNORECASE)
GOES_ON = re.compile(r"^\s*[=~#}]")
BLANK_LINE = "_____"


@dataclass(slots=True)
class Block:
    """The lines of one question, its escapes already hidden."""

    line: int
    bank: str
    lines: list[str] = field(default_factory=list)
    depth: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def add(self, line: str) -> None:
        """Take one more line."""
        self.depth += line.count(OPEN) - line.count(CLOSE)
        self.lines.append(line)

    @property
    def is_open(self) -> bool:
        """Whether its braces are still to be closed."""
        return self.depth > 0


def read_gift(text: str) -> Reading:
    """Read every block: each is a good item or a named fault."""
    reading = Reading("gift")
    for block in _blocks(text):
        try:
            reading.items.append(_item(block))
        except Wrong as wrong:
            reading.errors.append(Fault(block.line, str(wrong)))
    return reading


def _blocks(text: str) -> Iterator[Block]:
    """Give the blocks in order. A blank line ends one, and so does a title at the start of a line."""
    bank, block, waiting = "", None, False
    for number, raw in enumerate(text.split("\n"), 1):
        line = hidden(raw)
        if line.lstrip().startswith("//"):
            continue
        category = CATEGORY.match(line)
        if category or not line.strip():
            bank = bank_of(shown(category[1])) if category else bank
            # A blank line amid the answers is forgiven where the answers do go on below.
            waiting = block is not None and not category and (waiting or block.is_open)
            if block and not waiting:
                yield block
                block = None
            continue
        if block and (line.startswith("::") or (waiting and not GOES_ON.match(line))):
            yield block
            block = None
        block, waiting = block or Block(number, bank), False
        block.add(line)
    if block:
        yield block


def _item(block: Block) -> Item:
    title, rest = _titled(block.text)
    before, inside, after = _parts(rest)
    if inside is None:
        return Item(
            DESCRIPTION,
            title_of(shown(title), shown(before)),
            block.line,
            plain(shown(before)),
            {},
            bank=block.bank,
        )
    kind, data, feedback = answers_of(inside)
    text = plain(_with_gap(shown(before), shown(after)))
    reason = why_wrong(kind=kind, text=text, data=data)
    if reason:
        raise Wrong(reason)
    return Item(kind, title_of(shown(title), text), block.line, text, data, feedback, block.bank)


def _titled(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    end = text.find("::", 2)
    if end < 0:
        raise Wrong("el título empieza con «::» y no se cierra")
    return text[2:end].strip(), text[end + 2 :].strip()


def _parts(text: str) -> tuple[str, str | None, str]:
    """Cut a question at its braces: what is asked, the answers, and what follows the gap."""
    start, end = text.find(OPEN), text.find(CLOSE)
    if start < 0 and end < 0:
        return text, None, ""
    if start < 0 or 0 <= end < start:
        raise Wrong("hay una llave «}» que no se ha abierto")
    if end < 0:
        raise Wrong("falta la llave «}» que cierra las respuestas")
    inside, after = text[start + 1 : end], text[end + 1 :]
    if OPEN in inside:
        raise Wrong("hay una llave «{» dentro de las respuestas; si es parte del texto, se escribe «\\{»")
    if OPEN in after or CLOSE in after:
        raise Wrong("sobra una llave tras las respuestas, o falta una línea en blanco entre dos preguntas")
    return text[:start].rstrip(" "), inside.strip(), after.strip()


def _with_gap(before: str, after: str) -> str:
    if not after:
        return before
    joint = "" if after[0] in ".,;:?!)" else " "
    return f"{before.rstrip()} {BLANK_LINE}{joint}{after}".lstrip()
