"""Packages made to break whoever opens them, and what it costs to refuse each."""

import io
import os
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from courses.scorm import inspect
from courses.scorm.inspection import Inspection
from tests.courses.packages import ITEM, item, manifest, sco, zipped

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


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "paquete.zip"
    path.write_bytes(content)
    return path


def named(name: str) -> bytes:
    whole = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x")
    return whole.getvalue()


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


def crowd_in_disguise() -> bytes:
    """The record of a large zip tells the truth, and the last one, that it is small."""
    content = crowd()
    end = content.rindex(b"PK\x05\x06")
    count, length, start = 100_002, *struct.unpack("<II", content[end + 12 : end + 20])
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
    there = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return content[:end] + large + there + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 100, start, 0)


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
    "100,000 files in the record of a large zip": (
        crowd_in_disguise,
        "El paquete contiene más de 20000 ficheros.",
    ),
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
