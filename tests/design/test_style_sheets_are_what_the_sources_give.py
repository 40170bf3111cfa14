"""The committed CSS is the one its sources give, is small, and carries its notice."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.design.palette import CSS, ROOT

STYLES = ROOT / "site" / "styles"


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    if found is None or not (STYLES / "node_modules" / "sass").is_dir():
        pytest.skip("needs node and `npm install` in site/styles; neither is used at run time")
    return found


def is_current(node: str, folder: Path) -> bool:
    done = subprocess.run(
        [node, "build.mjs", "--check"],
        cwd=STYLES,
        env={**os.environ, "CSS_TARGET": str(folder)},
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


@pytest.mark.slow
def test_the_committed_css_is_rebuilt_the_same(node: str):
    assert is_current(node, CSS.parent)


@pytest.mark.slow
def test_a_css_changed_by_hand_would_be_found(node: str, tmp_path: Path):
    copy = shutil.copytree(CSS.parent, tmp_path / "css")
    assert is_current(node, copy)

    (copy / CSS.name).write_text(CSS.read_text() + "p{color:red}\n")

    assert not is_current(node, copy)


def test_the_css_says_whose_it_is_and_from_which_version():
    head = CSS.read_text()[:600]

    assert re.findall(r"govuk-frontend (\S+), (MIT) License", head) == [("6.6.0", "MIT")]


def test_the_css_brings_no_font_and_no_other_host():
    text = CSS.read_text().partition("*/")[2]

    assert re.findall(r"@font-face|url\(|https?:", text) == []


def test_the_css_of_a_page_weighs_less_than_14_kilobytes():
    assert len(gzip.compress(CSS.read_bytes(), 9)) <= 14 * 1024


def test_the_script_of_a_page_weighs_less_than_4_kilobytes():
    assert (ROOT / "site" / "static" / "js" / "concejo.js").stat().st_size <= 4 * 1024
