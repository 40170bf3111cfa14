"""Every valid package we can make is understood; one spoiled anywhere gets a verdict, never a traceback."""

import io
import itertools
import json
import random
import sys

import pytest
from django.core.management import call_command

from courses.scorm import inspect
from tests.courses.packages import item, manifest, sco, written_as

EDITIONS = {
    "1.2": ("SCORM 1.2", "1.2"),
    "CAM 1.3": ("SCORM 2004", "CAM 1.3"),
    "2004 2nd Edition": ("SCORM 2004", "2004 2nd Edition"),
    "2004 3rd Edition": ("SCORM 2004", "2004 3rd Edition"),
    "2004 4th Edition": ("SCORM 2004", "2004 4th Edition"),
}
# How the parts are laid out: items, resources, launches in order.
LAYOUTS = {
    "one part": (item("a"), sco("a", "a.html"), ["a.html"]),
    "two parts": (item("a") + item("b"), sco("a", "a.html") + sco("b", "b.html"), ["a.html", "b.html"]),
    "parts inside a part": (
        item("", item("b") + item("a")),
        sco("a", "a.html") + sco("b", "b.html"),
        ["b.html", "a.html"],
    ),
    "in a folder": (item("a"), sco("a", "uno/a.html"), ["uno/a.html"]),
    "with a base": (item("a"), sco("a", "a.html", more='xml:base="uno/"'), ["uno/a.html"]),
    "with parameters": (item("a", more='parameters="?tema=7"'), sco("a", "a.html"), ["a.html?tema=7"]),
    "with a query": (item("a"), sco("a", "a.html?x=1"), ["a.html?x=1"]),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
FILES = ("a.html", "b.html", "uno/a.html")
MUTATIONS = 600


def every_package():
    """Give each edition in each layout and encoding, with what has to be read in it."""
    for (declared, known), (layout, (items, resources, launch)), encoding in itertools.product(
        EDITIONS.items(), LAYOUTS.items(), ENCODINGS
    ):
        head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
        text = manifest(version=declared, items=items, resources=resources, head=head)
        yield f"{declared}, {layout}, {encoding}", text.encode(encoding), (*known, launch)


def test_every_valid_package_is_understood(tmp_path):
    right, wrong = 0, []
    for name, text, expected in every_package():
        verdict = inspect(written_as(tmp_path, text, FILES))
        if (verdict.standard, verdict.version, verdict.launch) == expected and verdict.ok:
            right += 1
        else:
            wrong.append(f"{name}: {verdict}")
    sys.stdout.write(f"\npaquetes {right} {right + len(wrong)}\n")
    assert wrong == []


def spoiled(whole, chance):
    """Return it with something broken: bytes changed, cut, repeated or put in."""
    kept = bytearray(whole)
    way = chance.randrange(5)
    at = chance.randrange(len(kept))
    if way == 0:
        for _ in range(chance.randint(1, 12)):
            kept[chance.randrange(len(kept))] = chance.randrange(256)
    elif way == 1:
        del kept[at:]
    elif way == 2:
        del kept[at : at + chance.randint(1, 40)]
    elif way == 3:
        kept[at:at] = kept[: chance.randint(1, 200)]
    else:
        kept[at:at] = chance.choice((b"\0", b"<", b"&x;", b"<!DOCTYPE a>", b"]]>", b"\xff\xfe", b'"'))
    return bytes(kept)


def said(path):
    """Run the command as a person does; return its verdict and its code."""
    out = io.StringIO()
    try:
        call_command("inspect_package", str(path), "--json", stdout=out)
    except SystemExit as end:
        return json.loads(out.getvalue()), end.code
    return json.loads(out.getvalue()), 0


def test_a_spoiled_package_gets_a_verdict_and_never_a_traceback(tmp_path):
    chance = random.Random("paquetes rotos")
    whole = [text for _, text, _ in every_package()]
    odd = []
    for turn in range(MUTATIONS):
        if turn % 2:
            path = written_as(tmp_path, spoiled(chance.choice(whole), chance), FILES)
        else:
            path = written_as(tmp_path, chance.choice(whole), FILES)
            path.write_bytes(spoiled(path.read_bytes(), chance))
        try:
            verdict, code = said(path)
        except Exception as error:  # any exception at all is what this test looks for
            odd.append(f"{turn}: {type(error).__name__} {error}")
            continue
        if code != (0 if verdict["ok"] else 2):
            odd.append(f"{turn}: {code} {verdict}")
    sys.stdout.write(f"\nestropeados {len(odd)} {MUTATIONS}\n")
    assert odd == []


def test_without_the_guard_a_broken_manifest_would_be_a_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr("courses.scorm.inspection.DAMAGED", ())
    monkeypatch.setattr("courses.scorm.inspection.PackageRefused", ZeroDivisionError)
    with pytest.raises(Exception, match=r"."):
        inspect(written_as(tmp_path, b"<manifest", FILES))
