"""Reads the tokens of the compiled style sheet and measures their contrast, as WCAG 2 defines it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "site" / "static" / "css" / "concejo.css"
DARK = "@media screen and (prefers-color-scheme: dark){:root{"


def tokens(css: str, dark: bool) -> dict[str, str]:
    """Return name → #rrggbb in one mode; dark keeps what it does not change."""
    start = css.index(":root{color-scheme:")
    found = _declared(css[start : css.index("}", start)])
    if dark:
        start = css.index(DARK)
        found |= _declared(css[start : css.index("}", start)])
    return found


def _declared(block: str) -> dict[str, str]:
    pairs = re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,8})\b", block)
    return {name: _whole(colour) for name, colour in pairs}


def _whole(colour: str) -> str:
    return "#" + "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
