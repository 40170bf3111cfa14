"""How the questions of an attempt are shown: to answer them, and to read afterwards what was right.

What it gives the templates is plain text; they escape it. An option is named by the place where it is shown.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from courses import quiz_words
from courses.enums import QuestionKind
from courses.models import QuizAttempt
from courses.services.quizzes.scoring import as_marked
from courses.services.quizzes.typed import LONGEST_ESSAY, LONGEST_SHORT

Asked = Mapping[str, Any]
HINTS = {
    QuestionKind.MULTIPLE: "Puede haber varias. Una que no es resta puntos.",
    QuestionKind.MATCHING: "Elige para cada línea lo que le corresponde.",
    QuestionKind.ORDERING: "Da a cada línea su puesto: el 1 es el primero.",
    QuestionKind.NUMERICAL: "Escribe solo un número. Vale con coma o con punto.",
}
TRUTH = (("true", "Verdadero"), ("false", "Falso"))


def sheet_of(
    attempt: QuizAttempt, answers: Mapping[str, Any], wrong: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return every question to be answered, with what is already written and what is wrong."""
    return [
        _to_answer(number, asked, answers.get(asked["key"]), wrong.get(asked["key"], ""))
        for number, asked in enumerate(attempt.frozen["questions"], start=1)
    ]


def _to_answer(number: int, asked: Asked, answer: Any, wrong: str) -> dict[str, Any]:
    kind, key = asked["kind"], asked["key"]
    shown = {
        "number": number,
        "key": key,
        "kind": kind,
        "text": asked["text"],
        "points": quiz_words.points_worth(asked["points"]),
        "hint": HINTS.get(kind, ""),
        "error": wrong,
    }
    return {**shown, **CONTROLS[kind](asked, answer), "target": _target(kind, key)}


def _target(kind: str, key: str) -> str:
    """Return the first control of a question: where the list of errors leads."""
    rows = kind in (QuestionKind.MATCHING, QuestionKind.ORDERING)
    choices = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
    return f"{key}_0" if rows or choices else key


def _choices(control: str) -> Any:
    def shown(asked: Asked, answer: Any) -> dict[str, Any]:
        ticked = {str(each) for each in (answer if isinstance(answer, list) else [answer])}
        texts = [choice["text"] for choice in asked["data"]["choices"]]
        options = [
            {"value": str(place), "label": texts[turn], "checked": str(turn) in ticked}
            for place, turn in enumerate(asked["order"])
        ]
        return {"control": control, "options": options}

    return shown


def _truth(asked: Asked, answer: Any) -> dict[str, Any]:
    options = [{"value": value, "label": label, "checked": answer == value} for value, label in TRUTH]
    return {"control": "radio", "options": options}


def _matching(asked: Asked, answer: Any) -> dict[str, Any]:
    chosen = list(answer or [])
    rows = [
        {
            "label": left,
            "options": [
                {
                    "value": str(place),
                    "label": text,
                    "selected": text == (chosen[n] if n < len(chosen) else ""),
                }
                for place, text in enumerate(asked["order"])
            ],
        }
        for n, (left, _) in enumerate(asked["data"]["pairs"])
    ]
    return {"control": "selects", "rows": rows, "nothing": "Elige una"}


def _ordering(asked: Asked, answer: Any) -> dict[str, Any]:
    places, items = list(answer or []), asked["data"]["items"]
    rows = [
        {
            "label": items[turn],
            "options": [
                {
                    "value": str(n),
                    "label": str(n + 1),
                    "selected": turn < len(places) and places[turn] == n + 1,
                }
                for n in range(len(items))
            ],
        }
        for turn in asked["order"]
    ]
    return {"control": "selects", "rows": rows, "nothing": "Puesto", "narrow": True}


def _text(asked: Asked, answer: Any) -> dict[str, Any]:
    numeric = asked["kind"] == QuestionKind.NUMERICAL
    return {"control": "text", "value": answer or "", "numeric": numeric, "longest": LONGEST_SHORT}


def _essay(asked: Asked, answer: Any) -> dict[str, Any]:
    lines = asked["data"].get("lines", 15)
    return {"control": "area", "value": answer or "", "lines": min(lines, 20), "longest": LONGEST_ESSAY}


CONTROLS = {
    QuestionKind.SINGLE: _choices("radio"),
    QuestionKind.MULTIPLE: _choices("checkbox"),
    QuestionKind.TRUE_FALSE: _truth,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.SHORT: _text,
    QuestionKind.NUMERICAL: _text,
    QuestionKind.ESSAY: _essay,
}


def review_of(attempt: QuizAttempt, *, tells: bool) -> list[dict[str, Any]]:
    """Return every question answered; what was right and why, only when it is told."""
    return [
        _answered(number, asked, attempt, tells)
        for number, asked in enumerate(attempt.frozen["questions"], start=1)
    ]


def _answered(number: int, asked: Asked, attempt: QuizAttempt, tells: bool) -> dict[str, Any]:
    key, answer = asked["key"], attempt.answers.get(asked["key"])
    mark = attempt.marks.get(key, {})
    share = mark.get("share")
    return {
        "number": number,
        "key": key,
        "kind": asked["kind"],
        "text": asked["text"],
        "state": _state(share),
        "got": "" if share is None else quiz_words.points(Fraction(share) * asked["points"]),
        "points": asked["points"],
        "given": given_said(asked, answer),
        "right": right_said(asked) if tells else [],
        "comments": _comments(asked, answer) if tells else [],
        "comment": mark.get("comment", ""),
    }


def _state(share: str | None) -> str:
    if share is None:
        return "pending"
    worth = Fraction(share)
    return "right" if worth == 1 else "wrong" if worth == 0 else "partly"


def given_said(asked: Asked, answer: Any) -> list[str]:
    """Say an answer in lines."""
    kind, data = asked["kind"], asked["data"]
    if not answer or (isinstance(answer, list) and not any(answer)):
        return []
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        return [
            data["choices"][int(turn)]["text"] for turn in (answer if isinstance(answer, list) else [answer])
        ]
    if kind == QuestionKind.TRUE_FALSE:
        return [dict(TRUTH)[answer]]
    if kind == QuestionKind.MATCHING:
        return [f"{left}: {text or '–'}" for (left, _), text in zip(data["pairs"], answer, strict=False)]
    if kind == QuestionKind.ORDERING:
        return [f"{n}. {text or '–'}" for n, text in enumerate(as_marked(asked, answer), start=1)]
    return [str(answer)]


def right_said(asked: Asked) -> list[str]:
    """Say the right answer in lines."""
    kind, data = asked["kind"], asked["data"]
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        return [choice["text"] for choice in data["choices"] if choice["fraction"] > 0]
    if kind == QuestionKind.TRUE_FALSE:
        return [dict(TRUTH)["true" if data["answer"] else "false"]]
    if kind == QuestionKind.MATCHING:
        return [f"{left}: {text}" for left, text in data["pairs"]]
    if kind == QuestionKind.ORDERING:
        return [f"{n}. {text}" for n, text in enumerate(data["items"], start=1)]
    if kind == QuestionKind.ESSAY:
        return []
    name = "value" if kind == QuestionKind.NUMERICAL else "text"
    return [str(known[name]) for known in data["answers"] if known["fraction"] == 100]


def _comments(asked: Asked, answer: Any) -> list[str]:
    """Return what the question says of what was chosen, and what it says to everybody."""
    data, own = asked["data"], []
    if asked["kind"] in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        turns = answer if isinstance(answer, list) else [answer] if answer else []
        own = [data["choices"][int(turn)].get("feedback", "") for turn in turns]
    elif asked["kind"] == QuestionKind.TRUE_FALSE and answer:
        own = [data.get(f"feedback_{answer}", "")]
    return [text for text in (*own, asked["feedback"]) if text]
