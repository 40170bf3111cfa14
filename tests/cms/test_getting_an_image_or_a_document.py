"""Files leave by one view that asks who is looking; nothing else knows where they are."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cms import rules
from cms.enums import Audience
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import document, image

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(secretary: User, editor: User) -> dict[str, Client]:
    return {
        "stranger": Client(),
        "secretary": signed_in(Client(), secretary),
        "province": signed_in(Client(), editor),
    }


EXPECTED = {
    Audience.PUBLIC: {"stranger": 200, "secretary": 200, "province": 200},
    Audience.COUNCILS: {"stranger": 404, "secretary": 200, "province": 200},
    Audience.PROVINCE: {"stranger": 404, "secretary": 404, "province": 200},
}


def statuses(readers: dict[str, Client], url: str) -> dict[str, int]:
    return {who: client.get(url).status_code for who, client in readers.items()}


@pytest.mark.parametrize("audience", list(Audience))
def test_a_document_is_handed_to_those_it_is_for(readers: dict[str, Client], audience: Audience) -> None:
    assert statuses(readers, document(audience).url) == EXPECTED[audience]


@pytest.mark.parametrize("audience", list(Audience))
def test_every_size_of_an_image_follows_the_image(readers: dict[str, Client], audience: Audience) -> None:
    found = image(audience)
    sizes = [found.get_rendition("width-20").url, found.get_rendition("fill-10x10").url, found.file.url]
    assert [statuses(readers, url) for url in sizes] == [EXPECTED[audience]] * 3


def test_a_document_is_kept_and_never_shown(readers: dict[str, Client]) -> None:
    answer = readers["secretary"].get(document().url)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 acta"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


def test_what_is_public_may_be_kept_by_anybody(readers: dict[str, Client]) -> None:
    answer = readers["stranger"].get(document(Audience.PUBLIC).url)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_name_of_the_address_must_be_that_of_the_file(readers: dict[str, Client]) -> None:
    url = document().url
    assert readers["secretary"].get(url.replace("acta", "otra")).status_code == 404


def test_no_stored_file_is_served_from_where_it_lies(readers: dict[str, Client]) -> None:
    found, paper = image(), document()
    found.get_rendition("width-20")
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(stored) >= 3
    names = [path.relative_to(settings.MEDIA_ROOT).as_posix() for path in stored]
    guesses = [
        f"{prefix}{name}"
        for name in names
        for prefix in ("/", "/media/", "/static/", "/private/cms/", "/archivos-sin-servir/")
    ]
    guesses += [f"/media/{paper.file.name}", f"/imagenes/original/{paper.file.name}"]
    assert {url: 404 for url in guesses} == {url: readers["stranger"].get(url).status_code for url in guesses}


def test_nothing_climbs_out_of_the_folder_of_files(readers: dict[str, Client]) -> None:
    for path in ("../secret.key", "..%2f..%2fdb.sqlite3", "original_images/../../secret.key"):
        assert readers["province"].get(f"/imagenes/original/{path}").status_code == 404


def test_a_file_lost_from_the_disk_is_a_page_that_does_not_exist(readers: dict[str, Client]) -> None:
    paper = document()
    Path(paper.file.path).unlink()
    assert readers["secretary"].get(paper.url).status_code == 404


def test_without_the_rule_the_document_would_leak(readers: dict[str, Client], monkeypatch: Any) -> None:
    url = document(Audience.PROVINCE).url
    monkeypatch.setattr(rules, "may_open", lambda user, medium: True)
    assert readers["stranger"].get(url).status_code == 200
