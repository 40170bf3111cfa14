"""Row 23: the whole corpus of hostile packages, and the worst of its seconds and of its megabytes."""

import pytest

from courses.scorm import inspect, limits
from tests.courses.hostile import EVIL_NAMES, FOREIGN, MANIFESTS, ZIPS, measured, named, written
from tests.courses.packages import package, zipped


def corpus(folder):
    """Write each package in turn and give its name and its path."""
    for name in EVIL_NAMES:
        yield ascii(name), written(folder, named(name))
    for name, (make, _) in ZIPS.items():
        yield name, written(folder, make())
    for name, text in MANIFESTS.items():
        yield name, package(folder, text)
    for files, kind in FOREIGN:
        yield kind, written(folder, zipped(files))


@pytest.mark.slow
@pytest.mark.once
def test_every_hostile_package_is_refused_soon_and_in_little_memory(tmp_path, scorecard, monkeypatch):
    seen = {name: measured(path) for name, path in corpus(tmp_path)}
    wrong = [name for name, (verdict, seconds, mb) in seen.items() if verdict.ok or seconds >= 2 or mb >= 256]
    slowest = max(seconds for _, seconds, _ in seen.values())
    heaviest = max(megabytes for *_, megabytes in seen.values())
    unit = f"paquetes que pasan, de {len(seen)} (lo peor: {slowest:.2f} s, {heaviest:.0f} MB)"
    scorecard("23", len(wrong), unit, "0", control=_unguarded(tmp_path, monkeypatch))

    assert (wrong, len(seen) >= 30) == ([], True)


def _unguarded(folder, monkeypatch):
    """Say what would be taken without judging the list of contents."""
    monkeypatch.setattr(limits, "check_list", lambda *_: None)
    through = [name for name, (make, _) in ZIPS.items() if inspect(written(folder, make())).ok]
    assert {"a link", "a bomb"} <= set(through)
    return f"sin mirar la lista del zip pasan: {', '.join(through)}"
