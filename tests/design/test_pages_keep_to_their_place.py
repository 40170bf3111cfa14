"""The look lives in the components: pages carry no style, no code, and nobody else's class names."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.design.palette import ROOT

FOLDERS = [
    ROOT / "site",
    *(ROOT / app for app in ("core", "people", "cms", "courses", "videoconf", "registry")),
]
TEMPLATES = sorted(
    path
    for folder in FOLDERS
    for path in folder.glob("**/templates/**/*.html")
    if "node_modules" not in path.parts
)
COMPONENTS = ROOT / "site" / "templates" / "components"
INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|<script(?![^>]*\ssrc=)(?![^>]*application/json)"
)


def inline_in(text: str) -> list[str]:
    return INLINE.findall(text)


def foreign_classes(paths: Iterable[Path]) -> list[str]:
    return [p.name for p in paths if not p.is_relative_to(COMPONENTS) and "govuk-" in p.read_text()]


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 50


def test_no_style_and_no_code_inside_a_page():
    assert {path.name: inline_in(path.read_text()) for path in TEMPLATES if inline_in(path.read_text())} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        '<a href="#" onclick="x()">',
        "<script>alert(1)</script>",
        "<style>p{}</style>",
    ],
)
def test_planted_style_or_code_would_be_found(planted: str):
    assert len(inline_in(planted)) == 1


def test_only_components_use_the_class_names_of_the_base():
    assert foreign_classes(TEMPLATES) == []


def test_a_page_with_a_class_of_the_base_would_be_found(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text('<p class="govuk-body">')

    assert foreign_classes([page]) == ["page.html"]


def test_each_drawing_weighs_less_than_3_kilobytes():
    heavy = {p.name: p.stat().st_size for p in COMPONENTS.glob("**/*.svg") if p.stat().st_size > 3 * 1024}

    assert heavy == {}
