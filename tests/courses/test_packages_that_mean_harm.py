"""Check 23: packages made to break whoever opens them are refused with a reason, soon, in little memory."""

import os
import re
import zipfile
from pathlib import Path

import pytest

from courses.scorm import inspect, limits
from tests.courses.hostile import EVIL_NAMES, FOREIGN, GOOD, MANIFESTS, ZIPS, measured, named, written
from tests.courses.packages import SCO, manifest, package, zipped

# Each is read twice, once to weigh it.
pytestmark = [pytest.mark.slow, pytest.mark.once]


def refused(path: Path) -> str:
    verdict, seconds, megabytes = measured(path)
    assert not verdict.ok
    assert (seconds < 2, megabytes < 256) == (True, True), (seconds, megabytes)
    assert all(re.fullmatch(r"[A-Z«].*\.", reason, re.S) for reason in verdict.errors)
    return verdict.errors[0]


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_name_that_leaves_or_deceives_is_refused(tmp_path, name):
    assert refused(written(tmp_path, named(name))).startswith("El fichero comprimido")


@pytest.mark.parametrize("case", ZIPS)
def test_a_zip_that_deceives_or_explodes_is_refused(tmp_path, case):
    make, reason = ZIPS[case]

    assert refused(written(tmp_path, make())) == reason


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_manifest_that_deceives_is_refused(tmp_path, case):
    assert refused(package(tmp_path, MANIFESTS[case])) != ""


@pytest.mark.parametrize("case", [case for case in MANIFESTS if "entity" in case or "laughs" in case])
def test_no_definition_is_ever_read(tmp_path, case):
    reason = "El fichero imsmanifest.xml lleva una definición (DOCTYPE o ENTITY) que no se admite."

    assert refused(package(tmp_path, MANIFESTS[case])) == reason


@pytest.mark.parametrize(("files", "kind"), FOREIGN)
def test_other_kinds_are_refused_by_their_name(tmp_path, files, kind):
    said = f"El paquete es {kind}, que no se admite. Expórtalo como SCORM 1.2 o SCORM 2004."

    assert refused(written(tmp_path, zipped(files))) == said


def test_a_package_of_two_kinds_is_read_as_scorm(tmp_path):
    assert inspect(written(tmp_path, zipped({**GOOD, "tincan.xml": "<tincan/>"}))).ok


@pytest.mark.parametrize("case", ["100,000 files", "100,000 files in the record of a large zip"])
def test_a_long_list_is_refused_without_loading_it(tmp_path, monkeypatch, case):
    path = written(tmp_path, ZIPS[case][0]())
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was loaded"))
    assert inspect(path).errors == [ZIPS[case][1]]


def test_a_link_in_a_folder_is_refused(tmp_path):
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text)
    assert inspect(tmp_path).ok
    (tmp_path / "enlace").symlink_to("/etc/passwd")

    assert refused(tmp_path) == "El paquete contiene un enlace: «enlace»."


def test_a_pipe_in_the_place_of_the_manifest_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "imsmanifest.xml")

    assert refused(tmp_path) == "«imsmanifest.xml» no es un fichero corriente."


@pytest.mark.parametrize("step", [1, 7, 61])
def test_a_zip_with_changed_bytes_always_gets_a_verdict(tmp_path, step):
    whole = zipped({"imsmanifest.xml": manifest(resources=SCO), "index.html": "x"})
    for place in range(0, len(whole), 11):
        changed = bytearray(whole)
        changed[place] = (changed[place] + step) % 256
        verdict = inspect(written(tmp_path, bytes(changed)))
        assert verdict.ok != bool(verdict.errors)


def test_a_large_honest_package_is_taken(tmp_path):
    pieces = {f"media/{number}.mp4": os.urandom(200_000) for number in range(300)}
    inner = {"descargas/plantillas.zip": zipped({"a.txt": "x"})}
    many = {f"js/{number}.js": f"{number}" for number in range(3_000)}
    verdict, seconds, megabytes = measured(written(tmp_path, zipped({**GOOD, **pieces, **inner, **many})))

    assert (verdict.ok, verdict.errors) == (True, [])
    assert (seconds < 2, megabytes < 256) == (True, True), (seconds, megabytes)


@pytest.mark.parametrize(
    ("guard", "case"), [("check_list", "a link"), ("check_list", "a bomb"), ("check_bytes", "a smaller lie")]
)
def test_without_its_guard_each_would_be_taken(tmp_path, monkeypatch, guard, case):
    """The control: the refusals above come from the guards and not from chance."""
    path = written(tmp_path, ZIPS[case][0]())
    assert not inspect(path).ok
    monkeypatch.setattr(limits, guard, lambda *_: None)

    assert inspect(path).ok
