"""The page's half of the media server, run by itself: order, early addresses, falls, failed links, rights."""

import subprocess
from pathlib import Path

import pytest

from tests.support.needs import need

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "site" / "static" / "room" / "sfu.js"


@pytest.mark.slow
@pytest.mark.once
def test_the_page_says_what_it_must_and_nothing_before_its_time():
    order = [need("node"), str(HERE / "media_page.mjs"), str(SCRIPT)]
    done = subprocess.run(order, capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.returncode) == ("bien\n", 0), done.stderr
