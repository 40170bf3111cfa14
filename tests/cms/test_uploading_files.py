"""What an editor uploads is looked at by its bytes, and cleaned of what the camera wrote."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.enums import Audience
from cms.models import ConcejoDocument, ConcejoImage
from cms.services import check_document
from core.errors import Refused
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import bomb_bytes, picture_bytes

pytestmark = pytest.mark.django_db


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip with these members, as an office program writes it."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return kept.getvalue()


HONEST = {
    "acta.pdf": b"%PDF-1.7\n...",
    "modelo.odt": zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")),
    "hoja.xlsx": zipped(("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a/>")),
    "modelos.zip": zipped(("modelo.txt", b"Modelo")),
    "notas.txt": "Año y señal".encode(),
    "padron.csv": b"nombre;calle\nA;B\n",
    "clase.mp4": b"\0\0\0\x18ftypmp42...",
}
LYING = {
    "pagina.pdf": b"<!doctype html><script>alert(1)</script>",
    "programa.pdf": b"MZ\x90\x00",
    "pagina.txt": b"  <!DOCTYPE html><script>alert(1)</script>",
    "dibujo.csv": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "binario.txt": b"a\0b",
    "pagina.mp4": b"<html></html>",
    "xml.txt": b"<?xml version='1.0'?><!DOCTYPE a>",
    "marca.txt": b"\xef\xbb\xbf<html><script>alert(1)</script>",
    "modelo.docx": zipped(("programa.exe", b"MZ")),
    "roto.odt": b"PK\x03\x04...",
}


@pytest.fixture
def writer(editor: User) -> Client:
    return signed_in(Client(), editor)


def send(writer: Client, kind: str, name: str, content: bytes) -> Any:
    upload = SimpleUploadedFile(name, content)
    fields = {"title": "Subido", "collection": 1, "audience": Audience.COUNCILS, "file": upload, "tags": ""}
    return writer.post(reverse(f"wagtail{kind}:add"), fields)


def exif(path_description: str = "Casa de la secretaria") -> bytes:
    data = Image.Exif()
    data[0x010E] = path_description
    data.get_ifd(0x8825)[1] = "N"
    return data.tobytes()


def test_an_honest_document_is_kept() -> None:
    assert [check_document(upload=SimpleUploadedFile(*each)) for each in HONEST.items()] == [None] * len(
        HONEST
    )


@pytest.mark.parametrize("name", LYING)
def test_a_document_that_is_not_what_its_name_says_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="El contenido del fichero no es"):
        check_document(upload=SimpleUploadedFile(name, LYING[name]))


def test_a_zip_that_unfolds_too_much_is_refused() -> None:
    bomb = zipped(("todo.txt", b"\0" * 50_000_000))
    with pytest.raises(Refused, match="ocupa demasiado"):
        check_document(upload=SimpleUploadedFile("modelos.zip", bomb))


def test_a_zip_that_would_write_outside_its_folder_is_refused() -> None:
    with pytest.raises(Refused, match="una ruta no permitida"):
        check_document(upload=SimpleUploadedFile("modelos.zip", zipped(("../../entrar.py", b"x"))))


def test_a_picture_cut_short_is_told_and_not_an_error(writer: Client) -> None:
    answer = send(writer, "images", "foto.png", picture_bytes("PNG")[:40])
    assert (answer.status_code, ConcejoImage.objects.count()) == (200, 0)


def test_the_form_says_it_in_spanish_and_keeps_nothing(writer: Client) -> None:
    answer = send(writer, "docs", "acta.pdf", LYING["pagina.pdf"])
    assert "El contenido del fichero no es del tipo que dice su nombre" in answer.content.decode()
    assert ConcejoDocument.objects.count() == 0


def test_a_document_of_a_kind_nobody_expects_is_refused(writer: Client) -> None:
    send(writer, "docs", "pagina.html", b"<html></html>")
    assert ConcejoDocument.objects.count() == 0


def test_a_good_document_is_kept_with_its_audience(writer: Client) -> None:
    send(writer, "docs", "acta.pdf", HONEST["acta.pdf"])
    assert [(each.title, each.audience) for each in ConcejoDocument.objects.all()] == [("Subido", "councils")]


def test_a_picture_loses_what_the_camera_wrote(writer: Client) -> None:
    send(writer, "images", "foto.jpg", picture_bytes("JPEG", exif=exif()))
    kept = ConcejoImage.objects.get()
    stored = kept.file.open("rb").read()
    assert b"Casa de la secretaria" not in stored
    with Image.open(BytesIO(stored)) as picture:
        assert (dict(picture.getexif()), picture.size) == ({}, (40, 30))


def test_a_picture_taken_sideways_is_put_upright(writer: Client) -> None:
    data = Image.Exif()
    data[0x0112] = 6
    send(writer, "images", "foto.jpg", picture_bytes("JPEG", exif=data.tobytes()))
    kept = ConcejoImage.objects.get()
    assert (kept.width, kept.height) == (30, 40)


def test_a_picture_that_unfolds_too_much_is_refused_before_it_does(writer: Client) -> None:
    send(writer, "images", "bomba.png", bomb_bytes())
    assert ConcejoImage.objects.count() == 0


def test_a_drawing_with_scripts_is_not_a_picture(writer: Client) -> None:
    send(writer, "images", "dibujo.svg", LYING["dibujo.csv"])
    send(writer, "images", "dibujo.png", LYING["dibujo.csv"])
    assert ConcejoImage.objects.count() == 0


def test_without_looking_at_the_bytes_the_lie_would_be_kept(writer: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cms.forms.check_document", lambda upload: None)
    send(writer, "docs", "acta.pdf", LYING["pagina.pdf"])
    assert ConcejoDocument.objects.count() == 1


def test_without_the_cleaning_the_camera_would_tell(writer: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cms.forms.clean_picture", lambda upload: upload)
    send(writer, "images", "foto.jpg", picture_bytes("JPEG", exif=exif()))
    assert b"Casa de la secretaria" in ConcejoImage.objects.get().file.open("rb").read()
