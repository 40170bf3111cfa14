"""Which layer of each picture a viewer receives: by how tall she sees it, and by what her line carries."""

import pytest

from videoconf.media.backend import Line
from videoconf.media.layers import LONGEST, ONE, PATIENCE, QUARTER, VOICES, WHOLE, Chooser

FINE = Line(rtt_ms=40, lost_permille=0, kbps=900)
SO_SO = Line(rtt_ms=90, lost_permille=25, kbps=400)
BAD = Line(rtt_ms=120, lost_permille=60, kbps=200)
AWFUL = Line(rtt_ms=300, lost_permille=200, kbps=80)
SLOW = Line(rtt_ms=1200, lost_permille=0, kbps=80)
BIG, SMALL = 7, 8
PARTS = {"1": BIG, "3": SMALL}


@pytest.fixture
def chooser():
    made = Chooser()
    made.show(BIG, 720)
    made.show(SMALL, 120)
    return made


def sizes(chooser: Chooser) -> dict[str, int | None]:
    """What each part carries, None for nothing, as if nothing had been said before."""
    chooser._said = {}
    return {one["mid"]: one["substream"] if one["send"] else None for one in chooser.changes(PARTS)}


@pytest.mark.parametrize(
    ("height", "layer"), [(0, None), (90, 0), (180, 0), (181, 1), (360, 1), (361, 2), (1080, 2)]
)
def test_a_picture_is_sent_as_large_as_it_is_seen(chooser, height, layer):
    chooser.show(BIG, height)
    assert sizes(chooser)["1"] == layer


def test_a_line_that_loses_gets_less_sharpness_then_one_picture_then_voices(chooser):
    seen = [sizes(chooser)]
    for _ in range(4):
        chooser.measure(BAD)
        seen.append(sizes(chooser))
    assert [tuple(one.values()) for one in seen] == [(2, 0), (1, 0), (0, 0), (0, None), (None, None)]


def test_an_awful_line_falls_two_steps_at_once(chooser):
    chooser.measure(AWFUL)
    assert chooser.level == QUARTER
    chooser.measure(AWFUL)
    assert chooser.level == VOICES
    chooser.measure(AWFUL)
    assert chooser.level == VOICES


def test_a_line_that_answers_late_counts_as_bad(chooser):
    assert chooser.measure(SLOW) is True
    assert chooser.level == WHOLE - 1


def test_it_rises_one_step_after_some_good_rounds_together(chooser):
    for _ in range(3):
        chooser.measure(BAD)
    assert chooser.level == ONE
    patience = min(PATIENCE * 4, LONGEST)
    for _ in range(patience - 1):
        assert chooser.measure(FINE) is False
    chooser.measure(SO_SO)
    for _ in range(patience - 1):
        assert chooser.measure(FINE) is False
    assert chooser.measure(FINE) is True
    assert chooser.level == ONE + 1


def test_a_line_that_fails_again_and_again_is_trusted_less(chooser):
    rounds = []
    for _ in range(4):
        chooser.measure(BAD)
        chooser.measure(BAD)
        count = 1
        while not chooser.measure(FINE):
            count += 1
        rounds.append(count)
    assert rounds == sorted(rounds)
    assert rounds[-1] == LONGEST > rounds[0]


def test_only_what_changes_is_asked(chooser):
    assert len(chooser.changes(PARTS)) == 2
    assert chooser.changes(PARTS) == []
    chooser.show(BIG, 200)
    assert chooser.changes(PARTS) == [{"mid": "1", "send": True, "substream": 1, "temporal": 2}]


def test_a_part_that_now_carries_another_person_is_said_again(chooser):
    chooser.changes(PARTS)
    assert [one["mid"] for one in chooser.changes({"1": SMALL, "3": BIG})] == ["1", "3"]
