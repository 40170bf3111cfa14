"""From what a form brings to an answer that does not depend on the order shown, and what is wrong with it.

Pure: no database. In a form an option is the place where it was shown, so that the page does not tell the
right order; in what is kept it is its turn in the question, or its text.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from courses.enums import QuestionKind

LONGEST_SHORT: Final = 500
LONGEST_ESSAY: Final = 20_000

Asked = Mapping[str, Any]


class Form(Protocol):
    """What a form brings: Django's QueryDict, or anything that answers like it."""

    def get(self, key: str, default: str, /) -> Any: ...

    def getlist(self, key: str, /) -> Sequence[Any]: ...


class Unreadable(Exception):
    """What came is no answer to this question; the text says why."""


def read_answers(questions: Sequence[Asked], form: Form) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers that can be read, by question, and why each of the others cannot."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for asked in questions:
        try:
            answers[asked["key"]] = READERS[asked["kind"]](asked, form)
        except Unreadable as why:
            wrong[asked["key"]] = str(why)
    return answers, wrong


def what_lacks(asked: Asked, answer: Any) -> str:
    """Say what is still to be done in a question; nothing when it is answered whole."""
    if asked["kind"] == QuestionKind.ORDERING:
        places = [place for place in (answer or []) if place]
        if len(places) < len(asked["data"]["items"]):
            return "Falta dar un puesto a cada elemento."
        return "Hay dos elementos en el mismo puesto." if len(set(places)) < len(places) else ""
    if asked["kind"] == QuestionKind.MATCHING:
        whole = bool(answer) and all(answer)
        return "" if whole else "Falta elegir alguna pareja."
    return "" if answer else "Falta contestar."


def _one_of(asked: Asked, value: str, among: int) -> int:
    if not (value.isascii() and value.isdigit()) or len(value) > 4 or int(value) >= among:
        raise Unreadable("Esa opción no está en la pregunta. Elige una de las que ves.")
    return int(value)


def _single(asked: Asked, form: Form) -> str:
    value = str(form.get(asked["key"], ""))
    return str(asked["order"][_one_of(asked, value, len(asked["order"]))]) if value else ""


def _multiple(asked: Asked, form: Form) -> list[str]:
    values = [str(value) for value in form.getlist(asked["key"])]
    turns = {asked["order"][_one_of(asked, value, len(asked["order"]))] for value in values}
    return [str(turn) for turn in sorted(turns)]


def _true_false(asked: Asked, form: Form) -> str:
    value = str(form.get(asked["key"], ""))
    if value not in ("", "true", "false"):
        raise Unreadable("Elige «Verdadero» o «Falso».")
    return value


def _matching(asked: Asked, form: Form) -> list[str]:
    chosen = [str(form.get(f"{asked['key']}_{n}", "")) for n in range(len(asked["data"]["pairs"]))]
    options = asked["order"]
    return [options[_one_of(asked, value, len(options))] if value else "" for value in chosen]


def _ordering(asked: Asked, form: Form) -> list[int]:
    places = [0] * len(asked["order"])
    for shown, turn in enumerate(asked["order"]):
        value = str(form.get(f"{asked['key']}_{shown}", ""))
        places[turn] = _one_of(asked, value, len(places)) + 1 if value else 0
    return places


def _text(longest: int) -> Callable[[Asked, Form], str]:
    def read(asked: Asked, form: Form) -> str:
        value = str(form.get(asked["key"], "")).replace("\r\n", "\n")
        if len(value) > longest:
            said = f"{longest:,}".replace(",", ".")
            raise Unreadable(f"El texto es demasiado largo: caben {said} caracteres. Acórtalo.")
        if "\x00" in value:
            raise Unreadable("El texto tiene un signo que no se puede guardar. Escríbelo de nuevo.")
        return value if value.strip() else ""

    return read


READERS: Final[Mapping[str, Callable[[Asked, Form], Any]]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.SHORT: _text(LONGEST_SHORT),
    QuestionKind.NUMERICAL: _text(LONGEST_SHORT),
    QuestionKind.ESSAY: _text(LONGEST_ESSAY),
}
