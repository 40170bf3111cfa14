"""File intake: by signature, within limits, kept privately, handed out to whom an app lets."""

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core import files
from core.files import EVERYTHING, FileKind, FileRefused, archives, images, intake, signature, store
from core.models import StoredFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def private(settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


def a_picture(format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, format_, **options)
    return out.getvalue()


def a_zip(members: dict[str, bytes], mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return a_zip({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<w/>", **more})


def take(content: bytes, name: str, **options: Any) -> StoredFile:
    upload = SimpleUploadedFile(name, content)
    return intake(upload=upload, kinds=options.pop("kinds", EVERYTHING), name=name, **options)


GOOD = {
    "acta.pdf": PDF,
    "foto.png": a_picture("PNG"),
    "foto.jpg": a_picture("JPEG"),
    "foto.JPEG": a_picture("JPEG"),
    "foto.webp": a_picture("WEBP"),
    "foto.gif": a_picture("GIF"),
    "carta.odt": a_zip({"content.xml": b"<o/>"}, FileKind.ODT.mime),
    "hoja.ods": a_zip({"content.xml": b"<o/>"}, FileKind.ODS.mime),
    "pase.odp": a_zip({"content.xml": b"<o/>"}, FileKind.ODP.mime),
    "carta.docx": office("word"),
    "hoja.xlsx": office("xl"),
    "pase.pptx": office("ppt"),
    "todo.zip": a_zip({"a/uno.txt": b"uno", "a/dos.pdf": PDF}),
    "nota.txt": "Año nuevo\n".encode(),
    "nota-antigua.txt": "Año nuevo\n".encode("latin-1"),
    "padrón.csv": b"\xef\xbb\xbfnombre;edad\nAna;40\n",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_each_kind_is_kept_whole(name, private):
    stored = take(GOOD[name], name)
    kept = store.path_of(stored.sha256)
    assert kept.read_bytes() == GOOD[name]
    assert private in kept.parents
    kind = FileKind.JPEG if name.endswith("JPEG") else next(k for k in FileKind if name.endswith(k.extension))
    assert (stored.mime, stored.size) == (kind.mime, len(GOOD[name]))


def a_bomb_picture() -> bytes:
    """A PNG of 121 million points in a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 11_000, 11_000, 8, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def a_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("enlace")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return out.getvalue()


def a_lying_size() -> bytes:
    """The list at the end says ten bytes where there are ten thousand."""
    honest = a_zip({"a.txt": b"x" * 10_000})
    place = honest.index(b"PK\x01\x02") + 24
    return honest[:place] + struct.pack("<I", 10) + honest[place + 4 :]


def encrypted() -> bytes:
    plain = bytearray(a_zip({"a.txt": b"x"}))
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def a_crowd(*, large: bool = False) -> bytes:
    """A list of 300,000 files of no bytes; in a large one, the last record says that there are none."""
    one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[0] * 9, 1, *[0] * 6) + b"a"
    start, names = b"PK\x03\x04" + bytes(26), one * 300_000
    told = len(names), len(start)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, *((0, 0) if large else told), 0)
    if not large:
        return start + names + end
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 300_000, 300_000, *told)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, sum(told), 1)
    return start + names + record + place + end


def twice() -> bytes:
    return a_zip({"a.txt": b"1", "A.TXT": b"2"})


BAD = {
    "html as pdf": (HTML, "acta.pdf", "tipo que dice"),
    "html as text": (HTML, "nota.txt", "tipo que dice"),
    "html with a space first": (b"\n  <HTML>", "nota.txt", "tipo que dice"),
    "svg": (b"<svg onload=alert(1)>", "foto.png", "tipo que dice"),
    "png as jpg": (a_picture("PNG"), "foto.jpg", "tipo que dice"),
    "pdf after html": (HTML + PDF, "acta.pdf", "tipo que dice"),
    "zip as docx": (a_zip({"a.txt": b"a"}), "carta.docx", "tipo que dice"),
    "docx as xlsx": (office("word"), "hoja.xlsx", "tipo que dice"),
    "program": (b"MZ\x90\0", "juego.exe", "tipo que dice"),
    "unknown extension": (PDF, "acta.exe", "no se admite"),
    "no extension": (PDF, "acta", "no se admite"),
    "empty": (b"", "acta.pdf", "vacío"),
    "pixel bomb": (a_bomb_picture(), "foto.png", "25 millones"),
    "cut picture": (a_picture("PNG")[:40], "foto.png", "dañada"),
    "cut zip": (a_zip({"a.txt": b"x" * 9_000})[:-30], "todo.zip", "tipo que dice"),
    "slip": (a_zip({"../../etc/passwd": b"x"}), "todo.zip", "ruta no permitida"),
    "absolute": (a_zip({"/etc/passwd": b"x"}), "todo.zip", "ruta no permitida"),
    "drive": (a_zip({"C:/x": b"x"}), "todo.zip", "ruta no permitida"),
    "backslash": (a_zip({"..\\x": b"x"}), "todo.zip", "ruta no permitida"),
    "right to left": (a_zip({"fdp.\u202eexe": b"x"}), "todo.zip", "engañoso"),
    "deep": (a_zip({"a/" * 20 + "x": b"x"}), "todo.zip", "profundas"),
    "link": (a_link(), "todo.zip", "enlace"),
    "twice": (twice(), "todo.zip", "mismo nombre"),
    "zip in zip": (a_zip({"dentro.bin": a_zip({"a": b"x"})}), "todo.zip", "otro fichero comprimido"),
    "bomb": (a_zip({"a.txt": b"0" * 5_000_000}), "todo.zip", "demasiado"),
    "lying size": (a_lying_size(), "todo.zip", "dañado"),
    "encrypted": (encrypted(), "todo.zip", "contraseña"),
    "macros": (office("word", **{"word/vbaProject.bin": b"x"}), "carta.docx", "macros"),
    "doctype": (
        office("word", **{"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>"}),
        "carta.docx",
        "definición",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_kept(case, private):
    content, name, reason = BAD[case]
    with pytest.raises(FileRefused, match=reason):
        take(content, name)
    assert (StoredFile.objects.count(), private.exists()) == (0, False)


@pytest.mark.django_db
def test_without_the_look_inside_the_bombs_are_taken(monkeypatch):
    monkeypatch.setattr("core.files.admission._check_inside", lambda *args: None)
    take(*BAD["pixel bomb"][:2])
    take(*BAD["bomb"][:2])
    assert StoredFile.objects.count() == 2


@pytest.mark.django_db
def test_without_the_signature_a_page_passes_for_a_document(monkeypatch):
    monkeypatch.setattr("core.files.admission.kind_of", lambda file, name: FileKind.PDF)
    assert take(HTML, "acta.pdf").mime == "application/pdf"


@pytest.mark.django_db
def test_too_many_members_and_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    with pytest.raises(FileRefused, match="más de 3"):
        take(a_zip({str(n): b"" for n in range(4)}), "todo.zip")
    with pytest.raises(FileRefused, match="el máximo son 0 MB"):
        take(PDF, "acta.pdf", max_size=10)


@pytest.mark.parametrize("large", [False, True])
def test_a_long_list_is_refused_without_loading_it(monkeypatch, large):
    crowd = a_crowd(large=large)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was loaded"))
    with pytest.raises(FileRefused, match="más de 2000"):
        take(crowd, "carta.docx")


@pytest.mark.django_db
def test_a_kind_not_asked_for_is_refused():
    with pytest.raises(FileRefused, match="Se admiten: gif, jpg, png, webp"):
        take(PDF, "acta.pdf", kinds=files.IMAGES)


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once():
    assert take(PDF, "uno.pdf").pk == take(PDF, "dos.pdf").pk


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_write_that_fails_half_way_leaves_neither_file_nor_row(step, monkeypatch, private):
    def full(*args: Any) -> None:
        raise OSError(28, "No queda espacio")

    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(OSError, match="espacio"):
        take(PDF, "acta.pdf")
    monkeypatch.undo()
    left = [path for path in private.rglob("*") if path.is_file()]
    assert (left, StoredFile.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_stored_file_is_for_nobody_until_an_app_says_for_whom(client: Client, private, settings):
    settings.PRIVATE_ROOT = private
    stored = take(PDF, "acta.pdf")
    address = reverse("core:file", args=[stored.sha256, "acta de octubre.pdf"])
    assert client.get(address).status_code == 404

    def anybody(user: Any, asked: StoredFile) -> bool:
        return asked == stored

    files.openers.register(anybody)
    try:
        answer = client.get(address)
    finally:
        files.openers.unregister(anybody)
    assert b"".join(answer.streaming_content) == PDF
    wanted = ["Content-Type", "X-Content-Type-Options", "Cache-Control", "Content-Disposition"]
    assert [answer[name] for name in wanted] == [
        "application/pdf",
        "nosniff",
        "private, no-store",
        'attachment; filename="acta de octubre.pdf"',
    ]
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_the_beginning_alone_never_decides_for_a_text():
    late = b"a" * (signature.HEAD + 10) + b"\0"
    assert signature.kind_of(io.BytesIO(late), "nota.txt") is None


def test_the_cap_of_a_picture_is_on_points_not_on_bytes(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 15)
    with pytest.raises(FileRefused):
        images.check_image(io.BytesIO(a_picture("PNG")), FileKind.PNG)


def test_an_upload_is_anything_open():
    upload = SimpleNamespace(file=io.BytesIO(b""), size=0)
    with pytest.raises(FileRefused, match="vacío"):
        intake(upload=upload, kinds=EVERYTHING, name="x.pdf")
