"""What is exported and read again is the same."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from courses.banks.gift import read_gift
from courses.banks.items import Item
from courses.banks.moodle_xml import read_moodle_xml
from courses.banks.writing_gift import gift_of
from courses.banks.writing_moodle_xml import moodle_xml_of

# Every sign that means something in either format, and lines.
LETTERS = "abñ€ \\~=#{}:%->/<&;[]*.1\n$"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=25).map(
    lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
)
TEXT = WORDS.filter(bool)
COMMENT = st.one_of(st.just(""), TEXT)
WEIGHT = st.one_of(st.integers(-100, 99), st.just(33.33333), st.just(-12.5))
TITLE = TEXT.map(lambda text: " ".join(text.split()))


def rows(name: str, values: Any, full: int = 1) -> Any:
    row = st.fixed_dictionaries({name: values, "fraction": WEIGHT, "feedback": COMMENT})
    return st.lists(row, min_size=2, max_size=5).map(
        lambda found: [{**found[0], "fraction": 100}, *found[1:]]
    )


def halves(name: str) -> Any:
    row = st.fixed_dictionaries({name: TEXT, "fraction": st.integers(-100, 0), "feedback": COMMENT})
    two = st.lists(row, min_size=2, max_size=2).map(lambda found: [{**one, "fraction": 50} for one in found])
    return st.tuples(two, st.lists(row, max_size=3)).map(lambda pair: [*pair[0], *pair[1]])


NUMBER = st.decimals(-10_000, 10_000, allow_nan=False, places=2).map(lambda n: f"{n.normalize():f}")
KINDS: dict[str, Any] = {
    "single": st.fixed_dictionaries({"choices": rows("text", TEXT)}),
    "multiple": st.fixed_dictionaries({"choices": halves("text")}),
    "true_false": st.fixed_dictionaries(
        {"answer": st.booleans(), "feedback_true": COMMENT, "feedback_false": COMMENT}
    ),
    "matching": st.fixed_dictionaries(
        {
            "pairs": st.lists(
                st.tuples(TEXT, TEXT).map(list), min_size=2, max_size=4, unique_by=lambda p: p[0]
            ),
            "distractors": st.lists(TEXT, max_size=2),
        }
    ),
    "short": st.fixed_dictionaries({"answers": rows("text", TEXT), "case": st.just(False)}),
    "numerical": st.fixed_dictionaries(
        {"answers": rows("value", NUMBER).map(lambda found: [{**one, "tolerance": "0.5"} for one in found])}
    ),
    "ordering": st.fixed_dictionaries({"items": st.lists(TEXT, min_size=2, max_size=4)}),
    "essay": st.just({}),
}
QUESTION = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(
        Item,
        kind=st.just(kind),
        title=TITLE,
        line=st.just(0),
        text=TEXT,
        data=KINDS[kind],
        feedback=COMMENT,
        bank=st.sampled_from(["", "Actas", "Actas/Pleno"]),
    )
)


def same(item: Item) -> tuple[Any, ...]:
    return item.kind, item.title, item.text, item.data, item.feedback, item.bank


@example([Item("ordering", "Pasos", 0, "Ordena", {"items": ["Uno", "//"]})])
@given(st.lists(QUESTION, min_size=1, max_size=4))
def test_gift_gives_back_what_it_was_given(items: list[Item]):
    items.sort(key=lambda item: item.bank)
    reading = read_gift(gift_of(items))
    assert reading.errors == []
    assert [same(item) for item in reading.items] == [same(item) for item in items]


@given(st.lists(QUESTION, min_size=1, max_size=4))
def test_moodle_xml_gives_back_what_it_was_given(items: list[Item]):
    reading = read_moodle_xml(moodle_xml_of(items))
    assert reading.errors == []
    assert [same(item) for item in reading.items] == [same(item) for item in items]


@pytest.mark.parametrize("write", [gift_of, moodle_xml_of])
def test_a_text_cannot_break_out_of_its_place(write: Any):
    text = "x}\n\n::otra:: {T} ]]></text></question><question type='essay'>"
    item = Item("essay", "T", 0, text, {})
    reader = read_gift if write is gift_of else read_moodle_xml
    assert [found.kind for found in reader(write([item])).items] == ["essay"]
