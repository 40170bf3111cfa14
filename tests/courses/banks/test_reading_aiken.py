"""Aiken: strict, and clear about what is missing."""

import pytest

from courses.banks.aiken import read_aiken

GOOD = "¿Quién levanta acta?\nA. La alcaldesa\nB) La secretaria\nANSWER: B\n"


def test_a_good_question_is_read():
    (item,) = read_aiken(GOOD).items
    assert (item.kind, item.title, item.line) == ("single", "¿Quién levanta acta?", 1)
    assert [(row["text"], row["fraction"]) for row in item.data["choices"]] == [
        ("La alcaldesa", 0),
        ("La secretaria", 100),
    ]


def test_no_blank_line_is_needed_between_two():
    assert [item.line for item in read_aiken(GOOD + GOOD).items] == [1, 5]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("x\nA. a\nB. b\n", "falta la línea «ANSWER: letra»"),
        ("x\n", "faltan las opciones y la línea «ANSWER: letra»"),
        ("x\nA. a\nB. b\nANSWER: C\n", "ANSWER dice «C», que no es la letra de ninguna opción"),
        ("x\nA. a\nB. b\nANSWER:\n", "ANSWER dice «», que no es la letra de ninguna opción"),
        ("x\nA. a\nC. b\nANSWER: A\n", "las letras de las opciones no van en orden: A, B, C…"),
        ("x\nA. a\nA. b\nANSWER: A\n", "las letras de las opciones no van en orden: A, B, C…"),
        ("x\nA. a\nANSWER: A\n", "faltan respuestas: hacen falta al menos 2"),
        ("x\nANSWER: A\n", "faltan las opciones: «A. …», «B. …»"),
        ("A. a\nB. b\nANSWER: A\n", "falta el enunciado"),
        ("x\nA. a\nB.\nANSWER: A\n", "hay una respuesta vacía"),
    ],
)
def test_a_broken_question_is_named_and_its_neighbours_are_kept(broken: str, reason: str):
    reading = read_aiken(f"{GOOD}\n{broken}\n{GOOD}")
    assert [item.line for item in reading.items] == [1, 7 + broken.count("\n")]
    assert [(fault.line, fault.reason) for fault in reading.errors] == [(6, reason)]
