"""The whole course on paper: what it says, for whom, and that what people write never becomes markup."""

import io
import sys
import time
from typing import Any

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.rich_text import RichText

from cms.blocks.tables import table_value
from cms.enums import Audience
from cms.models import ConcejoDocument, ConcejoImage
from courses.enums import EditionState
from courses.models import CoursePage, LessonPage
from courses.services import pin_lessons
from courses.services.booklet import booklet_of, size_kept
from courses.services.booklet.contents import contents_of
from courses.services.booklet.parts import MOST_ROWS, Place, parts_of
from courses.services.booklet.richtext import read_rich_text
from courses.services.learning.outline import outline_of
from people.models import User
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BASE = "http://localhost:8000/"
RICH = '<p>Texto <b>fuerte</b></p><h3>Menor</h3><ul><li>uno <a href="/x/">a</a></li></ul>'
SECONDS = 3.0
HOSTILE = [
    '#read("/etc/passwd")',
    "$x^2$ y @nadie <etiqueta>",
    "*no negrita* _no cursiva_ `no código`",
    '"; #panic("x") //',
    "= No es un título",
    "\\u{41} #[x] #{1+1}",
    "</text> ]] }} )",
]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.PRIVATE_ROOT = tmp_path


def titles_of(pdf: bytes) -> list[str]:
    """The bookmarks of a paper: its modules and its lessons."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return [title for item in outline.root for title in (item.title, *(it.title for it in item.children))]


def drawn(course: CoursePage, who: User) -> bytes:
    outline = outline_of(course.path, who)
    return booklet_of(course=course, outline=outline, base=BASE).read_bytes()


def write(lesson: LessonPage, body: list[Any], title: str = "") -> None:
    fresh = LessonPage.objects.get(pk=lesson.pk)
    fresh.title, fresh.body = title or fresh.title, body
    fresh.save_revision().publish()


def a_picture(audience: str = Audience.COUNCILS) -> ConcejoImage:
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(data, "PNG")
    file = ImageFile(ContentFile(data.getvalue()), "mostrador.png")
    return ConcejoImage.objects.create(title="Mostrador", file=file, audience=audience)


def every_kind() -> list[Any]:
    """One block of each kind."""
    kept = ConcejoDocument(title="Modelo de justificante")
    kept.file.save("modelo.txt", ContentFile(b"x" * 900))
    kept.save()
    film = {"title": "Digitalizar", "file": None, "link": "https://v.example/1", "minutes": 4}
    return [
        ("heading", "Qué se registra"),
        (
            "paragraph",
            RichText('<p>Texto <b>fuerte</b></p><h3>Menor</h3><ul><li>uno <a href="/x/">a</a></li></ul>'),
        ),
        ("quote", {"text": "Se anota todo", "source": "Elena"}),
        ("steps", {"title": "Para empezar", "items": ["Abre el registro", "Anota"]}),
        ("checklist", {"title": "", "items": ["Está la fecha"]}),
        ("note", {"kind": "ley", "text": "Todos los días", "source": "Ley 39/2015"}),
        ("table", table_value(caption="Qué llega", header=["Qué", "¿Se anota?"], rows=[["Carta", "Sí"]])),
        ("faq", {"title": "Dudas", "items": [{"q": "¿Y si no?", "a": "Se anota igual"}]}),
        ("image", {"image": a_picture(), "caption": "Una mañana"}),
        ("document", {"document": kept, "text": "Para rellenar"}),
        ("video", {**film, "transcript": "Hola a todas", "transcript_file": None}),
        ("live_session", {"number": 2, "text": "Trae un justificante"}),
        ("task_link", {"title": "Haz una prueba", "text": "", "page": None, "url": "https://t.example/"}),
    ]


def test_it_is_tagged_made_to_last_and_has_modules_and_lessons_as_bookmarks(secretary: User):
    course = cast.a_course(lessons=2)
    write(cast.lessons_of(course)[0], every_kind())
    pdf = drawn(course, secretary)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked) is True
        assert str(opened.docinfo["/Title"]) == course.title
        with opened.open_metadata() as metadata:
            assert (metadata.get("pdfaid:part"), metadata.get("pdfuaid:part")) == ("2", "1")
    assert titles_of(pdf) == ["El asiento", "Lección 1", "Lección 2"]


def test_each_kind_of_block_is_there(secretary: User):
    course = cast.a_course(lessons=1)
    write(cast.lessons_of(course)[0], every_kind())
    [module] = contents_of(course, outline_of(course.path, secretary), BASE)["modules"]
    parts = module["lessons"][0]["parts"]
    assert [part["kind"] for part in parts] == [
        *("heading", "text", "heading", "bullets", "quote", "heading", "numbered", "boxes", "note"),
        *("table", "heading", "question", "picture", "box", "box", "box", "box"),
    ]
    boxes = [(part["title"], part["url"]) for part in parts if part["kind"] == "box"]
    lesson = f"{BASE.rstrip('/')}{cast.lessons_of(course)[0].url}"
    assert [title for title, _ in boxes] == [
        "Modelo de justificante",
        "Digitalizar",
        "Clase en directo 2",
        "Haz una prueba",
    ]
    assert [url for _, url in boxes][1:] == ["https://v.example/1", lesson, "https://t.example/"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_written_in_a_lesson_is_never_markup(secretary: User, text: str):
    course = cast.a_course(lessons=1, title=text)
    hostile = [
        ("heading", text),
        ("paragraph", RichText(f"<p>{text.replace('<', '&lt;')}</p>")),
        ("steps", {"title": text, "items": [text]}),
        ("note", {"kind": "ley", "text": text, "source": text}),
        ("table", table_value(caption=text, header=[text, text], rows=[[text, text]])),
        ("task_link", {"title": text, "text": text, "page": None, "url": "https://t.example/"}),
    ]
    write(cast.lessons_of(course)[0], hostile, title=text)
    pdf = drawn(course, secretary)
    assert titles_of(pdf) == ["El asiento", text]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == text


@pytest.mark.slow
@pytest.mark.once
def test_a_huge_table_is_cut_and_says_so(secretary: User):
    course = cast.a_course(lessons=1)
    rows = [["celda " * 30, "x"] * 10 for _ in range(1_000)]
    table = table_value(caption="Larga", header=["a"] * 20, rows=rows)
    write(cast.lessons_of(course)[0], [("table", table)])
    assert titles_of(drawn(course, secretary))[-1] == "Lección 1"
    parts = contents_of(course, outline_of(course.path, secretary), BASE)["modules"][0]["lessons"][0]["parts"]
    assert len(parts[0]["rows"]) == MOST_ROWS
    assert parts[1]["text"] == "Aquí faltan 850 filas y 12 columnas."


def test_headings_never_jump_a_level(secretary: User):
    course = cast.a_course(lessons=1)
    body = [("paragraph", RichText("<h3>Suelto</h3><p>x</p>")), ("heading", "Apartado")]
    write(cast.lessons_of(course)[0], [*body, *body[:1]])
    parts = contents_of(course, outline_of(course.path, secretary), BASE)["modules"][0]["lessons"][0]["parts"]
    assert [part["level"] for part in parts if part["kind"] == "heading"] == [3, 3, 4]
    assert len(drawn(course, secretary)) > 1000


def test_what_comes_before_the_modules_jumps_no_level_either(secretary: User):
    """One heading that jumps refuses the whole paper: a course with one before its modules had none."""
    course = cast.a_course(lessons=1)
    course.body = [("heading", "Qué vas a aprender"), ("paragraph", RichText(RICH))]
    course.save_revision().publish()
    body = contents_of(course, outline_of(course.path, secretary), BASE)["body"]
    assert [part["level"] for part in body if part["kind"] == "heading"] == [2, 3]
    assert drawn(course, secretary).startswith(b"%PDF")


def test_a_picture_for_fewer_people_than_the_lesson_stays_out():
    place = Place(BASE, BASE, Audience.COUNCILS)
    kinds = []
    for audience in (Audience.COUNCILS, Audience.PROVINCE):
        image = a_picture(audience)
        block = LessonPage(body=[("image", {"image": image, "caption": ""})]).body[0]
        kinds.append([part["kind"] for part in parts_of(block, place)])
    assert kinds == [["picture"], ["box"]]


def test_a_picture_whose_file_is_gone_does_not_lose_the_paper():
    image = a_picture()
    image.file.storage.delete(image.file.name)
    block = LessonPage(body=[("image", {"image": image, "caption": ""})]).body[0]
    assert [part["kind"] for part in parts_of(block, Place(BASE, BASE, Audience.COUNCILS))] == ["box"]


def test_a_link_that_is_no_address_is_left_as_words():
    [part] = read_rich_text(
        '<p>Antes <a href="javascript:alert(1)">pulsa</a> <a href="/x/">aquí</a></p>', BASE
    )
    assert [(run["text"], run["link"]) for run in part["runs"]] == [
        ("Antes ", ""),
        ("pulsa", ""),
        (" ", ""),
        ("aquí", f"{BASE}x/"),
    ]


# --- Whose versions, and how often it is drawn ---


def test_each_one_gets_the_versions_of_her_edition(secretary: User):
    edition = cast.an_edition(cast.a_course(lessons=2), state=EditionState.RUNNING)
    pin_lessons(edition=edition)
    cast.a_place(edition, secretary)
    write(cast.lessons_of(edition.course)[0], [("heading", "Nuevo")], title="Reescrita")
    seen = [titles_of(drawn(edition.course, who))[1:] for who in (secretary, cast.a_secretary(1))]
    assert seen == [["Lección 1", "Lección 2"], ["Reescrita", "Lección 2"]]


def test_only_the_lessons_she_may_see(secretary: User, editor: User):
    course = cast.a_course(lessons=2)
    lesson = cast.lessons_of(course)[1]
    lesson.audience = Audience.PROVINCE
    lesson.save()
    seen = [titles_of(drawn(course, who))[1:] for who in (secretary, editor)]
    assert seen == [["Lección 1"], ["Lección 1", "Lección 2"]]


def test_it_is_drawn_once_for_each_set_of_versions(secretary: User):
    course = cast.a_course(lessons=1)
    outline = outline_of(course.path, secretary)
    assert size_kept(course=course, outline=outline, base=BASE) == 0
    first = booklet_of(course=course, outline=outline, base=BASE)
    with CaptureQueriesContext(connection) as seen:
        assert booklet_of(course=course, outline=outline, base=BASE) == first
    assert len(seen) == 0
    assert size_kept(course=course, outline=outline, base=BASE) == first.stat().st_size
    write(cast.lessons_of(course)[0], [("heading", "Nuevo")])
    assert booklet_of(course=course, outline=outline_of(course.path, secretary), base=BASE) != first


def test_a_course_as_long_as_those_of_the_demo_takes_less_than_three_seconds(secretary: User):
    course = cast.a_course(lessons=8)
    for lesson in cast.lessons_of(course):
        write(lesson, every_kind())
    began = time.monotonic()
    pdf = drawn(course, secretary)
    took = time.monotonic() - began
    sys.stdout.write(f"\ncurso en PDF: 8 lecciones, {took:.2f} s, {len(pdf)} B\n")
    assert took <= SECONDS


# --- At its address ---


def test_whoever_may_read_the_course_downloads_it(client: Client, secretary: User):
    course = cast.a_course(lessons=1)
    url = reverse("courses:booklet", args=[course.pk])
    answer = cast.signed_in(client, secretary).get(url)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert answer["Content-Disposition"] == f'attachment; filename="{course.slug}.pdf"'
    assert b"".join(answer).startswith(b"%PDF")
    assert f'href="{url}"' in client.get(course.url).content.decode()


def test_a_course_she_may_not_read_does_not_exist(client: Client, secretary: User):
    course = cast.a_course(lessons=1, audience=Audience.PROVINCE)
    url = reverse("courses:booklet", args=[course.pk])
    assert cast.signed_in(client, secretary).get(url).status_code == 404
    assert Client().get(url).status_code == 404


def test_its_size_is_said_once_it_is_known(client: Client, secretary: User):
    course = cast.a_course(lessons=1)
    cast.signed_in(client, secretary)
    b"".join(client.get(reverse("courses:booklet", args=[course.pk])))
    cache.clear()
    told = client.get(course.url).context["take"]
    assert told["pdf_bytes"] == len(b"".join(client.get(told["pdf"])))
