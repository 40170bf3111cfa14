"""How each kind of question of Moodle is told in ours."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from courses.banks.checking import decimal_or_none
from courses.banks.items import Wrong
from courses.banks.moodle_nodes import Node
from courses.banks.wording import plain

FORMATS = {"html": "html", "plain_text": "plain", "markdown": "markdown"}
Answers = tuple[str, dict[str, Any]]


def said(node: Node) -> str:
    """Return the text of an element as a reader sees it, by the format it declares."""
    words = node.one("text").words if node.all("text") else node.words
    return _unprefixed(words, FORMATS.get(node.attributes.get("format", "").lower(), ""))


def _unprefixed(words: str, kind: str) -> str:
    # Only GIFT writes `[html]` in front: here those letters are part of the text.
    return words.strip() if kind in ("plain", "markdown") else plain("[html]" + words if kind else words)


def _weight(node: Node) -> float:
    try:
        value = float(node.attributes.get("fraction", "0").replace(",", "."))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise Wrong(f"«{node.attributes['fraction'][:40]}» no es un peso")
    return int(value) if value.is_integer() else value


def _weighed(node: Node) -> dict[str, Any]:
    return {"text": said(node), "fraction": _weight(node), "feedback": said(node.one("feedback"))}


def _choices(node: Node) -> Answers:
    single = node.value("single").lower() not in ("false", "0")
    return ("single" if single else "multiple"), {"choices": [_weighed(a) for a in node.all("answer")]}


def _true_false(node: Node) -> Answers:
    told = {said(answer).lower(): answer for answer in node.all("answer")}
    if set(told) != {"true", "false"}:
        raise Wrong("no dice si es verdadero o falso")
    data = {"answer": _weight(told["true"]) > _weight(told["false"])}
    return "true_false", data | {f"feedback_{word}": said(told[word].one("feedback")) for word in told}


def _short(node: Node) -> Answers:
    case = node.value("usecase").lower() in ("1", "true")
    return "short", {"answers": [_weighed(answer) for answer in node.all("answer")], "case": case}


def _numerical(node: Node) -> Answers:
    return "numerical", {"answers": [_number(answer) for answer in node.all("answer")]}


def _number(node: Node) -> dict[str, Any]:
    value, tolerance = said(node), node.value("tolerance") or "0"
    for text in (value, tolerance):
        if text != "*" and decimal_or_none(text) is None:
            raise Wrong(f"«{text[:40]}» no es un número")
    return {
        "value": value.replace(",", "."),
        "tolerance": tolerance.replace(",", "."),
        "fraction": _weight(node),
        "feedback": said(node.one("feedback")),
    }


def _matching(node: Node) -> Answers:
    pairs, spare = [], []
    for sub in node.all("subquestion"):
        left, right = said(sub), said(sub.one("answer"))
        if left:
            pairs.append([left, right])
        else:
            spare.append(right)
    return "matching", {"pairs": pairs, "distractors": spare}


def _ordering(node: Node) -> Answers:
    answers = node.all("answer")
    ranks = [_weight(answer) for answer in answers]
    # Newer files write the place of each item in its fraction; older ones only put them in order.
    if len(set(ranks)) == len(ranks):
        answers = [answer for _, answer in sorted(zip(ranks, answers, strict=True), key=lambda pair: pair[0])]
    return "ordering", {"items": [said(answer) for answer in answers]}


def _essay(node: Node) -> Answers:
    lines = node.value("responsefieldlines")
    return "essay", {"lines": min(100, max(1, int(lines)))} if 0 < len(
        lines
    ) < 5 and lines.isdecimal() else {}


KINDS: dict[str, Callable[[Node], Answers]] = {
    "multichoice": _choices,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
