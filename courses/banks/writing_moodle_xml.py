"""Writes questions as Moodle XML, so that reading them gives the same questions."""

from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from courses.banks.decoding import UNPRINTABLE
from courses.banks.writing_gift import Asked

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "short": "shortanswer",
    "numerical": "numerical",
    "ordering": "ordering",
    "essay": "essay",
}


def moodle_xml_of(questions: Iterable[Asked]) -> str:
    """Return the file: questions in order, each bank announced where it begins."""
    pieces, bank = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'], ""
    for question in questions:
        if question.bank != bank:
            bank = question.bank
            path = _wrapped("category", f"$course$/top/{bank}")
            pieces.append(f'<question type="category">{path}</question>\n')
        pieces.append(_question(question))
    return "".join([*pieces, "</quiz>\n"])


def _question(question: Asked) -> str:
    head = _wrapped("name", question.title) + _told("questiontext", question.text)
    head += _told("generalfeedback", question.feedback)
    head += f"<defaultgrade>{getattr(question, 'points', 1)}</defaultgrade>"
    body = WRITERS[question.kind](question.data)
    return f'<question type="{TYPES[question.kind]}">{head}{body}</question>\n'


def _safe(text: str) -> str:
    return escape(UNPRINTABLE.sub("", text))


def _wrapped(tag: str, text: str) -> str:
    return f"<{tag}><text>{_safe(text)}</text></{tag}>"


def _told(tag: str, text: str) -> str:
    return f'<{tag} format="plain_text"><text>{_safe(text)}</text></{tag}>'


def _answer(weight: object, text: str, comment: str = "", more: str = "") -> str:
    inside = f"<text>{_safe(text)}</text>{_told('feedback', comment)}{more}"
    return f'<answer fraction={quoteattr(str(weight))} format="plain_text">{inside}</answer>'


def _rows(rows: list[dict[str, Any]]) -> str:
    return "".join(_answer(row["fraction"], row["text"], row.get("feedback", "")) for row in rows)


def _true_false(data: dict[str, Any]) -> str:
    weights = {"true": 100 if data["answer"] else 0, "false": 0 if data["answer"] else 100}
    return "".join(_answer(weights[w], w, data.get(f"feedback_{w}", "")) for w in weights)


def _matching(data: dict[str, Any]) -> str:
    pairs = [*data["pairs"], *(["", spare] for spare in data.get("distractors", []))]
    return "".join(
        f'<subquestion format="plain_text"><text>{_safe(left)}</text>{_told("answer", right)}</subquestion>'
        for left, right in pairs
    )


def _numerical(data: dict[str, Any]) -> str:
    return "".join(
        _answer(
            row["fraction"],
            row["value"],
            row.get("feedback", ""),
            f"<tolerance>{_safe(row.get('tolerance', '0'))}</tolerance>",
        )
        for row in data["answers"]
    )


def _ordering(data: dict[str, Any]) -> str:
    return "".join(_answer(place, item) for place, item in enumerate(data["items"], 1))


def _essay(data: dict[str, Any]) -> str:
    lines = f"<responsefieldlines>{data['lines']}</responsefieldlines>" if "lines" in data else ""
    return "<responseformat>plain</responseformat>" + lines


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "single": lambda data: "<single>true</single>" + _rows(data["choices"]),
    "multiple": lambda data: "<single>false</single>" + _rows(data["choices"]),
    "true_false": _true_false,
    "matching": _matching,
    "short": lambda data: f"<usecase>{int(data.get('case', False))}</usecase>" + _rows(data["answers"]),
    "numerical": _numerical,
    "ordering": _ordering,
    "essay": _essay,
}
