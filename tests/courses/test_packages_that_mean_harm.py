"""Check 23: packages made to break whoever opens them are refused with a reason, soon, in little memory."""

import io
import os
import re
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from courses.scorm import inspect, limits
from courses.scorm.inspection import Inspection
from tests.courses.packages import ITEM, SCO, item, manifest, package, sco, zipped

GOOD = {"imsmanifest.xml": manifest(), "index.html": "<p>Hola</p>"}
EVIL_NAMES = [
    "../fuera.html",
    "a/../../fuera.html",
    "/etc/passwd",
    "C:/windows/x.html",
    "..\\fuera.html",
    "a\\b.html",
    "exe.\u202elmth",
    "a\nb.html",
    "/".join("d" * 20) + "/x.html",
    "n" * 300 + ".html",
]
FOREIGN = [
    ({"curso.crs": "", "curso.au": "", "curso.des": "", "curso.cst": ""}, "AICC"),
    ({"cmi5.xml": "<courseStructure/>"}, "cmi5"),
    ({"h5p.json": "{}"}, "H5P"),
    ({"tincan.xml": "<tincan/>"}, "xAPI (Tin Can)"),
    ({"curso/h5p.json": "{}"}, "H5P"),
    ({"moodle_backup.xml": "<x/>"}, "una copia de seguridad de Moodle"),
]
DOCTYPE = '<!DOCTYPE manifest [<!ENTITY a "b">]>'
OUTSIDE = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE m [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
HEAD = '<?xml version="1.0" encoding="{}"?>'
MANIFESTS: dict[str, str | bytes] = {
    "entity": manifest(head=HEAD.format("UTF-8") + DOCTYPE),
    "entity from outside": manifest(head=HEAD.format("UTF-8") + OUTSIDE),
    "a billion laughs": manifest(head=HEAD.format("UTF-8") + LAUGHS),
    "entity in UTF-16": manifest(head=HEAD.format("UTF-16") + DOCTYPE).encode("utf-16"),
    "entity in UTF-16 without mark": manifest(head=HEAD.format("UTF-16BE") + DOCTYPE).encode("utf-16-be"),
    "entity after a mark": manifest(head=HEAD.format("UTF-8") + DOCTYPE).encode("utf-8-sig"),
    "plain document type": manifest(head="<!DOCTYPE html>"),
    "cut short": manifest()[:-40],
    "not xml": "esto no es xml",
    "empty": "",
    "another root": "<html/>",
    "unknown encoding": manifest(head=HEAD.format("klingon")),
    "encoding of several bytes": manifest(head=HEAD.format("utf-7")),
    "bytes of another encoding": manifest().replace("Contratos", "año").encode("latin-1"),
    "prefix without namespace": manifest(spaces="", items="<raro:item/>"),
    "a NUL": manifest().replace("Contratos", "a\0b"),
    "too deep": manifest(items="<item>" * 5_000 + "</item>" * 5_000),
    "too many elements": manifest(items="<item/>" * 70_000),
    "too many parts": manifest(items=ITEM * 2_500),
    "too long": manifest(items=f"<!--{'x' * 5_000_000}-->"),
    "launch from the web": manifest(resources=sco("r1", "https://malo.example/x.html")),
    "launch without scheme": manifest(resources=sco("r1", "//malo.example/x.html")),
    "launch by script": manifest(resources=sco("r1", "javascript:alert(1)")),
    "launch of a file": manifest(resources=sco("r1", "file:///etc/passwd")),
    "launch above": manifest(resources=sco("r1", "../../index.html")),
    "launch above in disguise": manifest(resources=sco("r1", "%2e%2e/%2e%2e/index.html")),
    "launch from the root": manifest(resources=sco("r1", "/index.html")),
    "base from the web": manifest(attributes='xml:base="http://malo.example/"'),
    "reference to nothing": manifest(items=item("r9")),
    "nothing to open": manifest(items="", resources=""),
    "nothing in it": "<manifest/>",
}


def measured(path: Path) -> tuple[Inspection, float, float]:
    """The verdict, its seconds of processor and its megabytes at the highest.

    Twice, since looking at the memory makes everything several times slower.
    """
    started = time.process_time()
    verdict = inspect(path)
    seconds = time.process_time() - started
    tracemalloc.start()
    inspect(path)
    peak = tracemalloc.get_traced_memory()[1] / 1_048_576
    tracemalloc.stop()
    return verdict, seconds, peak


def refused(path: Path) -> str:
    verdict, seconds, megabytes = measured(path)
    assert not verdict.ok
    assert (seconds < 2, megabytes < 256) == (True, True), (seconds, megabytes)
    assert all(re.fullmatch(r"[A-Z«].*\.", reason, re.S) for reason in verdict.errors)
    return verdict.errors[0]


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "paquete.zip"
    path.write_bytes(content)
    return path


def named(name: str) -> bytes:
    whole = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")
    return whole.getvalue()


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_name_that_leaves_or_deceives_is_refused(tmp_path, name):
    assert refused(written(tmp_path, named(name))).startswith("El fichero comprimido")


def linked() -> bytes:
    whole = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(whole, "a") as archive:
        link = zipfile.ZipInfo("enlace")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return whole.getvalue()


def bomb() -> bytes:
    return zipped({**GOOD, "ceros": bytes(80 * 1024 * 1024)})


def terabytes() -> bytes:
    return patched(zipped({**GOOD, "z": b"1"}), b"z", 24, struct.pack("<I", 0xFFFFFFF0))


def liar() -> bytes:
    return patched(zipped({**GOOD, "z": os.urandom(50_000)}), b"z", 24, struct.pack("<I", 10))


def swapped() -> bytes:
    return patched(zipped({**GOOD, "z": b"x" * 5_000}), b"z", 24, struct.pack("<I", 100))


def overlapping() -> bytes:
    return patched(zipped({**GOOD, "z": b"1"}), b"z", 42, struct.pack("<I", 0))


def locked() -> bytes:
    return patched(zipped({**GOOD, "z": b"1"}), b"z", 8, struct.pack("<H", 1))


def unknown_method() -> bytes:
    return patched(zipped({**GOOD, "z": b"1"}), b"z", 10, struct.pack("<H", 77))


def patched(content: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """The same zip with a field of its list of contents changed."""
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    return content[: start + offset] + value + content[start + offset + len(value) :]


def crowd() -> bytes:
    return zipped({**GOOD, **{f"f{number}": "" for number in range(100_000)}})


def crowd_that_lies() -> bytes:
    content = crowd()
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 8] + struct.pack("<HH", 2, 2) + content[end + 12 :]


def twins() -> bytes:
    whole = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(whole, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("index.html", "otra")
    return whole.getvalue()


ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a link": (linked, "El fichero comprimido contiene un enlace a otro fichero."),
    "a bomb": (bomb, "El contenido del paquete ocupa demasiado al descomprimirlo."),
    "terabytes": (terabytes, "El contenido del paquete ocupa demasiado al descomprimirlo."),
    "a lie about the size": (liar, "El paquete miente sobre el tamaño de sus ficheros."),
    "a smaller lie": (swapped, "El fichero «z» del paquete está dañado."),
    "the same bytes twice": (overlapping, "El paquete cuenta los mismos datos como varios ficheros."),
    "a password": (locked, "El paquete tiene contraseña. Súbelo sin ella."),
    "an unknown method": (unknown_method, "El fichero «z» del paquete está dañado."),
    "100,000 files": (crowd, "El paquete contiene más de 20000 ficheros."),
    "100,000 files that say two": (crowd_that_lies, "El paquete contiene más de 20000 ficheros."),
    "two of one name": (twins, "El paquete contiene dos ficheros con el mismo nombre."),
    "no bytes": (lambda: b"", "El fichero no es un zip."),
    "a page before the zip": (lambda: b"<html>" + zipped(GOOD), "El fichero no es un zip."),
    "half a zip": (lambda: zipped(GOOD)[:200], "El zip está dañado o incompleto."),
    "an empty zip": (lambda: zipped({}), "El paquete está vacío."),
    "no manifest": (
        lambda: zipped({"index.html": ""}),
        "El paquete no trae el fichero imsmanifest.xml, así que no es SCORM.",
    ),
    "two packages": (
        lambda: zipped({"a/imsmanifest.xml": "", "b/imsmanifest.xml": ""}),
        "Hay varios paquetes en el mismo zip. Sube cada uno por separado.",
    ),
}


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
