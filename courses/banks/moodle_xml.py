"""Reads Moodle XML: each question is an item or a fault that names its line and its kind."""

import re

from courses.banks.checking import why_wrong
from courses.banks.items import DESCRIPTION, Fault, Item, Reading, Wrong
from courses.banks.moodle_kinds import KINDS, said
from courses.banks.moodle_nodes import Node, walk
from courses.banks.wording import bank_of, title_of

DECLARATION = re.compile(r"^([\s\ufeff]*)(<\?xml[^>]{0,200}\?>)")


class _Reader:
    """Keeps the category at hand while the questions go by."""

    def __init__(self) -> None:
        self.reading = Reading("moodle_xml")
        self.bank = ""

    def take(self, node: Node) -> None:
        kind = node.attributes.get("type", "")
        if kind == "category":
            self.bank = bank_of(node.value("category"))
            return
        try:
            self.reading.items.append(_item(node, kind, self.bank))
        except Wrong as wrong:
            self.reading.errors.append(Fault(node.line, str(wrong)))


def read_moodle_xml(text: str) -> Reading:
    """Read every question; where the file breaks, what came before is kept."""
    reader = _Reader()
    line, reason = walk(_undeclared(text), reader.take)
    if reason:
        reader.reading.errors.append(Fault(line, reason))
    return reader.reading


def _undeclared(text: str) -> str:
    """Leave the XML declaration out, with its lines: some files have a blank line before it."""
    return DECLARATION.sub(lambda match: match[1] + "\n" * match[2].count("\n"), text, count=1)


def _item(node: Node, kind: str, bank: str) -> Item:
    text = said(node.one("questiontext"))
    title = title_of(node.value("name"), text)
    feedback, notes = said(node.one("generalfeedback")), _notes(node)
    if kind == DESCRIPTION:
        return Item(DESCRIPTION, title, node.line, text, {}, feedback, bank, notes=notes)
    convert = KINDS.get(kind)
    if convert is None:
        raise Wrong(f"tipo no admitido: {kind[:40] or 'sin tipo'}")
    ours, data = convert(node)
    reason = why_wrong(kind=ours, text=text, data=data)
    if reason:
        raise Wrong(reason)
    return Item(ours, title, node.line, text, data, feedback, bank, _points(node), notes)


def _points(node: Node) -> int:
    try:
        return min(100, max(1, round(float(node.value("defaultgrade") or "1"))))
    except (ValueError, OverflowError):
        return 1


def _notes(node: Node) -> list[str]:
    """Name the files inside a question: they stay out."""
    found, pending = [], [node]
    while pending:
        current = pending.pop()
        pending.extend(reversed(current.children))
        if current.tag == "file":
            found.append(f"el fichero «{current.attributes.get('name', '')[:80]}» no se importa")
    return found
