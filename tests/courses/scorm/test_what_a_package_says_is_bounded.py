"""A commit is a claim: who it is from, how large, in which order, and which of its figures make sense."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import signing
from django.test import Client

from core import clock
from core.models import AuditEntry
from core.tenancy import unscoped
from courses.enums import EditionState, EnrolmentState
from courses.enums.packages import Completion, Success
from courses.models import PackageAttempt
from courses.services.packages import committing, tokens
from courses.services.packages.committing import LARGEST, SUSPEND_12, SUSPEND_2004, CommitRefused, read_saying
from courses.services.packages.reading import said_in
from tests.courses import shelf as shelves
from tests.courses.packages import for_standard
from tests.courses.shelf import in_12, say, the_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def saves(signed_in, shelf):
    return shelves.saves_of(shelves.open_it(signed_in(shelf.learner), shelf))


def post(saves: str, body: bytes | str) -> int:
    return Client().post(saves, body, content_type="text/plain").status_code


def test_what_arrives_late_does_not_overwrite_what_is_newer(saves):
    answers = [say(saves, in_12(lesson_location=f"p{seq}"), seq=seq).json()["kept"] for seq in (2, 1, 2, 3)]
    assert (answers, the_attempt().location, the_attempt().commits) == ([True, False, False, True], "p3", 2)


def test_without_the_order_the_old_one_would_win(saves, monkeypatch):
    # The control: a commit whose order nobody looks at.
    say(saves, in_12(lesson_location="p2"), seq=2)
    with unscoped("control"):
        the_attempt().__class__.objects.update(seq=0, launch=0)
    say(saves, in_12(lesson_location="p1"), seq=1)
    assert the_attempt().location == "p1"


def test_the_window_opened_last_is_the_one_that_saves(signed_in, shelf, saves, monkeypatch):
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    newer = shelves.saves_of(shelves.open_it(signed_in(shelf.learner), shelf))
    assert say(newer, in_12(lesson_location="nueva")).status_code == 200
    old = say(saves, in_12(lesson_location="vieja"), seq=50)
    assert (old.status_code, the_attempt().location) == (409, "nueva")
    assert old.json()["reason"] == "Has abierto este paquete en otra ventana: sigue en ella."


NONSENSE = (
    b"", b"{", b"[]", b"null", b'"texto"', b"\xff\xfe", b"[" * 100_000,
    b'{"seq": 1, "finished": false}',
    b'{"seq": 0, "finished": false, "cmi": {}}',
    b'{"seq": true, "finished": false, "cmi": {}}',
    b'{"seq": 1.5, "finished": false, "cmi": {}}',
    b'{"seq": 99999999999, "finished": false, "cmi": {}}',
    b'{"seq": 1, "finished": "no", "cmi": {}}',
    b'{"seq": 1, "finished": false, "cmi": []}',
    b'{"seq": 1, "finished": false, "cmi": {"a": NaN}}',
    b'{"seq": 1, "finished": false, "cmi": {"a": 1e999}}',
    b'{"seq": 1, "finished": false, "cmi": {"a": "\\u0000"}}',
    b'{"seq": 1, "finished": false, "cmi": {"a": "\\ud800"}}',
    b'{"seq": 1, "finished": false, "cmi": {"a": ' + b"9" * 5_000 + b"}}",
)  # fmt: skip


def test_what_no_player_sends_is_refused_and_changes_nothing(saves):
    assert [(body[:60], post(saves, body)) for body in NONSENSE if post(saves, body) != 400] == []
    assert the_attempt().commits == 0


def test_a_backslash_that_only_looks_like_a_nul_is_kept(saves):
    assert post(saves, rb'{"seq": 1, "finished": false, "cmi": {"suspend_data": "\\u0000"}}') == 200
    assert the_attempt().cmi == {"suspend_data": r"\u0000"}


@pytest.mark.parametrize(("standard", "most"), [("1.2", SUSPEND_12), ("2004", SUSPEND_2004)])
def test_each_standard_has_its_limit_to_the_character(signed_in, tmp_path, standard, most):
    shelf = shelves.a_shelf(tmp_path, for_standard(standard, "1.2" if standard == "1.2" else "CAM 1.3"))
    saves = shelves.saves_of(shelves.open_it(signed_in(shelf.learner), shelf))
    assert say(saves, {"suspend_data": "ñ" * most}, seq=1).status_code == 200
    refused = say(saves, {"suspend_data": "x" * (most + 1)}, seq=2)
    assert (refused.status_code, the_attempt().seq, the_attempt().cmi["suspend_data"][0]) == (413, 1, "ñ")
    assert refused.json()["reason"] == f"El paquete quiere guardar más de los {most} caracteres de su norma."


def test_more_than_a_megabyte_is_refused_and_changes_nothing(saves):
    just = json.dumps({"seq": 1, "finished": False, "cmi": {"interactions": ""}})
    fits = just.replace('""', '"' + "x" * (LARGEST - len(just)) + '"')
    assert post(saves, fits + " ") == 413
    assert post(saves, "x" * 3_000_000) == 413
    assert the_attempt().commits == 0
    assert (post(saves, fits), the_attempt().commits) == (200, 1)


def test_the_control_without_the_limit_it_would_be_kept(saves, monkeypatch):
    monkeypatch.setattr(committing, "SUSPEND_12", 10_000)
    assert say(saves, {"suspend_data": "x" * 5_000}).status_code == 200


def test_a_tampered_an_old_and_anothers_address_save_nothing(saves, shelf, monkeypatch):
    token = saves.rstrip("/").rpartition("/")[2]
    with unscoped("prueba"):
        attempt = the_attempt()
    other = shelves.cast.a_secretary()
    forged = tokens.Launch(1, "", 0, "", "", other.pk, attempt.pk, 10**14).commits()
    tried = [f"/aula/paquete/nota/{each}/" for each in (token + "x", "x", forged)]
    assert [say(address, in_12()).status_code for address in tried] == [404, 404, 403]
    monkeypatch.setattr(tokens, "HOURS", -1)
    assert say(saves, in_12()).status_code == 403
    assert the_attempt().commits == 0


def test_an_address_to_read_is_no_address_to_write(saves, shelf):
    attempt = the_attempt()
    reading = tokens.Launch(1, "", 0, "", "", shelf.learner.pk, attempt.pk, 10**14).token()
    assert say(f"/aula/paquete/nota/{reading}/", in_12()).status_code == 404
    with pytest.raises(tokens.TokenRefused):
        tokens.read_launch(signing.dumps({"attempt": 1}, salt="otra"))


@pytest.mark.parametrize(
    "end",
    [
        lambda shelf: type(shelf.learner).objects.filter(pk=shelf.learner.pk).update(is_active=False),
        lambda shelf: type(shelf.place).objects.update(state=EnrolmentState.WITHDRAWN),
        lambda shelf: type(shelf.edition).objects.update(state=EditionState.CANCELLED),
    ],
    ids=["se va", "renuncia", "se anula"],
)
def test_whoever_no_longer_has_her_place_saves_no_more(saves, shelf, end):
    assert say(saves, in_12(), seq=1).status_code == 200
    with unscoped("prueba"):
        end(shelf)
    assert (say(saves, in_12(), seq=2).status_code, the_attempt().commits) == (403, 1)


@pytest.mark.parametrize(
    "raw", ["NaN", "abc", "-5", "101", "1e5", "", " ", "٣", "12345678901", "1,5", None, [], {}]
)
def test_a_score_that_makes_no_sense_is_kept_and_not_read(saves, raw):
    cmi = in_12("completed")
    cmi["core"]["score"]["raw"] = raw
    assert say(saves, cmi).status_code == 200
    assert (the_attempt().score_raw, the_attempt().cmi["core"]["score"]["raw"]) == (None, raw)


@pytest.mark.parametrize(
    ("score", "read"),
    [
        ({"raw": "8.5", "min": "0", "max": "10", "scaled": "0.85"}, ("8.5", "0", "10", "0.85")),
        ({"raw": "11", "min": "0", "max": "10", "scaled": "1.1"}, (None, "0", "10", None)),
        ({"raw": "-3", "min": "-5", "max": "5", "scaled": "-1"}, ("-3", "-5", "5", "-1")),
        ({"raw": "5", "min": "10", "max": "0"}, ("5", None, None, None)),
        ({"scaled": "NaN"}, (None, None, None, None)),
        ("texto", (None, None, None, None)),
    ],
)
def test_scores_of_2004_are_read_within_their_own_scale(score, read):
    said = said_in({"score": score}, is_2004=True).score
    assert (said.raw, said.least, said.most, said.scaled) == tuple(each and Decimal(each) for each in read)


@pytest.mark.parametrize(
    ("written", "is_2004", "seconds"),
    [
        ("0001:02:03", False, 3_723), ("01:02:03.45", False, 3_723), ("hola", False, 0),
        ("9999:00:00", False, 31_622_400),
        ("PT1H2M3S", True, 3_723), ("P1DT1S", True, 86_401), ("PT3.5S", True, 3), ("P", True, 0),
        ("PT99999999H", True, 31_622_400), ("3723", True, 0),
    ],
)  # fmt: skip
def test_times_of_both_standards_are_read_and_bounded(written, is_2004, seconds):
    cmi = {"session_time": written, "core": {"session_time": written}}
    assert said_in(cmi, is_2004=is_2004).seconds == seconds


def test_invented_times_do_not_stop_the_saving(saves):
    with unscoped("se prepara un intento"):
        PackageAttempt.objects.update(total_time=committing.MOST_SECONDS - 10)
    assert say(saves, in_12(session_time="0001:00:00", lesson_location="p9")).json()["kept"]
    assert (the_attempt().total_time, the_attempt().location) == (committing.MOST_SECONDS, "p9")


@pytest.mark.parametrize(
    ("status", "completion", "success"),
    [
        ("passed", Completion.COMPLETED, Success.PASSED),
        ("failed", Completion.COMPLETED, Success.FAILED),
        ("completed", Completion.COMPLETED, Success.UNKNOWN),
        ("browsed", Completion.INCOMPLETE, Success.UNKNOWN),
        ("not attempted", Completion.INCOMPLETE, Success.UNKNOWN),
        ("APROBADÍSIMA", Completion.INCOMPLETE, Success.UNKNOWN),
    ],
)
def test_each_status_of_12_is_an_advance_and_a_result(saves, status, completion, success):
    say(saves, in_12(status))
    assert (the_attempt().completion, the_attempt().success) == (completion, success)


def test_looking_again_does_not_undo_what_was_passed_and_a_better_score_counts(saves):
    say(saves, in_12("passed", "70"), seq=1)
    say(saves, in_12("incomplete", "10"), seq=2)
    assert (the_attempt().completion, the_attempt().success, the_attempt().score_raw) == (
        Completion.COMPLETED, Success.PASSED, 70,
    )  # fmt: skip
    say(saves, in_12("passed", "90"), seq=3)
    assert (the_attempt().score_raw, the_attempt().cmi["core"]["score"]["raw"]) == (90, "90")


def test_it_leaves_rows_when_something_happens_and_not_each_few_seconds(saves):
    for seq in range(1, 6):
        say(saves, in_12(), seq=seq)
    say(saves, in_12("passed", "90"), seq=6, finished=True)
    said = (
        AuditEntry.objects.filter(action="courses.package.said")
        .order_by("pk")
        .values_list("detail", flat=True)
    )
    assert [(row["completion"], row["finished"]) for row in said] == [
        ("incomplete", False),
        ("completed", True),
    ]


def test_the_verb_says_why():
    with pytest.raises(CommitRefused) as refused:
        read_saying(b"{")
    assert (refused.value.status, refused.value.reason) == (
        400,
        "Lo que ha enviado el paquete no se entiende.",
    )


def test_it_is_saved_only_by_a_post(saves):
    assert Client().get(saves).status_code == 302
    assert Client().put(saves).status_code == 403
