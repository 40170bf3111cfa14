"""The server, the page and the document speak of the same messages."""

import re
from pathlib import Path

import pytest

from videoconf.consumers.sight import UNSEEN
from videoconf.enums import EventKind
from videoconf.protocol import INCOMING, Close

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "site" / "static" / "room"
# An event that a page is given without its content comes as `hidden`.
SEEN = ({*EventKind.values} - {str(kind) for kind in UNSEEN}) | {"hidden"}


def table(script: str, name: str) -> set[str]:
    """Return the kinds named in one of the tables of a script."""
    block = re.search(rf"const {name} = \{{\n(.*?)\n\}};", (PAGE / script).read_text(), re.DOTALL)
    assert block is not None
    return set(re.findall(r"^  (\w+)[:,]", block[1], re.MULTILINE))


def document(heading: str) -> set[str]:
    """Return the kinds with a row in a part of the document."""
    text = (ROOT / "docs" / "protocolo-sala.md").read_text(encoding="utf-8")
    part = re.search(rf"^#+ {heading}\n(.*?)(?=^#+ |\Z)", text, re.DOTALL | re.MULTILINE)
    assert part is not None
    first = [line.split("|")[1] for line in part[1].splitlines() if line.startswith("| `")]
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)} - {"kind"}


def test_the_page_sums_every_kind_of_event():
    assert table("state.js", "APPLY") == SEEN


def test_the_page_checks_every_kind_of_event():
    assert SEEN - table("protocol.js", "INCOMING") == set()


def test_the_page_sends_what_the_server_reads():
    assert table("protocol.js", "OUTGOING") == set(INCOMING)


def test_the_document_has_a_row_for_each_message_and_event():
    assert document("De la página al servidor") == set(INCOMING)
    assert document("Sucesos") >= SEEN


def test_the_document_names_why_a_socket_closes():
    text = (ROOT / "docs" / "protocolo-sala.md").read_text(encoding="utf-8")
    codes = {int(code) for code in re.findall(r"^\| (\d{4}) \|", text, re.MULTILINE)}
    assert {int(code) for code in Close} - codes == {Close.FAILED}


@pytest.mark.parametrize("kind", ["sudo", "kick"])
def test_a_kind_nobody_declared_would_be_found(kind):
    """Negative control."""
    assert table("state.js", "APPLY") != {*SEEN, kind}
