"""What stands between the braces of a GIFT question."""

import re
from decimal import Decimal
from typing import Any

from courses.banks.checking import decimal_or_none
from courses.banks.gift_signs import shown
from courses.banks.items import Wrong
from courses.banks.wording import plain

Answers = tuple[str, dict[str, Any]]
TRUTH = re.compile(r"^(T|TRUE|F|FALSE)\s*(#.*)?$", re.IGNORECASE | re.DOTALL)
WEIGHT = re.compile(r"^%\s*(-?\d{1,3}(?:[.,]\d+)?)\s*%")
PIECE = re.compile(r"([=~])([^=~]*)")


def answers_of(inside: str) -> tuple[str, dict[str, Any], str]:
    """Return the kind of question, its answers and the comment for everybody."""
    inside, _, feedback = inside.partition("####")
    kind, data = _by_kind(inside.strip())
    return kind, data, said(feedback)


def _by_kind(inside: str) -> Answers:
    truth = TRUTH.match(inside)
    if not inside:
        return "essay", {}
    if truth:
        return _true_false(truth[1], truth[2] or "")
    if inside.startswith(">"):
        return "ordering", {"items": [said(line) for line in inside.split("\n")[1:] if line.strip()]}
    if inside.startswith("#"):
        return "numerical", {"answers": _numbers(inside[1:].strip())}
    if "~" not in inside and "->" in inside:
        return _matching(inside)
    if "~" in inside:
        return _choices(inside)
    answers = [_weighed(sign, piece) for sign, piece in _pieces(inside)]
    return "short", {"answers": answers, "case": False}


def said(text: str) -> str:
    """Return a text of the file as a reader sees it."""
    return plain(shown(text).strip())


def _true_false(word: str, comments: str) -> Answers:
    # The first comment is for who was wrong; the second, for who was right.
    wrong, right = [said(text) for text in [*comments.split("#"), "", ""][1:3]]
    answer = word.upper() in ("T", "TRUE")
    if not answer:
        return "true_false", {"answer": False, "feedback_true": wrong, "feedback_false": right}
    return "true_false", {"answer": True, "feedback_true": right, "feedback_false": wrong}


def _pieces(inside: str) -> list[tuple[str, str]]:
    if inside[:1] not in "=~":
        raise Wrong("las respuestas no empiezan por «=» ni por «~»")
    return [(match[1], match[2].strip()) for match in PIECE.finditer(inside)]


def _cut(sign: str, piece: str) -> tuple[float, str, str]:
    """Return the weight of an answer, its text and its comment."""
    weight: float = 100 if sign == "=" else 0
    written = WEIGHT.match(piece)
    if written:
        weight, piece = number(written[1]), piece[written.end() :]
    elif piece.startswith("%") and "%" in piece[1:]:
        raise Wrong(f"«{piece[: piece.index('%', 1) + 1][:40]}» no es un peso")
    text, _, comment = piece.partition("#")
    return weight, text.strip(), said(comment)


def number(text: str) -> float:
    """Return a weight: whole where it is whole."""
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _weighed(sign: str, piece: str) -> dict[str, Any]:
    weight, text, comment = _cut(sign, piece)
    return {"text": said(text), "fraction": weight, "feedback": comment}


def _choices(inside: str) -> Answers:
    pieces = _pieces(inside)
    choices = [_weighed(sign, piece) for sign, piece in pieces]
    shared = not any(choice["fraction"] == 100 for choice in choices)
    only_tildes = all(sign == "~" for sign, _ in pieces)
    return ("multiple" if shared or only_tildes else "single"), {"choices": choices}


def _matching(inside: str) -> Answers:
    pairs, spare = [], []
    for _, piece in _pieces(inside):
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise Wrong("hay una pareja sin «->»")
        if left.strip():
            pairs.append([said(left), said(right)])
        else:
            spare.append(said(right))
    return "matching", {"pairs": pairs, "distractors": spare}


def _numbers(inside: str) -> list[dict[str, Any]]:
    if inside[:1] not in ("=", "~"):
        inside = "=" + inside
    return [_number(sign, piece) for sign, piece in _pieces(inside)]


def _number(sign: str, piece: str) -> dict[str, Any]:
    weight, text, comment = _cut(sign, piece)
    value, tolerance = ("*", "0") if text in ("", "*") and sign == "~" else _interval(shown(text))
    return {"value": value, "tolerance": tolerance, "fraction": weight, "feedback": comment}


def _interval(text: str) -> tuple[str, str]:
    low, dots, high = text.partition("..")
    if not dots:
        value, _, tolerance = text.partition(":")
        return _written(_decimal(value)), _written(_decimal(tolerance or "0"))
    first, last = _decimal(low), _decimal(high)
    if first > last:
        raise Wrong(f"el intervalo «{text[:40]}» empieza después de donde acaba")
    return _written((first + last) / 2), _written((last - first) / 2)


def _decimal(text: str) -> Decimal:
    value = decimal_or_none(text)
    if value is None:
        raise Wrong(f"«{text.strip()[:40]}» no es un número")
    return value


def _written(value: Decimal) -> str:
    """Write a number as people do: no exponent, no zeros that say nothing."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
