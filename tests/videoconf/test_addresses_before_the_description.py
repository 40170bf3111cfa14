"""Addresses that overtake the description they belong to wait for it (link.js, with a link of paper)."""

import shutil
import subprocess
from pathlib import Path

from tests.support.needs import need

HERE = Path(__file__).resolve().parent
LINK = HERE.parents[1] / "site" / "static" / "room" / "link.js"


def given(link: Path) -> str:
    order = [need("node"), str(HERE / "paper_link.mjs"), str(link)]
    return subprocess.run(order, capture_output=True, text=True, check=True).stdout.strip()


def test_they_are_given_to_the_browser_after_it_and_in_order():
    assert given(LINK) == "description a b c"


def test_without_the_wait_they_would_be_lost(tmp_path):
    """Negative control: a browser refuses an address of which it has no description yet."""
    waits = "if (!this.pc.remoteDescription) return this.candidates.push(candidate);"
    source = LINK.read_text()
    assert waits in source
    hasty = shutil.copytree(LINK.parent, tmp_path / "room") / LINK.name
    hasty.write_text(source.replace(waits, ""))
    assert given(hasty) == "description c"
