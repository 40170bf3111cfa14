"""Reads a file of questions of any of the three formats."""

import re
from collections.abc import Callable
from typing import Final

from courses.banks.aiken import read_aiken
from courses.banks.decoding import decoded
from courses.banks.gift import read_gift
from courses.banks.items import Fault, Reading, Unreadable
from courses.banks.moodle_xml import read_moodle_xml

AUTO: Final = "auto"
READERS: Final[dict[str, Callable[[str], Reading]]] = {
    "gift": read_gift,
    "moodle_xml": read_moodle_xml,
    "aiken": read_aiken,
}
MARKUP = re.compile(r"\s*<(\?xml|!DOCTYPE|!--|quiz\b|question\b)", re.IGNORECASE)
# Two signs of Aiken; GIFT always has braces somewhere.
ANSWER_LINE = re.compile(r"^ANSWER:", re.MULTILINE)
OPTION_LINE = re.compile(r"^[A-Z][.)] ", re.MULTILINE)


def read_bank(raw: bytes, wanted: str = AUTO) -> Reading:
    """Read the bytes of a file. Never raises: what cannot be read is an error of line 1."""
    try:
        text, encoding = decoded(raw)
        if not text.strip():
            raise Unreadable("el fichero está vacío")
    except Unreadable as refused:
        return Reading(wanted, errors=[Fault(1, str(refused))])
    reading = READERS[detected(text) if wanted == AUTO else wanted](text)
    reading.encoding = encoding
    if not reading.items and not reading.errors:
        reading.errors.append(Fault(1, "el fichero no tiene ninguna pregunta"))
    reading.errors.sort(key=lambda fault: fault.line)
    return reading


def detected(text: str) -> str:
    """Guess the format by its signs."""
    if MARKUP.match(text):
        return "moodle_xml"
    if ANSWER_LINE.search(text) or ("{" not in text and OPTION_LINE.search(text)):
        return "aiken"
    return "gift"
