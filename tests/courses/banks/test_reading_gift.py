"""GIFT: what Moodle documents is read; what is broken is named by its line, and the rest goes on."""

from typing import Any

import pytest

from courses.banks.gift import read_gift
from courses.banks.items import Item


def only(text: str) -> Item:
    reading = read_gift(text)
    assert reading.errors == []
    (item,) = reading.items
    return item


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in read_gift(text).errors]


def weights(item: Item) -> list[tuple[str, Any]]:
    rows = item.data.get("choices") or item.data["answers"]
    return [(row.get("text", row.get("value")), row["fraction"]) for row in rows]


def test_one_right_answer_among_wrong_ones():
    item = only("::Pleno::¿Quién preside el pleno? {=La alcaldesa#Sí ~El secretario#No ~%50%Nadie}")
    assert (item.kind, item.title, item.text, item.line) == ("single", "Pleno", "¿Quién preside el pleno?", 1)
    assert weights(item) == [("La alcaldesa", 100), ("El secretario", 0), ("Nadie", 50)]
    assert [row["feedback"] for row in item.data["choices"]] == ["Sí", "No", ""]


def test_several_right_answers_share_the_mark_and_a_wrong_one_takes_from_it():
    item = only("¿Qué dos? {~%50%acta ~%50%orden del día ~%-100%factura}")
    assert (item.kind, weights(item)) == (
        "multiple",
        [("acta", 50), ("orden del día", 50), ("factura", -100)],
    )


def test_answers_with_equals_alone_are_short():
    item = only("¿Quién? {=nadie =%75%nadi#Con falta =%0%*#No}")
    assert (item.kind, weights(item)) == ("short", [("nadie", 100), ("nadi", 75), ("*", 0)])
    assert item.data["case"] is False


@pytest.mark.parametrize(("word", "answer"), [("T", True), ("TRUE", True), ("F", False), ("false", False)])
def test_true_and_false_are_said_in_four_ways(word: str, answer: bool):
    item = only(f"El acta se firma. {{{word}#mal#bien####Ley 39/2015}}")
    assert (item.kind, item.data["answer"], item.feedback) == ("true_false", answer, "Ley 39/2015")
    right, wrong = (f"feedback_{str(which).lower()}" for which in (answer, not answer))
    assert (item.data[right], item.data[wrong]) == ("bien", "mal")


@pytest.mark.parametrize(
    ("inside", "value", "tolerance"),
    [("#3:0.5", "3", "0.5"), ("#1..5", "3", "2"), ("#3,14:0,01", "3.14", "0.01"), ("#-2", "-2", "0")],
)
def test_a_number_with_its_margin(inside: str, value: str, tolerance: str):
    item = only(f"¿Cuánto? {{{inside}}}")
    row = item.data["answers"][0]
    assert (item.kind, row["value"], row["tolerance"], row["fraction"]) == (
        "numerical",
        value,
        tolerance,
        100,
    )


def test_several_numbers_with_weights_and_a_comment_for_the_others():
    item = only("¿Año? {#=%100%1822:0#Eso =%50%1822:2#Casi ~#No}")
    assert weights(item) == [("1822", 100), ("1822", 50), ("*", 0)]
    assert item.data["answers"][2]["feedback"] == "No"


def test_pairs_and_an_option_to_spare():
    item = only("Empareja {\n =[html]<b>Alta</b> -> padrón\n =Acta->pleno\n = -> tasa\n}")
    assert item.data == {"pairs": [["Alta", "padrón"], ["Acta", "pleno"]], "distractors": ["tasa"]}


def test_a_gap_in_the_middle_is_drawn():
    assert only("El {~padrón =acta} lo redacta.").text == "El _____ lo redacta."
    assert only("Dos y dos son {=cuatro}.").text == "Dos y dos son _____."


def test_empty_braces_ask_for_an_essay_and_no_braces_ask_nothing():
    assert only("Explica el silencio. {}").kind == "essay"
    assert only("Explica el silencio. {####Artículo 24}").feedback == "Artículo 24"
    assert only("Lee esto antes de seguir.").kind == "description"


def test_escaped_signs_are_part_of_the_text():
    item = only(r"::a\:\:b::\{2\} \~ \# \\ fin\notra {=\= 2 ~3 \# 4}")
    assert (item.title, item.text) == ("a::b", "{2} ~ # \\ fin\notra")
    assert weights(item) == [("= 2", 100), ("3 # 4", 0)]


def test_the_format_in_front_says_how_to_read_the_text():
    assert (
        only("[html]<p>Uno <script>alert(1)</script><b>dos</b></p><p>&lt;tres&gt;</p>{T}").text
        == "Uno dos\n<tres>"
    )
    assert only("[plain]Uno <b>dos</b>{T}").text == "Uno <b>dos</b>"
    assert only("[markdown]**Uno**{T}").text == "**Uno**"
    assert only("Si a < b y b > c{T}").text == "Si a < b y b > c"


def test_comments_are_left_out_and_categories_name_the_bank():
    reading = read_gift(
        "// uno\n$CATEGORY: $course$/top/Actas/Pleno\n\n// dos\nA{T}\n\n$CATEGORY: Otro\nB{F}\n"
    )
    assert [(item.text, item.bank, item.line) for item in reading.items] == [
        ("A", "Actas/Pleno", 5),
        ("B", "Otro", 8),
    ]


def test_a_blank_line_amid_the_answers_is_forgiven():
    assert weights(only("¿Cuál? {\n=uno\n\n~dos\n\n}")) == [("uno", 100), ("dos", 0)]


def test_things_to_put_in_order():
    assert only("Ordena {>ALL\nconvocatoria\nsesión\nacta}").data == {
        "items": ["convocatoria", "sesión", "acta"]
    }


def test_without_a_title_the_first_words_are_the_title():
    title = only("palabra " * 30 + "{T}").title
    assert title == "palabra palabra palabra palabra palabra palabra palabra…"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("x {=a ~b", "falta la llave «}» que cierra las respuestas"),
        ("x =a ~b}", "hay una llave «}» que no se ha abierto"),
        (
            "x {=a {b} ~c}",
            "hay una llave «{» dentro de las respuestas; si es parte del texto, se escribe «\\{»",
        ),
        ("x {T} {F}", "sobra una llave tras las respuestas, o falta una línea en blanco entre dos preguntas"),
        ("::título {T}", "el título empieza con «::» y no se cierra"),
        ("x {a b}", "las respuestas no empiezan por «=» ni por «~»"),
        ("x {~a ~b}", "las respuestas correctas suman 0 % y no 100 %"),
        ("x {~%80%a ~%80%b}", "las respuestas correctas suman 160 % y no 100 %"),
        ("x {=%medio%a ~b}", "«%medio%» no es un peso"),
        ("x {=%900%a ~b}", "el peso de una respuesta no está entre -100 y 100"),
        ("x {#tres}", "«tres» no es un número"),
        ("x {#1e999999999}", "«1e999999999» no es un número"),
        ("x {#5..1}", "el intervalo «5..1» empieza después de donde acaba"),
        ("x {=a -> b =c}", "hay una pareja sin «->»"),
        ("x {=a -> b}", "faltan parejas: hacen falta al menos 2"),
        ("{T}", "falta el enunciado"),
        ("x {= ~b}", "hay una respuesta vacía"),
    ],
)
def test_a_broken_question_is_named_and_its_neighbours_are_kept(broken: str, reason: str):
    text = f"Antes {{T}}\n\n// nota\n{broken}\n\nDespués {{F}}\n"
    assert [item.text for item in read_gift(text).items] == ["Antes", "Después"]
    assert faults(text) == [(4, reason)]


def test_a_brace_left_open_does_not_swallow_the_title_below():
    reading = read_gift("::Uno::x {=a ~b\n::Dos::y {T}\n")
    assert ([item.title for item in reading.items], reading.errors[0].line) == (["Dos"], 1)
