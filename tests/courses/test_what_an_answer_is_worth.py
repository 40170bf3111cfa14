"""What an answer of a quiz is worth: one table for each kind of question."""

from decimal import Decimal
from fractions import Fraction

import pytest

from courses.enums import QuestionKind
from courses.services.quizzes import mark_answer
from courses.services.quizzes.marking import MARKERS, number, share

FULL, NONE, HALF, THIRD = Fraction(1), Fraction(0), Fraction(1, 2), Fraction(1, 3)


def weighed(**worth):
    return [{"text": text, "fraction": fraction, "feedback": ""} for text, fraction in worth.items()]


ONE = {"choices": weighed(a=100, b=50, c=-25)}
SEVERAL = {"choices": weighed(a="33.33333", b="33.33333", c="33.33333", d=-50)}
PAIRS = {"pairs": [["LPAC", "39/2015"], ["LRJSP", "40/2015"]], "distractors": ["7/1985"]}
WORDS = {"answers": weighed(**{"Registro electrónico": 100, "*registro*": 50}), "case": False}
STRICT = {"answers": weighed(SIR=100), "case": True}
STARS = {"answers": weighed(**{"a*b*c": 100}), "case": False}
DAYS = {"answers": [{"value": "3.14", "tolerance": "0.01", "fraction": 100}]}
EXACT = {"answers": [{"value": "10", "fraction": 100}, {"value": "9", "tolerance": 0, "fraction": 50}]}
ORDER = {"items": ["Entrada", "Asiento", "Justificante", "Reparto"]}

CASES = {
    QuestionKind.SINGLE: [
        (ONE, "0", FULL), (ONE, 1, HALF), (ONE, "2", NONE), (ONE, "9", NONE), (ONE, "", NONE),
        (ONE, None, NONE), (ONE, ["0"], NONE), (ONE, "-1", NONE),
    ],
    QuestionKind.MULTIPLE: [
        (SEVERAL, ["0", "1", "2"], FULL), (SEVERAL, ["0"], THIRD), (SEVERAL, ["0", "0", "0"], THIRD),
        (SEVERAL, ["0", "1", "2", "3"], HALF), (SEVERAL, ["3"], NONE), (SEVERAL, [], NONE),
        (SEVERAL, "012", NONE), (SEVERAL, None, NONE), (SEVERAL, [["0"]], NONE),
    ],
    QuestionKind.TRUE_FALSE: [
        ({"answer": True}, "true", FULL), ({"answer": True}, "false", NONE),
        ({"answer": False}, "false", FULL), ({"answer": False}, "", NONE), ({"answer": False}, None, NONE),
    ],
    QuestionKind.MATCHING: [
        (PAIRS, ["39/2015", "40/2015"], FULL), (PAIRS, ["39/2015", "7/1985"], HALF),
        (PAIRS, ["40/2015", "39/2015"], NONE), (PAIRS, ["39/2015"], HALF), (PAIRS, None, NONE),
    ],
    QuestionKind.SHORT: [
        (WORDS, "  registro   ELECTRÓNICO ", FULL), (WORDS, "el registro de entrada", HALF),
        (WORDS, "papel", NONE), (WORDS, "", NONE), (STRICT, "SIR", FULL), (STRICT, "sir", NONE),
        (STARS, "a-b-c", FULL), (STARS, "abc", FULL), (STARS, "acb", NONE), (STARS, "ac", NONE),
    ],
    QuestionKind.NUMERICAL: [
        (DAYS, "3,14", FULL), (DAYS, "3.15", FULL), (DAYS, "3,13", FULL), (DAYS, "3,1500000001", NONE),
        (DAYS, "3,12", NONE), (DAYS, "tres", NONE), (DAYS, "1e999999999", NONE), (DAYS, "NaN", NONE),
        (DAYS, "9" * 41, NONE), (DAYS, None, NONE), (EXACT, "10,0", FULL), (EXACT, " +9 ", HALF),
    ],
    QuestionKind.ORDERING: [
        (ORDER, ORDER["items"], FULL), (ORDER, ["Asiento", "Entrada", "Justificante", "Reparto"], HALF),
        (ORDER, ORDER["items"][::-1], NONE), (ORDER, [], NONE), (ORDER, "Entrada", NONE),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data", "answer", "worth"),
    [(kind, *case) for kind, cases in CASES.items() for case in cases],
)
def test_an_answer_is_worth_what_the_table_says(kind, data, answer, worth):
    assert mark_answer(kind=kind, data=data, answer=answer) == worth


def test_an_essay_waits_for_somebody_to_read_it():
    assert mark_answer(kind=QuestionKind.ESSAY, data={}, answer="Un texto largo") is None


def test_every_kind_is_marked_or_waits_for_a_person():
    assert set(MARKERS) | {QuestionKind.ESSAY} == set(QuestionKind)
    assert set(CASES) == set(MARKERS)


def test_three_thirds_are_the_whole_and_without_reading_them_so_they_would_not_be():
    worth = mark_answer(kind=QuestionKind.MULTIPLE, data=SEVERAL, answer=["0", "1", "2"])
    assert worth == FULL
    assert 3 * Fraction("33.33333") / 100 != FULL


def test_a_pattern_of_many_stars_is_answered_at_once():
    pattern = {"answers": weighed(**{"a*" * 500 + "b": 100}), "case": False}
    assert mark_answer(kind=QuestionKind.SHORT, data=pattern, answer="a" * 20_000) == NONE


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3,14", "3.14"), (" -2.50 ", "-2.50"), (",5", "0.5"), ("1.000,5", None), ("1e3", None), ("", None)],
)
def test_a_number_is_read_with_comma_or_point(typed, read):
    assert number(typed) == (read and Decimal(read))


def test_a_percentage_that_was_rounded_is_the_fraction_it_was_written_for():
    assert share("33.33333") == THIRD
    assert share("33.3") == Fraction(333, 1000)
    assert share(-16.66667) == Fraction(-1, 6)
