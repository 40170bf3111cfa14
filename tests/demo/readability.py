"""Spanish reading ease (INFLESZ scale, Fernández Huerta's family of formulas) over the blocks of a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]
STRONG = set("aeoáéóíú")
VOWELS = STRONG | set("iuü")


def texts(blocks: list[Block]) -> Iterator[str]:
    """Each piece of text a reader meets, one per heading, sentence group, cell or item."""
    for block in blocks:
        for key in ("text", "caption"):
            if block.get(key):
                yield block[key]
        if block.get("html"):
            yield from pieces_of_html(block["html"])
        for item in block.get("items", []):
            yield from (item["q"], item["a"]) if isinstance(item, dict) else (item,)
        for row in [block.get("header", []), *block.get("rows", [])]:
            yield from row


def pieces_of_html(markup: str) -> list[str]:
    parts = re.split(r"</?(?:p|ul|ol|li|br)\b[^>]*>", markup)
    plain = (html.unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in parts)
    return [piece for piece in plain if piece]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def sentences(text: str) -> list[str]:
    """Split after a stop followed by a space, so that 39.2 or 16.3 stay whole."""
    found = re.split(r"(?<=[.!?…])[»”\")]*\s+", text)
    return [sentence for sentence in found if words(sentence)]


def syllables(word: str) -> int:
    """Count nuclei: each strong or accented vowel is one, a run of weak vowels alone is one."""
    plain = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    plain = re.sub(r"y$|y(?=[^aeiouáéíóú])", "i", plain)
    count = 0
    for run in re.findall(f"[{''.join(sorted(VOWELS))}]+", plain):
        count += max(1, sum(letter in STRONG for letter in run))
    return max(1, count)


def inflesz(blocks: list[Block]) -> float:
    pieces = list(texts(blocks))
    said = [word for piece in pieces for word in words(piece)]
    spoken = sum(syllables(word) for word in said)
    stops = sum(len(sentences(piece)) for piece in pieces)
    return 206.835 - 62.3 * spoken / len(said) - len(said) / stops
