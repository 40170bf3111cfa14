"""PDFs made to harm, or that are no slides: refused in plain words by a process of its own."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile

from core.files import FileRefused
from core.pdf import MOST_BYTES, MOST_PAGES, PdfRefused, limits, read_some, reading
from tests.videoconf.acts import a_person, a_room
from tests.videoconf.decks import a_pdf, upload
from videoconf.enums import DeckState
from videoconf.models import Slide, SlideDeck
from videoconf.services.slides import add_slides, read_next


def changed(change, pages: int = 1) -> bytes:
    """An honest PDF after somebody touched it."""
    with pikepdf.open(io.BytesIO(a_pdf(pages))) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def boxed(*box: float) -> bytes:
    return changed(lambda pdf: pdf.pages[0].__setitem__("/MediaBox", pikepdf.Array(list(box))))


def locked(user: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(1))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="llave", user=user))
    return target.getvalue()


def with_program(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_order(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0]["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x"))


def with_bomb(pdf: pikepdf.Pdf) -> None:
    """A few kilobytes that are two gigabytes once they are opened, where the page is drawn from."""
    piece = zlib.compressobj(9)
    packed = b"".join(piece.compress(b"0 0 m 9 9 l S\n" * 600_000) for _ in range(240)) + piece.flush()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)


def with_too_many(pdf: pikepdf.Pdf) -> None:
    pdf.pages.extend([pdf.pages[0]] * MOST_PAGES)


CASES = {
    "with a password": (lambda: locked("clave"), "encrypted"),
    "with permissions": (lambda: locked(""), "encrypted"),
    "a program that starts by itself": (lambda: changed(with_program), "active"),
    "an order to start another": (lambda: changed(with_order), "active"),
    "a page of a kilometre": (lambda: boxed(0, 0, 2_834_646, 2_834_646), "box"),
    "a page without height": (lambda: boxed(0, 0, 480, 2), "box"),
    "cut in the middle": (lambda: a_pdf(3)[:900], "damaged"),
    "only its beginning": (lambda: b"%PDF-1.7\nhola", "damaged"),
    "too many pages": (lambda: changed(with_too_many), "too_many_pages"),
}


def read(content: bytes, folder: Path):
    place = folder / "x.pdf"
    place.write_bytes(content)
    into = folder / "out"
    into.mkdir(exist_ok=True)
    return read_some(path=place, first=1, into=into)


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_its_reason(name, tmp_path):
    content, code = CASES[name][0](), CASES[name][1]
    with pytest.raises(PdfRefused) as refusal:
        read(content, tmp_path)
    assert refusal.value.reason == reading.REASONS[code]


def test_an_honest_one_is_read(tmp_path):
    """Negative control: what makes it be refused is what was changed."""
    part = read(changed(lambda pdf: None, pages=2), tmp_path)
    assert (part.pages, [drawn.page for drawn in part.drawn]) == (2, [1, 2])


@pytest.mark.slow
@pytest.mark.once
def test_what_swells_when_it_is_opened_ends_its_own_process(tmp_path):
    content = changed(with_bomb)
    assert len(content) < MOST_BYTES
    with pytest.raises(PdfRefused) as refusal:
        read(content, tmp_path)
    assert refusal.value.reason in (reading.REASONS["ended"], reading.REASONS["too_large"])


@pytest.mark.slow
@pytest.mark.once
def test_a_process_that_does_not_end_is_ended(tmp_path, monkeypatch):
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(reading, "CHILD", tmp_path / "slow.py")
    monkeypatch.setattr(reading, "ENDED_AFTER", 1)
    with pytest.raises(PdfRefused) as refusal:
        read(a_pdf(1), tmp_path)
    assert refusal.value.reason == reading.REASONS["ended"]


def test_a_process_that_lies_is_not_believed(tmp_path, monkeypatch):
    lines = ['{"pages": 3}', '{"page": 2, "kind": "png"}', '{"page": 1, "kind": "../x"}', "no"]
    (tmp_path / "lies.py").write_text("".join(f"print('''{line}''')\n" for line in lines))
    monkeypatch.setattr(reading, "CHILD", tmp_path / "lies.py")
    with pytest.raises(PdfRefused):
        read(a_pdf(1), tmp_path)


def test_the_process_knows_nothing_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "la-llave")
    (tmp_path / "spy.py").write_text("import json, os\nprint(json.dumps({'refused': [*os.environ]}))\n")
    monkeypatch.setattr(reading, "CHILD", tmp_path / "spy.py")
    said = tmp_path / "out" / "said.jsonl"
    with pytest.raises(PdfRefused):
        read(a_pdf(1), tmp_path)
    assert "SECRET_KEY" not in said.read_text()


def test_words_are_kept_as_people_read_them():
    said = reading.readable("Uno\x00\x07 dos\r\n\r\n  \u202etres\ud800 ")
    assert said == "Uno dos\ntres"
    assert len(reading.readable("a" * 9000)) == limits.MOST_TEXT


@pytest.mark.django_db
def test_the_reason_is_kept_for_who_brought_it_and_no_picture_is():
    host = a_person("Marta")
    room = a_room(host=host)
    deck = add_slides(room=room, by=host, upload=upload(locked("clave")), name="x.pdf")
    assert read_next() is True
    deck.refresh_from_db()
    assert (deck.state, deck.reason) == (DeckState.REFUSED, reading.REASONS["encrypted"])
    assert (Slide.objects.count(), read_next()) == (0, False)
    # Brought again, it is read again: she may have meant another.
    assert add_slides(room=room, by=host, upload=upload(locked("clave")), name="x.pdf").pk is not None


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 90, b"%PDF-1.7\n" + b"x" * MOST_BYTES, b""])
def test_what_is_no_pdf_or_is_too_large_is_not_even_kept(content):
    host = a_person("Marta")
    with pytest.raises(FileRefused):
        add_slides(room=a_room(host=host), by=host, upload=ContentFile(content), name="x.pdf")
    assert SlideDeck.objects.count() == 0
