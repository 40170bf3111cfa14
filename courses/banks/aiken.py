"""Reads Aiken: a text, its options with a letter each, and the line that says which is right."""

import re
from dataclasses import dataclass, field

from courses.banks.checking import why_wrong
from courses.banks.items import Fault, Item, Reading, Wrong
from courses.banks.wording import title_of

OPTION = re.compile(r"^([A-Z])[.)]\s*(.*)$")
ANSWER = re.compile(r"^ANSWER:\s*(.*)$")


@dataclass(slots=True)
class _Draft:
    """A question while its lines go by."""

    line: int
    text: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    is_cut: bool = False

    def finished(self, letter: str) -> Item:
        """Make the item, or say why not."""
        text, letters = "\n".join(self.text), [letter for letter, _ in self.options]
        if letters != [chr(ord("A") + place) for place in range(len(letters))]:
            raise Wrong("las letras de las opciones no van en orden: A, B, C…")
        if not letters:
            raise Wrong("faltan las opciones: «A. …», «B. …»")
        if letter not in letters:
            raise Wrong(f"ANSWER dice «{letter[:20]}», que no es la letra de ninguna opción")
        rows = [
            {"text": t, "fraction": 100 if mark == letter else 0, "feedback": ""} for mark, t in self.options
        ]
        reason = why_wrong(kind="single", text=text, data={"choices": rows})
        if reason:
            raise Wrong(reason)
        return Item("single", title_of("", text), self.line, text, {"choices": rows})

    def missing(self) -> str:
        """Say what an unfinished question lacks."""
        return (
            "falta la línea «ANSWER: letra»"
            if self.options
            else "faltan las opciones y la línea «ANSWER: letra»"
        )


class _Reader:
    """Takes the lines one by one."""

    def __init__(self) -> None:
        self.reading = Reading("aiken")
        self.draft: _Draft | None = None

    def take(self, number: int, line: str) -> None:
        option, answer = OPTION.match(line), ANSWER.match(line)
        if not line:
            if self.draft:
                self.draft.is_cut = True
        elif answer:
            self.close(number, answer[1].strip())
        elif option:
            self.draft = self.draft or _Draft(number)
            self.draft.options.append((option[1], option[2].strip()))
        else:
            self.write(number, line)

    def write(self, number: int, line: str) -> None:
        """Take a line of text: after options or after a blank line it begins another question."""
        if self.draft and (self.draft.options or self.draft.is_cut):
            self.drop()
        self.draft = self.draft or _Draft(number)
        self.draft.text.append(line)

    def close(self, number: int, letter: str) -> None:
        """End a question."""
        draft, self.draft = self.draft or _Draft(number), None
        try:
            self.reading.items.append(draft.finished(letter))
        except Wrong as wrong:
            self.reading.errors.append(Fault(draft.line, str(wrong)))

    def drop(self) -> None:
        """Tell of a question that was left unfinished."""
        if self.draft:
            self.reading.errors.append(Fault(self.draft.line, self.draft.missing()))
        self.draft = None


def read_aiken(text: str) -> Reading:
    """Read every question, strictly."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line.strip())
    reader.drop()
    return reader.reading
