"""An editor looks at a file of questions before she keeps it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from courses.banks.gift import read_gift
from courses.models import Question
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db

TEXT = "::Una <b>::¿Cuándo? {=mañana ~ayer}\n\nRota {=a\n\nOtra {T}\n"


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    cast.signed_in(client, editor)
    return client


def look(desk: Client, content: bytes = TEXT.encode("cp1252")) -> str:
    sent = {"file": SimpleUploadedFile("p.txt", content), "format": "auto", "bank": "Actas"}
    return desk.post(reverse("questions_import"), sent).content.decode()


def shown(page: str) -> dict[str, str]:
    return {"shown": re.search(r'name="shown" value="([^"]+)"', page)[1]}


def test_looking_at_a_file_names_its_errors_by_line_and_keeps_nothing(desk: Client):
    page = look(desk)
    assert "Línea 3: falta la llave «}» que cierra las respuestas." in page
    assert "Línea 1: Una &lt;b&gt;" in page
    assert Question.objects.count() == 0


def test_confirming_twice_keeps_the_good_ones_once(desk: Client, editor: User):
    form = shown(look(desk))
    for _ in range(2):
        assert desk.post(reverse("questions_import"), form).url == reverse("questions:index")
    assert list(Question.objects.values_list("text", "bank")) == [("¿Cuándo?", "Actas"), ("Otra", "Actas")]
    assert AuditEntry.objects.get(action="courses.questions.imported").actor_id == editor.pk


def test_a_file_that_was_not_shown_is_not_kept(desk: Client):
    form = shown(look(desk))
    answer = desk.post(reverse("questions_import"), {"shown": form["shown"] + "x"})
    assert (answer.url, Question.objects.count()) == (reverse("questions_import"), 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\x89PNG\x00\x00", "no es un fichero de texto"), (b"x" * 1_000_001, "El fichero pasa de 1 MB")],
)
def test_what_cannot_be_read_is_said_on_the_page(desk: Client, content: bytes, said: str):
    page = look(desk, content)
    assert said in page
    assert 'name="shown"' not in page


@pytest.mark.parametrize(
    ("wanted", "start"), [("gift", "$CATEGORY: $course$/top/Actas"), ("moodle_xml", "<?xml")]
)
def test_what_was_kept_can_be_taken_out(desk: Client, wanted: str, start: str):
    desk.post(reverse("questions_import"), shown(look(desk)))
    answer = desk.get(reverse("questions_export", args=[wanted]), {"banco": "Actas"})
    assert answer.content.decode().startswith(start)
    assert "attachment" in answer["Content-Disposition"]
    if wanted == "gift":
        assert [item.text for item in read_gift(answer.content.decode()).items] == ["¿Cuándo?", "Otra"]


def test_the_list_shows_the_questions(desk: Client):
    desk.post(reverse("questions_import"), shown(look(desk)))
    question: Any = Question.objects.first()
    assert "Una &lt;b&gt;" in desk.get(reverse("questions:index")).content.decode()
    assert "¿Cuándo?" in desk.get(reverse("questions:inspect", args=[question.pk])).content.decode()


def test_a_secretary_reaches_neither_the_import_nor_the_export(client: Client):
    cast.signed_in(client, cast.a_secretary(1))
    assert client.get(reverse("questions_import")).status_code == 403
    assert client.get(reverse("questions_export", args=["gift"])).status_code == 403
