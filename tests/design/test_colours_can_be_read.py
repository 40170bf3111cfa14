"""The colours of the place can be read, by day and in dark mode."""

import pytest

from tests.design.palette import CSS, contrast, tokens

GROUNDS = ("paper", "card")
# Ink, ground, least contrast. Text 7:1, soft text 4.5:1, edges and marks that mean something 3:1.
PAIRS = (
    *[("ink", ground, 7.0) for ground in (*GROUNDS, "sunk", "encina-tint", "trigo-tint", "teja-tint")],
    *[("soft", ground, 4.5) for ground in (*GROUNDS, "sunk", "encina-tint")],
    *[("link", ground, 7.0) for ground in GROUNDS],
    ("on-encina", "encina", 7.0),
    ("on-encina", "encina-dark", 7.0),
    ("on-teja", "teja-ink", 7.0),
    ("on-teja", "teja", 4.5),
    ("link", "encina-tint", 4.5),
    ("encina-dark", "encina-tint", 7.0),
    ("trigo-ink", "trigo-tint", 7.0),
    ("teja-ink", "teja-tint", 7.0),
    ("teja-ink", "encina-tint", 7.0),
    *[("teja-ink", ground, 7.0) for ground in GROUNDS],
    ("header-ink", "header", 7.0),
    ("header-soft", "header", 7.0),
    ("focus-ink", "trigo", 7.0),
    ("focus", "focus-ink", 7.0),
    *[("edge", ground, 3.0) for ground in GROUNDS],
    *[("teja", ground, 3.0) for ground in GROUNDS],
    *[("encina", ground, 3.0) for ground in (*GROUNDS, "sunk")],
)


def too_faint(css: str, dark: bool) -> list[str]:
    """List the pairs that fall short."""
    found = tokens(css, dark)
    measured = [(a, b, least, contrast(found[a], found[b])) for a, b, least in PAIRS]
    return [f"{a} on {b}: {ratio:.2f} < {least}" for a, b, least, ratio in measured if ratio < least]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(dark: bool):
    assert too_faint(CSS.read_text(), dark) == []


def test_a_paler_ink_would_be_found():
    washed = (
        CSS.read_text()
        .replace("--soft: #57564e", "--soft: #a9a89f")
        .replace("--soft:#57564e", "--soft:#a9a89f")
    )

    assert [line.split(":")[0] for line in too_faint(washed, dark=False)] == [
        "soft on paper",
        "soft on card",
        "soft on sunk",
        "soft on encina-tint",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_focus_is_seen_on_every_ground(dark: bool):
    found = tokens(CSS.read_text(), dark)
    grounds = ("paper", "card", "header", "encina", "encina-tint", "teja-ink", "trigo")

    best = {
        g: max(contrast(found["focus"], found[g]), contrast(found["focus-ink"], found[g])) for g in grounds
    }

    assert {ground: ratio for ground, ratio in best.items() if ratio < 3} == {}
