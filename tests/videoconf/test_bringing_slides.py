"""A PDF is brought to a room, made into pictures with their words, and looked at by whom it is for."""

import itertools

import pytest
from django.urls import reverse

from core.files import path_of
from core.models import AuditEntry
from core.pdf.limits import MOST_PICTURE
from tests.videoconf.acts import a_person, a_room, entered
from tests.videoconf.decks import TITLES, a_deck, a_pdf, a_picture_alone, upload
from videoconf import offering
from videoconf.enums import DeckState
from videoconf.models import SlideDeck
from videoconf.offering import Offered
from videoconf.services import promote, remove, show_slide, stop_slides
from videoconf.services.guests import come_with, make_link
from videoconf.services.slides import add_slides, read_next, seen_slide
from videoconf.tasks import read_slides

pytestmark = pytest.mark.django_db
PURPOSE = "tests.room"


class Cast:
    """A trainer and somebody who learns, in their room."""

    def __init__(self) -> None:
        self.host, self.learner = a_person("Marta"), a_person("Lucía")
        self.room = a_room(host=self.host, speakers=(self.learner,))
        self.by, self.seat = entered(self.room, self.host), entered(self.room, self.learner)

    def url(self, name: str, *more: int) -> str:
        return reverse(f"videoconf:{name}", args=[self.room.key, *more])


@pytest.fixture
def inside() -> Cast:
    return Cast()


def read_all() -> int:
    """Do what the worker does until nothing waits; return in how many rounds."""
    return next(at for at in itertools.count() if not read_next())


def acts() -> list[str]:
    return list(AuditEntry.objects.filter(action__contains="slides").values_list("action", flat=True))


def test_a_pdf_is_uploaded_and_becomes_slides_with_their_words(inside, signed_in):
    browser = signed_in(inside.host)
    answer = browser.post(inside.url("slides"), {"file": upload(a_pdf())})
    assert (answer.status_code, SlideDeck.objects.get().state) == (302, DeckState.READING)
    read_slides()
    deck = SlideDeck.objects.get()
    assert (deck.state, deck.title, deck.pages) == (DeckState.READY, "registro", 3)
    assert [slide.text.partition("\n")[0] for slide in deck.slides.all()] == list(TITLES)
    sizes = [(slide.width, slide.height, slide.picture.size <= MOST_PICTURE) for slide in deck.slides.all()]
    assert sizes == [(1600, 900, True)] * 3
    assert acts() == ["videoconf.slides.added"]


def test_a_page_without_words_is_kept_without_words(inside):
    add_slides(room=inside.room, by=inside.host, upload=upload(a_picture_alone()), name="x.pdf")
    read_all()
    deck = SlideDeck.objects.get()
    show_slide(by=inside.by, deck_id=deck.pk, page=1)
    assert seen_slide(inside.learner, inside.room, deck.pk, 1).text == ""


def test_what_was_begun_goes_on_from_the_pages_that_are_kept(inside, monkeypatch):
    add_slides(room=inside.room, by=inside.host, upload=upload(a_pdf(4)), name="x.pdf")
    from videoconf.services.slides import reading

    whole = reading.read_some

    def two(**asked):
        part = whole(**asked)
        return type(part)(part.pages, part.drawn[:2])

    monkeypatch.setattr(reading, "read_some", two)
    assert (read_next(), SlideDeck.objects.get().state) == (True, DeckState.READING)
    assert (read_next(), SlideDeck.objects.get().state) == (True, DeckState.READY)
    assert list(SlideDeck.objects.get().slides.values_list("page", flat=True)) == [1, 2, 3, 4]
    assert read_next() is False


def test_the_same_pdf_again_is_the_same_slides(inside):
    one, two = (
        add_slides(room=inside.room, by=inside.host, upload=upload(content), name="x.pdf")
        for content in [a_pdf(2)] * 2
    )
    assert (one.pk, SlideDeck.objects.count()) == (two.pk, 1)


def test_the_page_of_the_room_is_answered_in_json(inside, signed_in):
    browser = signed_in(inside.host)
    wrong = browser.post(
        inside.url("slides"), {"file": upload(b"hola", "a.pdf")}, headers={"accept": "application/json"}
    )
    assert (wrong.status_code, wrong.json()) == (
        400,
        {"fault": "El contenido del fichero no es del tipo que dice su nombre."},
    )
    sent = browser.post(
        inside.url("slides"), {"file": upload(a_pdf(1))}, headers={"accept": "application/json"}
    )
    assert (sent.status_code, sent.json()) == (200, {"fault": ""})
    listed = browser.get(inside.url("slides_list")).json()
    assert [(deck["title"], deck["state"]) for deck in listed["decks"]] == [("registro", "reading")]


def test_what_the_upper_app_offers_is_shown_without_uploading_it(inside, signed_in, monkeypatch):
    def offer(person, room):
        return [Offered("7", "Guía del registro", lambda: upload(a_pdf(2), "carpeta/guia.pdf"))]

    monkeypatch.setitem(offering._offers, PURPOSE, offer)
    browser = signed_in(inside.host)
    assert browser.get(inside.url("slides_list")).json()["offered"] == [
        {"ref": "7", "title": "Guía del registro"}
    ]
    browser.post(inside.url("slides"), {"document": "7"})
    read_all()
    assert [(deck.title, deck.pages) for deck in SlideDeck.objects.all()] == [("Guía del registro", 2)]
    # Negative control: what she is not offered is not opened, whatever her page asks for.
    browser.post(inside.url("slides"), {"document": "8"})
    assert SlideDeck.objects.count() == 1


def test_who_does_not_direct_brings_lists_and_takes_away_nothing(inside, signed_in):
    deck = a_deck(inside.room, inside.host)
    browser = signed_in(inside.learner)
    asked = [
        browser.get(inside.url("slides")),
        browser.post(inside.url("slides"), {"file": upload(a_pdf(1))}),
        browser.get(inside.url("slides_list")),
        browser.post(inside.url("remove_slides", deck.pk)),
    ]
    assert ([answer.status_code for answer in asked], SlideDeck.objects.count()) == ([403] * 4, 1)
    # Negative control: the same person, named to help.
    promote(by=inside.by, who=inside.seat.pk, on=True)
    assert browser.post(inside.url("remove_slides", deck.pk)).status_code == 302
    assert (SlideDeck.objects.count(), acts()) == (0, ["videoconf.slides.removed"])


def test_who_is_inside_looks_at_what_was_shown_and_the_next_one(inside, signed_in):
    deck = a_deck(inside.room, inside.host, pages=5)
    browser = signed_in(inside.learner)

    def codes(name="slide"):
        return [browser.get(inside.url(name, deck.pk, page)).status_code for page in range(1, 7)]

    assert codes() == [404] * 6
    show_slide(by=inside.by, deck_id=deck.pk, page=2)
    assert codes() == codes("slide_words") == [200, 200, 200, 404, 404, 404]
    show_slide(by=inside.by, deck_id=deck.pk, page=1)
    assert codes() == [200, 200, 200, 404, 404, 404]
    stop_slides(by=inside.by)
    assert codes() == [404] * 6
    assert signed_in(inside.host).get(inside.url("slide", deck.pk, 5)).status_code == 200


def test_nobody_outside_the_room_gets_a_picture_by_its_address(inside, signed_in, client):
    deck = a_deck(inside.room, inside.host)
    show_slide(by=inside.by, deck_id=deck.pk, page=1)
    url, stored = inside.url("slide", deck.pk, 1), deck.slides.first().picture
    other = Cast()
    elsewhere = reverse("videoconf:slide", args=[other.room.key, deck.pk, 1])
    asked = [client.get(url), signed_in(a_person()).get(url), signed_in(other.learner).get(elsewhere)]
    assert [answer.status_code for answer in asked] == [404] * 3
    learner = signed_in(inside.learner)
    given = learner.get(url)
    assert b"".join(given.streaming_content) == path_of(stored.sha256).read_bytes()
    assert (given["Content-Type"], given["Cache-Control"]) == ("image/png", "private, no-store")
    # The address of any stored file opens nothing, also to who is inside.
    assert learner.get(f"/archivos/{stored.sha256}/1.png").status_code == 404
    assert learner.get(f"/archivos/{deck.source.sha256}/x.pdf").status_code == 404
    remove(by=inside.by, who=inside.seat.pk)
    assert learner.get(url).status_code == 404


def test_a_guest_sees_the_slides_once_she_is_let_in(inside):
    from tests.videoconf.acts import Arrival
    from videoconf.admission import admission_for
    from videoconf.guests import Guest
    from videoconf.services import admit, enter

    deck = a_deck(inside.room, inside.host)
    show_slide(by=inside.by, deck_id=deck.pk, page=1)
    link, _ = make_link(room=inside.room, by=inside.host, label="Vecina", guest={"name": "Inés"})
    entry, _ = come_with(link=link, name="")
    guest = Guest(entry.pk, inside.room.pk)
    arrival = Arrival("c" * 36, "p" * 36)
    seat = enter(room=inside.room, person=guest, admission=admission_for(guest, inside.room), arrival=arrival)
    assert seen_slide(guest, inside.room, deck.pk, 1) is None
    admit(by=inside.by, who=seat.pk)
    enter(room=inside.room, person=guest, admission=admission_for(guest, inside.room), arrival=arrival)
    assert seen_slide(guest, inside.room, deck.pk, 1).page == 1
