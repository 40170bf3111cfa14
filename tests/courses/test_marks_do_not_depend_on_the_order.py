"""Whatever the order in which a paper is shown, and however often it is marked, the score is the same."""

from random import Random
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.enums import FeedbackWhen
from courses.models import QuizPart
from courses.rules.quizzes import shows_feedback
from courses.services.quizzes.freezing import freeze
from courses.services.quizzes.scoring import add_up, as_marked, mark_paper
from courses.services.quizzes.typed import read_answers, what_lacks
from tests.courses import quizzing

SEEDS = st.integers(min_value=0, max_value=2**32)
KINDS = list(quizzing.EVERY_KIND)
TEXT = st.text(alphabet="abcñ", min_size=1, max_size=4)


def orders(kind: str, data: dict[str, Any], lot: Random) -> list[Any]:
    """An order in which the options of a question may be shown."""
    if kind in ("single", "multiple"):
        turns = list(range(len(data["choices"])))
    elif kind == "ordering":
        turns = list(range(len(data["items"])))
    elif kind == "matching":
        turns = sorted({right for _, right in data["pairs"]} | set(data.get("distractors", [])))
    else:
        return []
    return lot.sample(turns, len(turns))


def paper(kind: str, data: dict[str, Any], order: list[Any]) -> dict[str, Any]:
    asked = {"key": "p1", "question": 1, "kind": kind, "data": data, "points": 3, "order": order}
    return {"questions": [asked], "pass_percent": 60}


def sent(frozen: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """What is kept of these answers when they come by the form of this very paper."""
    form = QueryDict(mutable=True)
    for name, value in quizzing.typed(Shown(frozen), answers).items():
        form.setlist(name, value if isinstance(value, list) else [value])
    kept, wrong = read_answers(frozen["questions"], form)
    assert wrong == {}
    return kept


class Shown:
    """Enough of an attempt to type in its form."""

    def __init__(self, frozen: dict[str, Any]) -> None:
        self.frozen = frozen


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, dict[str, Any], Any]:
    """A question of any kind with options, and any answer to it."""
    kind = draw(st.sampled_from(["single", "multiple", "matching", "ordering"]))
    size = draw(st.integers(2, 6))
    if kind in ("single", "multiple"):
        weights = draw(st.lists(st.sampled_from([100, 50, 33.33333, 0, -50]), min_size=size, max_size=size))
        data = {"choices": [{"text": str(n), "fraction": weight} for n, weight in enumerate(weights)]}
        chosen = draw(st.sets(st.integers(0, size - 1), min_size=1))
        return kind, data, [str(n) for n in sorted(chosen)] if kind == "multiple" else str(min(chosen))
    if kind == "ordering":
        items = draw(st.lists(TEXT, min_size=size, max_size=size))
        return kind, {"items": items}, draw(st.lists(st.integers(0, size), min_size=size, max_size=size))
    pairs = [[f"izquierda {n}", draw(TEXT)] for n in range(size)]
    options = [right for _, right in pairs]
    given_texts = draw(st.lists(st.sampled_from(["", *options]), min_size=size, max_size=size))
    return kind, {"pairs": pairs}, given_texts


@settings(max_examples=300, deadline=None)
@given(questions(), SEEDS, SEEDS)
def test_the_mark_is_the_same_in_every_order(question, one, other):
    kind, data, answer = question
    scores = []
    for seed in (one, other):
        frozen = paper(kind, data, orders(kind, data, Random(seed)))
        kept = sent(frozen, {"p1": answer})
        assert kept == {"p1": answer}
        scores.append(add_up(frozen, mark_paper(frozen, kept)))
    assert scores[0] == scores[1]


def test_read_by_the_place_shown_alone_the_order_would_decide():
    """The control: whoever kept the place where an option was shown would mark another thing."""
    data, seen = quizzing.SINGLE, set()
    for order in ([0, 1], [1, 0]):
        frozen = paper("single", data, order)
        seen.add(add_up(frozen, mark_paper(frozen, {"p1": "0" if order == [0, 1] else "1"})).got)
    assert len(seen) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("shuffle", [True, False])
def test_the_same_seed_gives_the_same_paper_and_the_same_score(shuffle: bool):
    quiz = quizzing.a_quiz(*KINDS, shuffle=shuffle)
    for _ in range(5):
        quizzing.a_question(bank="Registro")
    QuizPart.objects.create(quiz=quiz, bank="Registro", how_many=3, sort_order=9)
    papers = [freeze(quiz=quiz, seed=seed) for seed in ("a", "a", "b")]
    assert (papers[0] == papers[1], papers[0] == papers[2]) == (True, False)
    answers = {asked["key"]: quizzing.EVERY_KIND[asked["kind"]][1] for asked in papers[0]["questions"]}
    marks = [mark_paper(papers[0], answers) for _ in range(3)]
    assert marks[0] == marks[1] == marks[2]
    assert add_up(papers[0], marks[0]).got == 10


def test_an_order_is_read_by_its_places_and_two_in_one_are_in_none():
    asked = {"kind": "ordering", "data": {"items": ["a", "b", "c"]}}
    assert as_marked(asked, [2, 1, 3]) == ["b", "a", "c"]
    assert as_marked(asked, [1, 1, 3]) == ["", "", "c"]
    assert as_marked({"kind": "short"}, "x") == "x"


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("single", "", "Falta contestar."),
        ("multiple", [], "Falta contestar."),
        ("matching", ["Habitantes", ""], "Falta elegir alguna pareja."),
        ("ordering", [1, 0, 2], "Falta dar un puesto a cada elemento."),
        ("ordering", [1, 1, 2], "Hay dos elementos en el mismo puesto."),
        ("ordering", [3, 1, 2], ""),
        ("essay", "algo", ""),
    ],
)
def test_what_lacks_is_said(kind: str, answer: Any, said: str):
    assert what_lacks({"kind": kind, "data": quizzing.EVERY_KIND[kind][0]}, answer) == said


@pytest.mark.parametrize(
    ("when", "passed", "left", "has_open", "told"),
    [
        (FeedbackWhen.AT_ONCE, False, 3, False, True),
        (FeedbackWhen.NEVER, True, 0, False, False),
        (FeedbackWhen.AT_THE_END, False, 1, False, False),
        (FeedbackWhen.AT_THE_END, False, None, False, False),
        (FeedbackWhen.AT_THE_END, False, 0, False, True),
        (FeedbackWhen.AT_THE_END, False, 0, True, False),
        (FeedbackWhen.AT_THE_END, True, 3, False, True),
    ],
)
def test_when_the_right_answers_are_told(
    when: str, passed: bool, left: int | None, has_open: bool, told: bool
):
    assert shows_feedback(when=when, passed=passed, attempts_left=left, has_open=has_open) == told
