"""Any usual encoding and line ending, any size, any rubbish: an answer and never a failure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.banks.reading import read_bank

GIFT = "::Año::¿Cuándo es el año nuevo en España? {=enero ~mañana}\n\nMal {=a\n\nEs así {T}\n"
AIKEN = "¿Año?\nA. Sí, mañana\nB. No\nANSWER: A\n"
XML = '<quiz>\n<question type="essay"><questiontext><text>¿Año?</text></questiontext></question>\n</quiz>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_and_ending_gives_the_same(encoding: str, ending: str):
    reading = read_bank(GIFT.replace("\n", ending).encode(encoding))
    assert [(item.text, item.line) for item in reading.items] == [
        ("¿Cuándo es el año nuevo en España?", 1),
        ("Es así", 5),
    ]
    assert [fault.line for fault in reading.errors] == [3]


@pytest.mark.parametrize("mark", ["\ufeff"])
def test_the_marks_of_big_endian_are_known(mark: str):
    assert read_bank((mark + GIFT).encode("utf-16-be")).items[1].text == "Es así"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_xml_is_read_as_it_was_saved_whatever_it_declares(encoding: str):
    for declared in ("utf-8", encoding):
        text = f'\n<?xml version="1.0" encoding="{declared}"?>\n{XML}'
        assert [(i.text, i.line) for i in read_bank(text.encode(encoding)).items] == [("¿Año?", 4)]


def test_typographic_quotes_of_windows_are_kept():
    assert read_bank("“Acta” – 5 € {T}".encode("cp1252")).items[0].text == "“Acta” – 5 €"


@pytest.mark.parametrize(("text", "expected"), [(GIFT, "gift"), (AIKEN, "aiken"), (XML, "moodle_xml")])
def test_the_format_is_told_by_its_signs(text: str, expected: str):
    assert read_bank(text.encode()).format == expected


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "el fichero está vacío"),
        (b" \r\n\t\n", "el fichero está vacío"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no es un fichero de texto"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "no es un fichero de texto"),
        (b"// nada\n", "el fichero no tiene ninguna pregunta"),
    ],
)
def test_what_has_no_questions_is_said_in_one_line(raw: bytes, reason: str):
    reading = read_bank(raw)
    assert (reading.items, [(f.line, f.reason) for f in reading.errors]) == ([], [(1, reason)])


@pytest.mark.parametrize(
    "text",
    [
        "::P::¿Uno? {=a#bien ~%-50%b ~c}\n\n" * 10_000,
        AIKEN * 10_000,
        "<quiz>" + XML.removeprefix("<quiz>").removesuffix("</quiz>") * 10_000 + "</quiz>",
    ],
    ids=["gift", "aiken", "moodle_xml"],
)
def test_ten_thousand_are_read_in_a_few_seconds(text: str):
    start = time.perf_counter()
    assert len(read_bank(text.encode()).items) == 10_000
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("piece", ["{\n=a\n\n", "{", "::", "\\", "=~", "<", "//\n", "A. x\n"])
def test_a_long_tangle_takes_no_more_than_its_length(piece: str):
    start = time.perf_counter()
    read_bank(("x {" + piece * 40_000).encode())
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("piece", ["<b", "<!--", "<a ", "&a", "<script>", "<", '<img alt="', "<?", "</"])
def test_a_long_tangle_of_html_takes_no_more_than_its_length(piece: str):
    start = time.perf_counter()
    read_bank(f"[html]x {piece * 40_000} {{T}}".encode())
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    "text",
    [
        "[html]&#" + "9" * 9000 + "; uno {T}",
        "uno {#" + "9" * 9000 + "}",
        "uno {=%" + "9" * 9000 + "%a ~b}",
        '<quiz><question type="essay"><questiontext><text>uno</text></questiontext><responsefieldlines>'
        + "9" * 9000
        + "</responsefieldlines></question></quiz>",
    ],
)
def test_a_number_without_end_is_no_failure(text: str):
    reading = read_bank(text.encode())
    assert len(reading.items) + len(reading.errors) == 1


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(raw: bytes):
    reading = read_bank(raw)
    assert reading.items or reading.errors


@given(
    st.text(alphabet="ab{}=~#:%>-\\/.\n01TF[]$<", max_size=80),
    st.sampled_from(["gift", "aiken", "moodle_xml"]),
)
def test_any_tangle_of_signs_gets_an_answer(text: str, wanted: str):
    reading = read_bank(text.encode(), wanted)
    assert reading.items or reading.errors
