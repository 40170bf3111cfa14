"""What a copy of a course holds and weighs, who may have one, and what the browser is told to forget."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import ConcejoDocument
from courses.models import Edition, LessonPage
from courses.services.learning.outline import outline_of
from courses.services.offline import Copy, copy_of
from courses.services.offline.copying import HEAVIEST_DOCUMENT
from courses.services.offline.references import references
from courses.services.offline.weights import weight_of
from courses.services.places.belonging import belongs_in_course
from people import sessions
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
WORKER = (ROOT / "courses/static/courses/offline_worker.js").read_text()


@pytest.fixture
def edition(db: None) -> Edition:
    return cast.an_edition(cast.a_course(lessons=3))


@pytest.fixture
def learner(edition: Edition, secretary: User) -> User:
    cast.a_place(edition, secretary)
    return secretary


def address(edition: Edition) -> str:
    return reverse("courses:copy", args=[edition.course.pk])


def plan(client: Client, who: User, edition: Edition) -> dict:
    return cast.signed_in(client, who).get(address(edition)).json()


def test_it_holds_the_course_its_lessons_and_the_page_for_the_rest(
    client: Client, edition: Edition, learner: User
):
    told = plan(client, learner, edition)
    pages = [url for url, _ in told["files"] if not url.startswith("/static/")]
    lessons = [lesson.url for lesson in cast.lessons_of(edition.course)]
    assert pages == [edition.course.url, *lessons, reverse("courses:offline")]
    assert told["bytes"] == sum(size for _, size in told["files"])


def test_what_it_says_is_what_travels_within_five_in_a_hundred(
    client: Client, edition: Edition, learner: User
):
    told = plan(client, learner, edition)
    for url, size in told["files"]:
        if not url.startswith("/static/"):
            assert size == pytest.approx(len(client.get(url).content), rel=0.05)


def test_asked_again_nothing_is_drawn_again(client: Client, edition: Edition, learner: User):
    plan(client, learner, edition)
    with CaptureQueriesContext(connection) as seen:
        client.get(address(edition))
    assert len(seen) <= 8


def test_a_lesson_published_since_makes_another_version(client: Client, edition: Edition, learner: User):
    before = plan(client, learner, edition)["version"]
    assert plan(client, learner, edition)["version"] == before
    LessonPage.objects.get(pk=cast.lessons_of(edition.course)[0].pk).save_revision().publish()
    assert plan(client, learner, edition)["version"] != before


def test_only_whoever_takes_or_gives_the_course_may_keep_it(
    client: Client, edition: Edition, learner: User, trainer: User
):
    edition.trainers.add(trainer)
    others = [cast.a_secretary(1), cast.a_guest_trainer()]
    seen = [cast.signed_in(client, who).get(address(edition)).status_code for who in (trainer, *others)]
    assert seen == [200, 403, 403]
    assert [belongs_in_course(who, edition.course) for who in (learner, trainer, *others)] == [
        True,
        True,
        False,
        False,
    ]


def test_the_button_is_there_only_for_them(client: Client, edition: Edition, learner: User):
    page = cast.signed_in(client, learner).get(edition.course.url).content.decode()
    assert (f'data-copy="{address(edition)}"' in page, "courses/offline.js" in page) == (True, True)
    other = cast.signed_in(client, cast.a_secretary(1)).get(edition.course.url).content.decode()
    assert ("data-copy=" in other, "courses/offline.js" in other) == (False, False)


# --- What a page asks for ---


def made_of(edition: Edition, learner: User, html: str) -> Copy:
    cache.clear()
    outline = outline_of(edition.course.path, learner)
    return copy_of(course=edition.course, outline=outline, extra=[], draw=lambda page: html)


def a_document(size: int) -> ConcejoDocument:
    kept = ConcejoDocument(title="Modelo")
    kept.file.save("modelo.txt", ContentFile(b"x" * size))
    kept.save()
    return kept


def test_small_documents_go_along_and_heavy_ones_are_counted(edition: Edition, learner: User):
    light, heavy = a_document(900), a_document(HEAVIEST_DOCUMENT + 1)
    html = f'<a href="{light.url}">uno</a><a href="{heavy.url}">otro</a><a href="/documentos/0/no.txt">no</a>'
    made = made_of(edition, learner, html)
    assert [pair for pair in made.files if pair[0].startswith("/documentos/")] == [(light.url, 900)]
    assert made.heavy_documents == 1


def test_videos_stay_out_and_are_counted(edition: Edition, learner: User):
    made = made_of(edition, learner, '<video src="/documentos/1/clase.mp4"></video>')
    assert made.videos == 4
    assert [url for url, _ in made.files if "mp4" in url] == []


def test_nothing_of_another_site_is_asked_for():
    html = '<img src="https://fuera.example/x.png"><script src="//fuera.example/x.js"></script>'
    found = references(
        html + '<img src="data:x">' + '<img src="/imagenes/1/a.webp?x"><link rel="icon" href="/static/i.svg">'
    )
    assert list(found.assets) == ["/imagenes/1/a.webp", "/static/i.svg"]


def test_a_file_that_is_not_there_weighs_nothing_to_fetch():
    assert [weight_of("/static/no.css"), weight_of("/imagenes/x/"), weight_of("/documentos/9/no.txt")] == [
        None,
        None,
        None,
    ]
    assert (
        weight_of("/static/courses/lesson.js") == (ROOT / "courses/static/courses/lesson.js").stat().st_size
    )


def test_a_private_page_is_kept_by_no_cache_and_says_whose_it_is(
    client: Client, edition: Edition, learner: User
):
    answer = cast.signed_in(client, learner).get(edition.course.url)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Concejo-Lector"] == sessions.mark_of(learner)
    assert "Concejo-Lector" not in Client().get(reverse("courses:offline"))


def test_the_mark_says_nothing_and_is_of_one_person(learner: User, trainer: User):
    mine, hers = sessions.mark_of(learner), sessions.mark_of(trainer)
    assert re.fullmatch("[0-9a-f]{20}", mine)
    assert mine != hers


@pytest.mark.parametrize("door", ["account_logout", "people:wagtail_logout"])
def test_signing_out_empties_the_browser(client: Client, learner: User, door: str):
    answer = cast.signed_in(client, learner).post(reverse(door))
    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"cache", "storage"')


@pytest.mark.parametrize(("another", "told"), [(False, None), (True, '"cache", "storage"')])
def test_who_comes_in_after_another_finds_nothing_of_hers(
    client: Client, edition: Edition, learner: User, another: bool, told: str | None
):
    plan(client, learner, edition)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    who = cast.a_secretary(1) if another else learner
    who.set_password("Una clave larga 2026")
    who.save()
    form = {"login": who.email, "password": "Una clave larga 2026"}
    answer = client.post(reverse("account_login"), form)
    assert (answer.status_code, answer.get("Clear-Site-Data")) == (302, told)


# --- The worker and the pages agree ---


def test_the_worker_finds_where_to_say_that_it_is_a_copy():
    main = re.search(r"const MAIN = '(.*)';", WORKER)
    assert main
    assert main[1] in (ROOT / "site/templates/base.html").read_text()
    assert "<div data-copies>" in (ROOT / "courses/templates/courses/offline/page.html").read_text()


@pytest.mark.parametrize("door", ["account_logout", "people:wagtail_logout"])
def test_the_worker_knows_every_way_out(door: str):
    leaving = re.search(r"const LEAVING = /(.*)/;", WORKER)
    assert leaving
    assert re.match(leaving[1].replace(r"\/", "/"), reverse(door))


@pytest.mark.parametrize("name", ["offline", "offline_progress"])
def test_the_worker_asks_at_our_addresses(name: str):
    assert f'"{reverse(f"courses:{name}")}"' in WORKER


@pytest.mark.parametrize(
    "path",
    ["/admin/pages/", "/cuenta/entrar/", "/sala/x/", "/paquetes/1/", "/archivos/x/", "/aula/paquete/1/"],
)
def test_what_must_not_pass_by_the_worker_does_not(path: str):
    untouched = re.search(r"const UNTOUCHED = /(.*)/;", WORKER)
    assert untouched
    assert re.match(untouched[1].replace(r"\/", "/"), path)


def test_the_worker_reaches_the_whole_site_and_is_asked_for_each_time():
    answer = Client().get(reverse("courses:worker"))
    assert answer.content.decode() == WORKER
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    assert reverse("courses:worker").count("/") == 1
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
