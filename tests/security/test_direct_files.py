"""The address of a stored file, asked for by people whom it is not for, and every other way to its bytes."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image

from cms.enums import Audience
from cms.models import ConcejoDocument, ConcejoImage
from core.files import FileKind, intake
from courses.models import SubmissionFile
from tests import cast
from tests.videoconf.acts import a_room, entered
from tests.videoconf.decks import a_deck
from videoconf.models import Slide
from videoconf.services import show_slide
from videoconf.views import slides as door

pytestmark = pytest.mark.django_db
CANARY = b"CANARIO-QUE-NADIE-DEBE-LEER"
# Four slides, and the first one is on the screen. What each address answers, by hand, to: who directs, who is
# inside (the next one too: her page asks for it beforehand), who may enter and has not, another, nobody.
SLIDES = {
    "1/": (200, 200, 404, 404, 404),
    "1/texto/": (200, 200, 404, 404, 404),
    "2/": (200, 200, 404, 404, 404),
    "2/texto/": (200, 200, 404, 404, 404),
    "3/": (200, 404, 404, 404, 404),
    "3/texto/": (200, 404, 404, 404, 404),
    "4/": (200, 404, 404, 404, 404),
    "5/": (404, 404, 404, 404, 404),
}
LISTS = {"": (200, 403, 403, 403, 302), "lista/": (200, 403, 403, 403, 403)}


@pytest.fixture
def stored(tmp_path):
    """One of each private file: a paper, a picture with a smaller copy, a file of an app, handed-in work."""
    paper = ConcejoDocument(title="Acta", audience=Audience.PROVINCE)
    paper.file.save("acta.txt", ContentFile(CANARY))
    paper.save()
    place = tmp_path / "plaza.png"
    Image.new("RGB", (600, 400), "green").save(place)
    with place.open("rb") as opened:
        picture = ConcejoImage.objects.create(
            title="Plaza", file=ImageFile(opened, "plaza.png"), audience=Audience.PROVINCE
        )
    kept = intake(
        upload=ContentFile(b"%PDF-1.7\n" + CANARY, "x.pdf"), kinds=frozenset({FileKind.PDF}), name="x.pdf"
    )
    return paper, picture, kept, _handed_in(), _on_the_screen()[1]


def _handed_in():
    """A file that a learner of another village handed in."""
    place = cast.a_place(cast.an_edition(), cast.a_secretary(villages=1))
    given = cast.a_submission(cast.an_assignment(place.edition), place)
    upload = ContentFile(b"%PDF-1.7\nentrega " + CANARY, "entrega.pdf")
    stored = intake(upload=upload, kinds=frozenset({FileKind.PDF}), name="entrega.pdf")
    SubmissionFile.objects.create(submission=given, entity=place.entity, stored=stored, name="entrega.pdf")
    return stored


def _on_the_screen():
    """Slides of a room with its class on: who may ask for them, and the slides."""
    host, inside, outside = (cast.person(name) for name in ("Marta", "Lucía", "Rocío"))
    room = a_room(host=host, speakers=(inside, outside))
    deck = a_deck(room, host, pages=4)
    by, _ = entered(room, host), entered(room, inside)
    show_slide(by=by, deck_id=deck.pk, page=1)
    return (host, inside, outside, cast.a_secretary(villages=1), None), deck


def _slides_at(deck):
    return f"/sala/{deck.room.key}/diapositivas/"


def addresses(stored):
    """Return every way to the bytes that a person could try."""
    paper, picture, kept, handed, deck = stored
    drawn, shown = deck.slides.first().picture, f"{_slides_at(deck)}{deck.pk}/"
    small = picture.get_rendition("width-300")
    names = [paper.file.name, picture.file.name, small.file.name]
    guessed = [f"{root}{name}" for root in (settings.MEDIA_URL, "/media/", "/static/") for name in names]
    climbing = [f"/static/../private/cms/{name}" for name in names]
    climbing += [f"/static/%2e%2e/private/cms/{name}" for name in names]
    short = [f"/documents/{paper.pk}/{paper.filename}", f"/imagenes/original/{picture.file.name}"]
    return [
        paper.url,
        small.url,
        f"/archivos/{kept.sha256}/x.pdf",
        f"/archivos/{kept.sha256}/otro.txt",
        f"/archivos/{handed.sha256}/entrega.pdf",
        f"/archivos/{drawn.sha256}/1.png",
        f"/archivos/{deck.source.sha256}/registro.pdf",
        *(f"{_slides_at(deck)}{each}" for each in LISTS),
        *(f"{shown}{each}" for each in SLIDES),
        *short,
        *guessed,
        *climbing,
    ]


def served(browser, paths):
    """Return the addresses that gave something."""
    given = {path: browser.get(path) for path in paths}
    return [path for path, answer in given.items() if answer.status_code in (200, 206, 304)]


def test_nobody_gets_a_file_by_its_address(client, stored, scorecard):
    paths = addresses(stored)
    leaks = served(client, paths)
    leaks += served(cast.signed_in(client, cast.a_secretary(villages=1)), paths)
    client.logout()
    control = _opened(client, stored)
    scorecard("21", len(leaks), f"ficheros servidos de {2 * len(paths)} intentos", "0", control=control)
    assert leaks == []


def _opened(client, stored):
    """Say that the paper is for everybody: now its address has to give it."""
    paper, *_ = stored
    paper.audience = Audience.PUBLIC
    paper.save()
    given = served(client, [paper.url])
    assert given == [paper.url]
    return f"abierto a todos, se sirve: {given[0]}"


def test_whom_it_is_for_gets_it(client, stored):
    browser = cast.signed_in(client, cast.an_editor())
    answer = browser.get(stored[0].url)
    assert b"".join(answer.streaming_content) == CANARY


def _answers(people, deck):
    """What each address of some slides answers to each of these people."""
    shown = {f"{deck.pk}/{each}": each for each in SLIDES}
    browsers = [cast.signed_in(Client(), who) if who else Client() for who in people]
    return {
        shown.get(path, path): tuple(
            browser.get(f"{_slides_at(deck)}{path}").status_code for browser in browsers
        )
        for path in (*LISTS, *shown)
    }


def test_each_slide_of_a_room_is_for_whom_it_is_shown_to():
    people, deck = _on_the_screen()
    assert _answers(people, deck) == {**LISTS, **SLIDES}


def test_without_asking_who_is_inside_every_slide_would_be_served(monkeypatch):
    people, deck = _on_the_screen()
    every = Slide.objects.filter(deck=deck)
    monkeypatch.setattr(door, "seen_slide", lambda who, room, deck, page: every.filter(page=page).first())
    there = dict.fromkeys(SLIDES, (200,) * 5) | {"5/": (404,) * 5}
    assert _answers(people, deck) == {**LISTS, **there}
