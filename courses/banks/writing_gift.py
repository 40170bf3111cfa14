"""Writes questions as GIFT, so that reading them gives the same questions.

GIFT has no place for upper and lower case in a short answer, nor for the lines of an essay: those are lost.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Protocol

from courses.banks.gift_signs import escaped
from courses.banks.wording import plain


class Asked(Protocol):
    """What a question has, be it of the database or of a file."""

    kind: str
    title: str
    text: str
    data: dict[str, Any]
    feedback: str
    bank: str


def gift_of(questions: Iterable[Asked]) -> str:
    """Return the file: questions in order, each bank announced where it begins."""
    pieces, bank = [], ""
    for question in questions:
        if question.bank != bank:
            bank = question.bank
            pieces.append(f"$CATEGORY: $course$/top/{escaped(' '.join(bank.split()))}\n\n")
        pieces.append(_question(question))
    return "".join(pieces)


def _question(question: Asked) -> str:
    title = " ".join(escaped(question.title).split())
    body = WRITERS[question.kind](question.data)
    general = f"\n####{_words(question.feedback)}" if question.feedback else ""
    return f"::{title}::{_words(question.text)} {{{body}{general}}}\n\n"


def _words(text: str) -> str:
    if "->" in text:
        # GIFT cannot escape the arrow of its pairs; HTML can.
        return "[html]" + escaped(escape(text, quote=False)).replace("\\n", "<br>")
    # A step to put in order stands alone in its line, where two bars would make it a comment.
    as_it_is = plain(text) == text and not text.startswith("//")
    return ("" if as_it_is else "[plain]") + escaped(text)


def _comment(text: str) -> str:
    return "#" + _words(text) if text else ""


def _row(sign: str, row: dict[str, Any], text: str) -> str:
    usual = 100 if sign == "=" else 0
    weight = f"%{row['fraction']}%" if row["fraction"] != usual or text.startswith("%") else ""
    return f"\n\t{sign}{weight}{text}{_comment(row.get('feedback', ''))}"


def _single(data: dict[str, Any]) -> str:
    # One «=» says that one is to be chosen; with no «~» it would be a short answer.
    rows, first = data["choices"], next(i for i, row in enumerate(data["choices"]) if row["fraction"] == 100)
    return "".join(_row("=" if i == first else "~", row, _words(row["text"])) for i, row in enumerate(rows))


def _multiple(data: dict[str, Any]) -> str:
    return "".join(_row("~", row, _words(row["text"])) for row in data["choices"])


def _true_false(data: dict[str, Any]) -> str:
    answer = data["answer"]
    wrong, right = (_words(data.get(f"feedback_{str(which).lower()}", "")) for which in (not answer, answer))
    comments = f"#{wrong}#{right}" if wrong or right else ""
    return ("TRUE" if answer else "FALSE") + comments


def _matching(data: dict[str, Any]) -> str:
    pairs = [*data["pairs"], *(["", spare] for spare in data.get("distractors", []))]
    return "".join(f"\n\t={_words(left)} -> {_words(right)}" for left, right in pairs)


def _short(data: dict[str, Any]) -> str:
    return "".join(_row("=", row, _words(row["text"])) for row in data["answers"])


def _numerical(data: dict[str, Any]) -> str:
    return "#" + "".join(_number(row) for row in data["answers"])


def _number(row: dict[str, Any]) -> str:
    if row["value"] == "*":
        return _row("~", row, "*")
    return _row("=", row, f"{row['value']}:{row.get('tolerance', '0')}")


def _ordering(data: dict[str, Any]) -> str:
    return ">ALL" + "".join(f"\n\t{_words(item)}" for item in data["items"])


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "matching": _matching,
    "short": _short,
    "numerical": _numerical,
    "ordering": _ordering,
    "essay": lambda data: "",
}
