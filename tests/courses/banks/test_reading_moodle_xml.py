"""Moodle XML: every kind we teach with is read; the others are named; nothing in the file can harm."""

import pytest

from courses.banks.items import Item, Reading
from courses.banks.moodle_xml import read_moodle_xml

ANSWERS = {
    "multichoice": '<single>true</single><answer fraction="100"><text>Sí</text>'
    '<feedback><text>Bien</text></feedback></answer><answer fraction="-33.33333"><text>No</text></answer>',
    "truefalse": '<answer fraction="0"><text>true</text></answer>'
    '<answer fraction="100"><text>false</text><feedback><text>Eso</text></feedback></answer>',
    "shortanswer": '<usecase>1</usecase><answer fraction="100"><text>BOE</text></answer>',
    "numerical": '<answer fraction="100"><text>3,14</text><tolerance>0.01</tolerance></answer>',
    "matching": "<subquestion><text>a</text><answer><text>1</text></answer></subquestion>"
    "<subquestion><text>b</text><answer><text>2</text></answer></subquestion>"
    "<subquestion><text></text><answer><text>3</text></answer></subquestion>",
    "ordering": '<answer fraction="2"><text>dos</text></answer>'
    '<answer fraction="1"><text>uno</text></answer>',
    "essay": "<responsefieldlines>10</responsefieldlines>",
}


def question(kind: str, inside: str = "", text: str = "¿Qué?", name: str = "T") -> str:
    asked = f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<question type="{kind}"><name><text>{name}</text></name>{asked}{inside}</question>\n'


def read(*questions: str) -> Reading:
    return read_moodle_xml(
        '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "".join(questions) + "</quiz>\n"
    )


def only(*questions: str) -> Item:
    reading = read(*questions)
    assert reading.errors == []
    (item,) = reading.items
    return item


@pytest.mark.parametrize(
    ("kind", "ours", "data"),
    [
        (
            "multichoice",
            "single",
            {
                "choices": [
                    {"text": "Sí", "fraction": 100, "feedback": "Bien"},
                    {"text": "No", "fraction": -33.33333, "feedback": ""},
                ]
            },
        ),
        ("truefalse", "true_false", {"answer": False, "feedback_true": "", "feedback_false": "Eso"}),
        (
            "shortanswer",
            "short",
            {"answers": [{"text": "BOE", "fraction": 100, "feedback": ""}], "case": True},
        ),
        (
            "numerical",
            "numerical",
            {"answers": [{"value": "3.14", "tolerance": "0.01", "fraction": 100, "feedback": ""}]},
        ),
        ("matching", "matching", {"pairs": [["a", "1"], ["b", "2"]], "distractors": ["3"]}),
        ("ordering", "ordering", {"items": ["uno", "dos"]}),
        ("essay", "essay", {"lines": 10}),
    ],
)
def test_each_kind_is_read(kind: str, ours: str, data: dict):
    item = only(question(kind, ANSWERS[kind]))
    assert (item.kind, item.title, item.text, item.line, item.data) == (ours, "T", "¿Qué?", 3, data)


def test_several_right_answers_are_told_by_single():
    rows = "".join(f'<answer fraction="33.33333"><text>{n}</text></answer>' for n in "abc")
    assert only(question("multichoice", "<single>false</single>" + rows)).kind == "multiple"


def test_categories_name_the_bank_and_a_description_is_told_of():
    category = '<question type="category"><category><text>$course$/top/Actas</text></category></question>\n'
    item = only(category, question("description"))
    assert (item.kind, item.bank, item.line) == ("description", "Actas", 4)


@pytest.mark.parametrize("kind", ["cloze", "calculated", "ddwtos", "gapselect", "randomsamatch", ""])
def test_a_kind_we_do_not_teach_with_is_named_with_its_line(kind: str):
    reading = read(question("essay"), question(kind), question("essay"))
    assert [item.line for item in reading.items] == [3, 5]
    assert [(f.line, f.reason) for f in reading.errors] == [(4, f"tipo no admitido: {kind or 'sin tipo'}")]


def test_a_file_inside_is_noted_and_left_out():
    item = only(
        question(
            "essay", '<generalfeedback><file name="a.png" encoding="base64">AAAA</file></generalfeedback>'
        )
    )
    assert (item.notes, item.feedback) == (["el fichero «a.png» no se importa"], "")


def test_what_is_seen_is_kept_and_scripts_are_not():
    item = only(
        question("essay", text='<p onclick="x">Uno</p><script>y()</script><img src="PLUGINFILE/m.png">')
    )
    assert item.text == "Uno\n[imagen: m.png]"


def test_a_file_cut_short_keeps_what_came_before():
    reading = read_moodle_xml("<quiz>\n" + question("essay") + "<question type='essay'>\n<name></quiz>")
    assert [item.line for item in reading.items] == [2]
    assert [(f.line, f.reason) for f in reading.errors] == [(4, "el XML está mal formado (mismatched tag)")]


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<quiz>&b;</quiz>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd">\n<quiz></quiz>',
    ],
)
def test_a_file_with_its_own_entities_is_refused(bomb: str):
    reading = read_moodle_xml('<?xml version="1.0"?>\n' + bomb)
    assert reading.items == []
    assert [(f.line, f.reason) for f in reading.errors] == [
        (2, "lleva DOCTYPE o entidades propias, que no se admiten")
    ]


def test_ten_thousand_elements_one_inside_another_are_refused():
    reading = read("<question>" + "<a>" * 10_000)
    assert [f.reason for f in reading.errors] == ["hay más de 40 elementos uno dentro de otro"]


def test_another_xml_is_refused():
    assert [f.reason for f in read_moodle_xml("<rss></rss>").errors] == [
        "no es un fichero de preguntas de Moodle: la raíz no es <quiz>"
    ]


@pytest.mark.parametrize(
    ("kind", "inside", "reason"),
    [
        ("numerical", '<answer fraction="100"><text>tres</text></answer>', "«tres» no es un número"),
        ("shortanswer", '<answer fraction="nan"><text>a</text></answer>', "«nan» no es un peso"),
        ("truefalse", '<answer fraction="100"><text>true</text></answer>', "no dice si es verdadero o falso"),
        ("multichoice", "", "faltan respuestas: hacen falta al menos 2"),
    ],
)
def test_wrong_answers_are_named(kind: str, inside: str, reason: str):
    assert [(f.line, f.reason) for f in read(question(kind, inside)).errors] == [(3, reason)]
