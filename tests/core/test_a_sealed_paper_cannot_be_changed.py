"""Papers: drawn from data that are never markup, sealed, and found out when a byte changes."""

import io
from pathlib import Path
from random import Random

import pikepdf
import pytest
from django.conf import LazySettings

from core.papers import PaperFault, SealMissing, check_seal, checking, keys, picture, qr_svg, render, seal

KINDS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
HOSTILE = [
    '#read("/etc/passwd")',
    "*no negrita*",
    "$x^2$",
    "#panic()",
    "</text>",
    "\\",
    '"; #let x = 1',
    "= T",
]


def a_paper(title: str = "Certificado", text: str = "Asistió.") -> bytes:
    return render("core/prueba.typ", {"title": title, "text": text})


def title_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.docinfo["/Title"])


@pytest.fixture
def sealed() -> bytes:
    return seal(a_paper(), reason="Prueba")


def with_a_flipped_bit(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def test_a_paper_is_tagged_and_made_to_last() -> None:
    with pikepdf.open(io.BytesIO(a_paper())) as opened:
        assert bool(opened.Root.MarkInfo.Marked) is True
        assert str(opened.Root.Lang) == "es-ES"
        with opened.open_metadata() as metadata:
            said = (
                metadata.get("pdfaid:part"),
                metadata.get("pdfaid:conformance"),
                metadata.get("pdfuaid:part"),
            )
    assert said == ("2", "A", "1")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_person_writes_is_never_markup(name: str) -> None:
    assert title_of(a_paper(title=name, text=name)) == name


def test_a_template_that_does_not_exist_says_so() -> None:
    with pytest.raises(PaperFault):
        render("core/../../manage.typ", {})


def test_a_paper_can_be_looked_at_and_carries_a_code() -> None:
    assert picture("core/prueba.typ", {"title": "T", "text": "t"}).startswith(b"\x89PNG")
    assert "<svg" in qr_svg("https://concejo.example/certificado/ABC/")


def test_a_sealed_paper_says_who_sealed_it(sealed: bytes) -> None:
    report = check_seal(sealed)
    assert (report.ok, report.signer, report.covers_whole_file) == (True, keys.DEMO_SUBJECT, True)


def test_one_flipped_bit_is_found_wherever_it_is(sealed: bytes) -> None:
    chosen = Random(8).sample(range(len(sealed)), 60)
    assert [place for place in chosen if check_seal(with_a_flipped_bit(sealed, place)).ok] == []


def test_what_is_added_after_the_seal_is_found(sealed: bytes) -> None:
    assert check_seal(sealed + b"\n% mas").ok is False


def test_a_bit_of_the_padding_of_the_seal_is_found(sealed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    place = sealed.index(b"0" * 200 + b">") + 100
    changed = with_a_flipped_bit(sealed, place)
    assert check_seal(changed).ok is False
    monkeypatch.setattr(checking, "_gap_is_plain", lambda pdf, found: True)
    assert check_seal(changed).ok is True


def test_a_paper_without_seal_or_that_is_no_paper_is_not_ok() -> None:
    assert [check_seal(content).ok for content in (a_paper(), b"", b"%PDF-1.7")] == [False] * 3


def test_the_seal_of_somebody_else_is_not_ours(sealed: bytes, settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    keys._load.cache_clear()
    assert check_seal(sealed).ok is False
    keys._load.cache_clear()


def test_production_does_not_seal_with_the_seal_of_the_demo(settings: LazySettings) -> None:
    settings.PROFILE = "production"
    with pytest.raises(SealMissing):
        seal(a_paper(), reason="Prueba")
