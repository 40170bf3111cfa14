"""A drawing of figures has a title and a description, escapes what it writes and takes its colour from CSS.

Read it as the manual of `config.ui.charts`: what each function takes and what it gives.
"""

import gzip
import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from config.ui import charts
from config.ui.charts import Area, Label
from demo.world import build_world, map_document
from tests.architecture.source import ROOT

NAMED = {"key": "g", "title": "Personas formadas", "desc": "Tres cursos, de más a menos"}
ROWS = [("Registro electrónico", 12), ("Contratos menores", 6), ("Agenda 2030", 0)]
NASTY = '<script>alert("x")</script>'
SHEET = {"view_box": "0 0 10 10", "areas": [Area(NASTY, "/a/", "M0 0h5v5z", 0)]}
DRAWINGS = {
    "bars": lambda **named: charts.bars(rows=[(NASTY, 1)], **named),
    "line": lambda **named: charts.line(rows=[(NASTY, 1), ("fin", 2)], **named),
    "ring": lambda **named: charts.ring(part=1, whole=4, **named),
    "choropleth": lambda **named: charts.choropleth(labels=[Label(NASTY, "1", 1, 1)], **SHEET, **named),
}


def parsed(markup: str) -> ElementTree.Element:
    """Read the drawing as a strict reader of XML would."""
    return ElementTree.fromstring(markup)  # noqa: S314  (made by us, two lines above)


@pytest.mark.parametrize("name", DRAWINGS)
def test_its_title_and_description_are_its_accessible_name(name: str):
    drawing = parsed(DRAWINGS[name](**NAMED))
    said = {piece.get("id"): piece.text for piece in drawing if piece.tag in ("title", "desc")}
    assert [said[key] for key in drawing.get("aria-labelledby").split()] == [NAMED["title"], NAMED["desc"]]
    # Links inside an image would not be heard: the map is a group.
    assert drawing.get("role") == ("group" if name == "choropleth" else "img")


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_comes_from_people_is_text_and_never_markup(name: str):
    markup = DRAWINGS[name](key="g", title=NASTY, desc=NASTY)
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_style_and_no_colour_is_written_in_it(name: str):
    names = {key for piece in parsed(DRAWINGS[name](**NAMED)).iter() for key in piece.keys()}  # noqa: SIM118  (an element of XML is not a dictionary)
    assert names & {"style", "fill", "stroke", "onclick"} == set()


def test_each_bar_is_as_long_as_its_figure():
    drawing = parsed(charts.bars(rows=ROWS, **NAMED))
    long = [rect.get("width") for rect in drawing.iter("rect") if rect.get("class") == "chart__bar"]
    assert long == ["360.0", "180.0", "0.0"]


def test_a_long_name_goes_on_in_another_line_and_never_under_its_figure():
    name = "Contratos menores y la Plataforma de Contratación del Sector Público"
    drawing = parsed(charts.bars(rows=[(name, 7)], **NAMED))
    lines = [text.text for text in drawing.iter("text")]
    assert lines == ["Contratos menores y la Plataforma de", "Contratación del Sector Público", "7"]


def test_a_bar_may_be_measured_against_a_whole_that_nobody_reaches():
    drawing = parsed(charts.bars(rows=[("Con plaza", 10)], most=40, **NAMED))
    assert [rect.get("width") for rect in drawing.iter("rect")] == ["360", "90.0"]


def test_a_line_goes_through_every_figure_and_writes_both_ends():
    drawing = parsed(charts.line(rows=[("ene", 0), ("feb", 5), ("mar", 10)], **NAMED))
    assert drawing.find("polyline").get("points") == "0.0,112.0 180.0,70.0 360.0,28.0"
    assert [text.text for text in drawing.iter("text")] == ["0", "ene", "10", "mar"]


def test_a_ring_says_the_part_in_its_middle():
    drawing = parsed(charts.ring(part=3, whole=4, **NAMED))
    assert [circle.get("stroke-dasharray") for circle in drawing.iter("circle")] == [None, "75.0 100"]
    assert [text.text for text in drawing.iter("text")] == ["75 %"]


@pytest.mark.parametrize(
    "empty",
    [
        lambda: charts.bars(rows=[], **NAMED),
        lambda: charts.line(rows=[], **NAMED),
        lambda: charts.line(rows=[("hoy", 0)], **NAMED),
        lambda: charts.ring(part=0, whole=0, **NAMED),
        lambda: charts.choropleth(view_box="0 0 1 1", areas=[], **NAMED),
    ],
)
def test_nothing_to_draw_is_drawn_as_nothing(empty):
    assert parsed(empty()).find("title").text == NAMED["title"]


def test_a_long_name_on_the_map_is_written_in_short_lines():
    label = Label("Pinares de Valdoria", "9 de 22", 50, 40)
    drawing = parsed(charts.choropleth(view_box="0 0 1 1", areas=[], labels=[label], **NAMED))
    assert [line.text for line in drawing.iter("tspan")] == ["Pinares de", "Valdoria", "9 de 22"]


def test_a_tone_out_of_the_legend_is_the_nearest_one():
    areas = [Area("A", "/a/", "M0 0z", -1), Area("B", "/b/", "M0 0z", 9)]
    drawing = parsed(charts.choropleth(view_box="0 0 1 1", areas=areas, **NAMED))
    assert [group.get("class") for group in drawing.iter("g")] == [
        "chart__area chart__area--0",
        "chart__area chart__area--3",
    ]


def test_the_map_of_180_linked_town_halls_weighs_less_than_12_kb(record_property):
    drawn = map_document(build_world())
    areas = [
        Area(f"Villar de Abajo {code}: 2 personas", f"/directorio/villar-de-abajo-{code}/", cell[0], turn % 4)
        for turn, (code, cell) in enumerate(drawn["cells"].items())
    ]
    markup = charts.choropleth(view_box=drawn["viewBox"], areas=areas, **NAMED)
    weight = len(gzip.compress(markup.encode(), 6))
    record_property("bytes", weight)
    assert len(list(parsed(markup).iter("a"))) == 180
    assert weight <= 12_288


@pytest.mark.parametrize("tag", ["bars", "line", "ring"])
def test_a_page_gets_the_drawing_with_its_table_and_its_file(tag: str):
    words = f'{{% {tag} rows head key="g" title="Personas" desc="Dos" csv="/datos.csv" %}}'
    context = Context({"rows": [("Formadas", 3), ("Sin formar", 1)], "head": ("Quién", "Personas")})
    page = Template(words).render(context)
    assert re.findall(r'<th scope="row">(.*?)</th><td data-label="(.*?)">(.*?)</td>', page) == [
        ("Formadas", "Personas", "3"),
        ("Sin formar", "Personas", "1"),
    ]
    assert re.findall(r'href="(.*?)"', page) == ["/datos.csv"]


def test_every_class_of_a_drawing_has_its_look():
    css = (ROOT / "site" / "static" / "css" / "concejo.css").read_text(encoding="utf-8")
    classes = {
        name
        for draw in DRAWINGS.values()
        for piece in parsed(draw(**NAMED)).iter()
        for name in piece.get("class", "").split()
    }
    lacking = {name for name in classes if f".{name}" not in css}
    # A whole kind of drawing needs no look of its own.
    assert lacking - {"chart__svg--map"} == set()
