"""Whether what a question holds fits its kind; the answer is a reason in Spanish, or nothing."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

LARGEST_TEXT = 20_000
MOST_ANSWERS = 200


def why_wrong(*, kind: str, text: str, data: Any) -> str:
    """Say why a question cannot be kept; an empty answer means that it can."""
    check = CHECKS.get(kind)
    if check is None:
        return f"tipo no admitido: {kind}"
    if not isinstance(data, dict):
        return "las respuestas no tienen la forma esperada"
    if not text.strip():
        return "falta el enunciado"
    if len(text) > LARGEST_TEXT:
        return f"el enunciado pasa de {LARGEST_TEXT} caracteres"
    return check(data)


def _rows(data: dict[str, Any], name: str, least: int) -> str:
    rows = data.get(name)
    if not isinstance(rows, list) or len(rows) < least:
        return "faltan respuestas: hacen falta al menos " + str(least) if least > 1 else "faltan respuestas"
    return f"hay más de {MOST_ANSWERS} respuestas" if len(rows) > MOST_ANSWERS else ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _weighed(rows: list[Any], name: str) -> str:
    for row in rows:
        if not isinstance(row, dict) or not _is_text(row.get(name)):
            return "hay una respuesta vacía"
        weight = row.get("fraction")
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not -100 <= weight <= 100:
            return "el peso de una respuesta no está entre -100 y 100"
    return ""


def _has_full_mark(rows: list[Any]) -> bool:
    return any(row["fraction"] == 100 for row in rows)


def _single(data: dict[str, Any]) -> str:
    wrong = _rows(data, "choices", 2) or _weighed(data["choices"], "text")
    return wrong or ("" if _has_full_mark(data["choices"]) else "ninguna respuesta vale el 100 %")


def _multiple(data: dict[str, Any]) -> str:
    wrong = _rows(data, "choices", 2) or _weighed(data["choices"], "text")
    if wrong:
        return wrong
    # Thirds are written 33.33333: three of them are a whole question.
    total = sum(row["fraction"] for row in data["choices"] if row["fraction"] > 0)
    return "" if 99 <= total <= 101 else f"las respuestas correctas suman {total:g} % y no 100 %"


def _true_false(data: dict[str, Any]) -> str:
    return "" if isinstance(data.get("answer"), bool) else "no dice si es verdadero o falso"


def _matching(data: dict[str, Any]) -> str:
    wrong = _rows(data, "pairs", 2)
    if wrong:
        return wrong.replace("respuestas", "parejas")
    extra = data.get("distractors", [])
    if not isinstance(extra, list) or not all(_is_text(text) for text in extra):
        return "hay una opción sobrante vacía"
    whole = all(isinstance(p, (list, tuple)) and len(p) == 2 and all(map(_is_text, p)) for p in data["pairs"])
    if not whole:
        return "hay una pareja incompleta"
    lefts = [pair[0] for pair in data["pairs"]]
    return "" if len(set(lefts)) == len(lefts) else "hay dos parejas con el mismo término"


def _short(data: dict[str, Any]) -> str:
    wrong = _rows(data, "answers", 1) or _weighed(data["answers"], "text")
    return wrong or ("" if _has_full_mark(data["answers"]) else "ninguna respuesta vale el 100 %")


def decimal_or_none(text: Any) -> Decimal | None:
    """Read a number as written; a decimal comma is taken as a point."""
    try:
        number = Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 300 else None


def _numerical(data: dict[str, Any]) -> str:
    wrong = _rows(data, "answers", 1) or _weighed(data["answers"], "value")
    if wrong:
        return wrong
    for row in data["answers"]:
        value, tolerance = row["value"], decimal_or_none(row.get("tolerance", "0"))
        if value != "*" and decimal_or_none(value) is None:
            return f"«{value[:40]}» no es un número"
        if tolerance is None or tolerance < 0:
            return "la tolerancia no es un número positivo"
    return "" if _has_full_mark(data["answers"]) else "ninguna respuesta vale el 100 %"


def _ordering(data: dict[str, Any]) -> str:
    wrong = _rows(data, "items", 2)
    if wrong:
        return wrong.replace("respuestas", "elementos")
    return "" if all(map(_is_text, data["items"])) else "hay un elemento vacío"


def _essay(data: dict[str, Any]) -> str:
    lines = data.get("lines", 15)
    fits = isinstance(lines, int) and not isinstance(lines, bool) and 1 <= lines <= 100
    return "" if fits else "el número de líneas no está entre 1 y 100"


CHECKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "matching": _matching,
    "short": _short,
    "numerical": _numerical,
    "ordering": _ordering,
    "essay": _essay,
}
