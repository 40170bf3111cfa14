"""The texts of the demo: complete, without real identities, and readable at the end of a long day."""

from __future__ import annotations

import re
from typing import Any

import pytest

from demo.records import CONTENT, read
from demo.world import build_world
from tests.demo.readability import inflesz, sentences, syllables, texts, words

FIELDS = {
    "heading": {"text"},
    "paragraph": {"html"},
    "steps": {"items"},
    "checklist": {"items"},
    "note": {"kind", "text", "source"},
    "table": {"caption", "header", "rows"},
    "faq": {"items"},
    "quote": {"text", "source"},
}
NOTES = {"ley", "consejo", "aviso"}
ALLOWED_TAGS = {"p", "b", "a", "ul", "li"}
COURSES = [read(f"courses/{slug}.yaml") for slug in read("programme.yaml")["courses"]]
EDITIONS = [edition for course in COURSES for edition in course["editions"]]
LESSONS = {
    f"{course['slug']}/{lesson['slug']}": lesson
    for course in COURSES
    for module in course["modules"]
    for lesson in module["lessons"]
}


def pages_in(folder: str) -> dict[str, dict[str, Any]]:
    return {path.stem: read(f"{folder}/{path.name}") for path in sorted((CONTENT / folder).glob("*.yaml"))}


GUIDES, NEWS, PAGES = pages_in("resources"), pages_in("news"), pages_in("pages")
EVERY_PAGE = {**LESSONS, **GUIDES, **NEWS, **PAGES, "programme": read("programme.yaml")}
FILES = sorted(CONTENT.rglob("*.yaml"))
DENSE = [
    {
        "type": "paragraph",
        "html": "<p>La interoperabilidad administrativa contemporánea presupone "
        "infraestructuras tecnológicas suficientemente homogeneizadas institucionalmente, "
        "imposibilitando particularidades organizacionales incompatibles jurisdiccionalmente.</p>",
    }
]


def size(blocks: list[dict[str, Any]]) -> int:
    return sum(len(words(piece)) for piece in texts(blocks))


def faults_of(block: dict[str, Any]) -> list[str]:
    """What a block says wrongly about itself; an empty list is a good block."""
    faults = []
    if set(block) - {"type"} != FIELDS.get(block["type"]):
        faults.append(f"fields of {block['type']}: {sorted(block)}")
    if block["type"] == "table" and {len(row) for row in block["rows"]} != {len(block["header"])}:
        faults.append(f"uneven table: {block['caption']}")
    if block["type"] == "note" and block["kind"] not in NOTES:
        faults.append(f"kind of note: {block['kind']}")
    if set(re.findall(r"</?([a-z0-9]+)", block.get("html", ""))) - ALLOWED_TAGS:
        faults.append(f"tags: {block['html'][:60]}")
    faults += [f"not text: {piece!r}" for piece in texts([block]) if not isinstance(piece, str)]
    return faults


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_short_and_holds_no_real_looking_identity(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert [mail for mail in re.findall(r"[\w.-]+@[\w.-]+\w", text) if not mail.endswith(".example")] == []
    assert re.findall(r"(?<!FICTICIO-)\b[XYZ]?\d{7,8}-?[A-Z]\b", text) == []
    assert re.findall(r"\b[6-9]\d{2}[ .]?\d{3}[ .]?\d{3}\b", text) == []


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_block_has_its_fields_and_nothing_else(name: str) -> None:
    assert [fault for block in EVERY_PAGE[name]["blocks"] for fault in faults_of(block)] == []


@pytest.mark.parametrize(
    "block",
    [
        {"type": "heading"},
        {"type": "note", "kind": "grito", "text": "a", "source": "b"},
        {"type": "table", "caption": "c", "header": ["a", "b"], "rows": [["1"]]},
        {"type": "paragraph", "html": "<script>x</script>"},
        {"type": "steps", "items": [False]},
    ],
    ids=lambda block: block["type"],
)
def test_a_bad_block_is_noticed(block: dict[str, Any]) -> None:
    assert faults_of(block) != []


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_long_enough_to_teach_and_short_enough_to_finish(name: str) -> None:
    assert 220 <= size(LESSONS[name]["blocks"]) <= 600


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_between_300_and_600_words(name: str) -> None:
    assert 300 <= size(GUIDES[name]["blocks"]) <= 600


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_is_easy_to_read(name: str) -> None:
    """The whole page and, apart, its running prose: short cells must not hide a dense paragraph."""
    blocks = EVERY_PAGE[name]["blocks"]
    prose = [block for block in blocks if block["type"] in {"paragraph", "note"}]
    assert (inflesz(blocks) >= 55, inflesz(prose) >= 55) == (True, True)


@pytest.mark.parametrize(
    ("word", "count"),
    [("administración", 5), ("averigüe", 4), ("aéreo", 4), ("guía", 2), ("país", 2), ("que", 1), ("buey", 1)],
)
def test_syllables_are_counted_as_a_teacher_would(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_would_catch_a_dense_text() -> None:
    assert inflesz(DENSE) < 40


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_sentence_is_longer_than_25_words(name: str) -> None:
    pieces = texts(EVERY_PAGE[name]["blocks"])
    assert [s for piece in pieces for s in sentences(piece) if len(words(s)) > 25] == []


def test_the_cycle_has_four_courses_with_a_running_a_nearly_full_a_full_and_an_empty_edition() -> None:
    left = {
        edition["code"]: (edition["state"], edition["capacity"] - edition["enrolled"]) for edition in EDITIONS
    }
    assert left == {
        "registro-2026-10": ("running", 3),
        "contratos-2026-10": ("open", 1),
        "firma-2026-10": ("open", 0),
        "agenda-2026-11": ("open", 30),
    }


def test_one_class_is_always_about_to_start() -> None:
    sessions = [session for edition in EDITIONS for session in edition["sessions"]]
    assert [s["in_minutes"] for s in sessions if "in_minutes" in s] == [12]


def test_people_and_courses_named_in_the_texts_exist() -> None:
    world = build_world()
    keys = {person.key for person in world.people}
    named = [page["responsible"] for page in (*GUIDES.values(), *NEWS.values())]
    named += [course["trainer"] for course in COURSES]
    named += [
        key for c in COURSES for edition in c["editions"] for key in (*edition["trainers"], *edition["enrol"])
    ]
    assert set(named) - keys == set()
    codes = {edition["code"] for course in COURSES for edition in course["editions"]}
    assert {code for person in world.people for code in person.editions} - codes == set()


def test_there_are_26_lessons_six_guides_and_eight_news() -> None:
    assert (len(LESSONS), len(GUIDES), len(NEWS)) == (26, 6, 8)
