"""What an answer is worth, from nothing (0) to all (1), exactly. Pure: no database, no floats."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from courses.banks.checking import decimal_or_none
from courses.enums import QuestionKind

NOTHING: Final = Fraction(0)
ALL: Final = Fraction(1)
# Banks write a third as 33.33333: within this of a small fraction, it is that fraction.
ROUNDED: Final = Fraction(1, 100_000)
SMALL: Final = 30
# A longer text is no number; and an exponent of many digits would take the machine's memory.
LONGEST_NUMBER: Final = 40
NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")

Data = Mapping[str, Any]


def mark_answer(*, kind: QuestionKind, data: Data, answer: Any) -> Fraction | None:
    """Return what an answer is worth; None when a person has to read it.

    Pre-conditions: `data` fits the kind (`Question.clean`). `answer` is whatever came: what does not fit is
    worth nothing, and never an error. A choice is its turn in `data`; a pair or an order, texts in a list.
    """
    marker = MARKERS.get(kind)
    return marker(data, answer) if marker else None


def share(percent: Any) -> Fraction:
    """Read a percentage as the fraction it was written for."""
    written = Fraction(str(percent)) / 100
    known = written.limit_denominator(SMALL)
    return known if abs(written - known) <= ROUNDED else written


def number(text: Any) -> Decimal | None:
    """Read a number as it is typed, with comma or point: «3,14» is «3.14». None if it is not one."""
    typed = str(text).strip()
    if len(typed) > LONGEST_NUMBER or not NUMBER.fullmatch(typed):
        return None
    return Decimal(typed.replace(",", "."))


def _single(data: Data, answer: Any) -> Fraction:
    chosen = _choices(data, [answer])
    return _within(sum(chosen, NOTHING))


def _multiple(data: Data, answer: Any) -> Fraction:
    # A wrong one takes away what it says, so that ticking every box is worth nothing.
    return _within(sum(_choices(data, set(_list(answer))), NOTHING))


def _true_false(data: Data, answer: Any) -> Fraction:
    said = {"true": True, "false": False}.get(str(answer).lower())
    return ALL if said is not None and said == data["answer"] else NOTHING


def _matching(data: Data, answer: Any) -> Fraction:
    return _in_place([right for _, right in data["pairs"]], _list(answer))


def _ordering(data: Data, answer: Any) -> Fraction:
    return _in_place(data["items"], _list(answer))


def _short(data: Data, answer: Any) -> Fraction:
    case = bool(data.get("case"))
    typed = _plain(answer, case=case)
    fits = (known for known in data["answers"] if _looks_like(_plain(known["text"], case=case), typed))
    return max((_within(share(known["fraction"])) for known in fits), default=NOTHING)


def _numerical(data: Data, answer: Any) -> Fraction:
    typed = number(answer)
    if typed is None:
        return NOTHING
    fits = (known for known in data["answers"] if _near(known, typed))
    return max((_within(share(known["fraction"])) for known in fits), default=NOTHING)


def _choices(data: Data, chosen: Any) -> list[Fraction]:
    by_turn = {str(turn): share(choice["fraction"]) for turn, choice in enumerate(data["choices"])}
    return [by_turn[str(turn)] for turn in chosen if str(turn) in by_turn]


def _in_place(right: Sequence[str], given: Sequence[Any]) -> Fraction:
    hits = sum(wanted == came for wanted, came in zip(right, given, strict=False))
    return Fraction(hits, len(right)) if right else NOTHING


def _near(known: Data, typed: Decimal) -> bool:
    # In fractions: a Decimal would round what has more than 28 digits.
    value, margin = decimal_or_none(known["value"]), decimal_or_none(known.get("tolerance") or 0)
    if value is None:
        # The star of a bank: any other number.
        return True
    return abs(Fraction(typed) - Fraction(value)) <= Fraction(margin or 0)


def _plain(text: Any, *, case: bool) -> str:
    spaced = " ".join(str(text).split())
    return spaced if case else spaced.casefold()


def _looks_like(known: str, typed: str) -> bool:
    # Looked for piece by piece, from left to right: a regular expression of many stars could take for ever.
    first, *rest = known.split("*")
    if not rest:
        return typed == known
    last = rest.pop()
    if not typed.startswith(first) or not typed.endswith(last) or len(typed) < len(first) + len(last):
        return False
    at, end = len(first), len(typed) - len(last)
    for piece in rest:
        found = typed.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _list(answer: Any) -> list[str]:
    return [str(each) for each in answer] if isinstance(answer, list | tuple) else []


def _within(worth: Fraction) -> Fraction:
    return min(ALL, max(NOTHING, worth))


MARKERS: Final[Mapping[QuestionKind, Callable[[Data, Any], Fraction]]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.MATCHING: _matching,
    QuestionKind.SHORT: _short,
    QuestionKind.NUMERICAL: _numerical,
    QuestionKind.ORDERING: _ordering,
}
