"""`manage.py import_questions`: looks first, keeps all or none, and never ends in a traceback."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from core.models import AuditEntry
from courses.banks.reading import read_bank
from courses.models import Question
from courses.services.quizzes.questions import store_questions

pytestmark = pytest.mark.django_db

MIXED = "$CATEGORY: $course$/top/Actas\n\n::Una::¿Es así? {T}\n\nRota {=a\n\nSolo se lee\n\nOtra {=a ~b}\n"


def run(path: Any, *options: str) -> tuple[int, dict[str, Any]]:
    out, code = StringIO(), 0
    try:
        call_command("import_questions", str(path), "--json", *options, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, json.loads(out.getvalue())


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    path = tmp_path / "preguntas.txt"
    path.write_bytes(MIXED.encode("cp1252"))
    return path


def test_a_dry_run_says_what_is_there_and_keeps_nothing(mixed: Path):
    code, said = run(mixed, "--format", "auto", "--dry-run")
    assert (code, said) == (
        0,
        {
            "items": [
                {"kind": "true_false", "title": "Una", "line": 3},
                {"kind": "description", "title": "Solo se lee", "line": 7},
                {"kind": "single", "title": "Otra", "line": 9},
            ],
            "errors": [{"line": 5, "reason": "falta la llave «}» que cierra las respuestas"}],
        },
    )
    assert Question.objects.count() == 0


def test_a_real_run_keeps_the_good_ones_and_leaves_an_audit_row(mixed: Path):
    assert run(mixed, "--bank", "Provincia")[0] == 0
    assert list(Question.objects.values_list("title", "bank", "kind")) == [
        ("Una", "Provincia/Actas", "true_false"),
        ("Otra", "Provincia/Actas", "single"),
    ]
    entry = AuditEntry.objects.get(action="courses.questions.imported")
    assert entry.detail == {"count": 2, "file": "preguntas.txt", "bank": "Provincia"}


def test_what_was_changed_after_it_was_read_is_not_kept():
    items = read_bank(MIXED.encode()).items
    items[2].data["choices"] = []
    with pytest.raises(ValueError, match="faltan respuestas"):
        store_questions(items=items, actor_id=None, source="x", bank="")
    assert (Question.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("binario", b"\x89PNG\r\n\x1a\n\x00\x00", "no es un fichero de texto"),
        ("vacio", b"", "el fichero está vacío"),
        ("falta", None, "el fichero no se puede abrir"),
        (".", None, "el fichero es una carpeta"),
        ("con\0cero", None, "el fichero no se puede abrir"),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_one_line(
    tmp_path: Path, name: str, content: bytes | None, reason: str
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, said = run(f"{tmp_path}/{name}")
    assert (code, said) == (2, {"items": [], "errors": [{"line": 1, "reason": reason}]})


@pytest.mark.slow
def test_ten_thousand_are_kept_by_a_few_statements(tmp_path: Path, django_assert_max_num_queries: Any):
    path = tmp_path / "muchas.txt"
    path.write_text("::P::¿Uno? {=a ~b}\n\n" * 10_000, encoding="utf-8")
    with django_assert_max_num_queries(120, connection=connection):
        assert run(path)[0] == 0
    assert Question.objects.count() == 10_000


def test_a_question_whose_answers_do_not_fit_its_kind_is_refused():
    question = Question(
        kind="numerical", title="x", text="x", data={"answers": [{"value": "a", "fraction": 100}]}
    )
    with pytest.raises(Exception, match="«a» no es un número"):
        question.full_clean()
