"""Nobody can say whose answer is whose: not by a field, an order, a transaction, the log of acts or a key."""

import random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Field
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry, IdempotencyRecord
from courses.models import SurveyReceipt, SurveyResponse, SurveyRun
from courses.services.surveys import answering, questions_of, version_of
from tests import cast
from tests.courses.surveying import an_ended_edition, answer, places, responses

pytestmark = pytest.mark.django_db
# So many answers that the order they came in is never drawn again by chance (1 in 20! ≈ 2·10¹⁸).
MANY = 20
SECRET = "Lo que nadie sabe"


def fields(model: Any) -> dict[str, str]:
    """The columns of a table with their kinds."""
    columns: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    return {column.name: column.get_internal_type() for column in columns}


def marks(edition: Any) -> list[str]:
    """Who came when, as the database keeps the responses: each text says the turn it was written in."""
    text = questions_of(edition)[-1]["key"]
    return [row.answers[text] for row in responses(edition)]


def filled(how_many: int = MANY) -> Any:
    """The same, where there was no survey yet."""
    cast.a_survey()
    return written(how_many)


def written(how_many: int = MANY) -> Any:
    """An edition where each person in turn wrote her turn."""
    edition = an_ended_edition()
    for turn, place in enumerate(places(edition, how_many)):
        answer(place, text=f"turno {turn:02d}")
    return edition


def test_a_response_has_no_person_no_town_hall_and_no_hour():
    assert fields(SurveyResponse) == {"id": "UUIDField", "run": "ForeignKey", "answers": "JSONField"}


def test_a_receipt_has_no_hour_and_no_answer():
    assert fields(SurveyReceipt) == {"id": "UUIDField", "enrolment": "OneToOneField"}


def test_no_table_of_ours_points_to_a_response():
    assert [relation.name for relation in SurveyResponse._meta.related_objects] == []


def test_the_order_of_the_rows_is_not_the_order_of_the_receipts():
    edition = filled()
    in_turn = sorted(marks(edition))
    assert sorted(marks(edition)) == in_turn
    assert marks(edition) != in_turn


def test_without_mixing_the_order_would_say_who(monkeypatch: pytest.MonkeyPatch):
    """The control: each response left where it was written, the first one is of the first person."""

    def as_they_come(run: SurveyRun, answers: dict[str, Any]) -> None:
        SurveyResponse.objects.create(run=run, answers=answers)

    monkeypatch.setattr(answering, "_keep_mixed", as_they_come)
    edition = filled()
    assert marks(edition) == sorted(marks(edition))


def test_keys_are_drawn_again_at_each_answer():
    edition = filled(5)
    before = {row.pk for row in responses(edition)}
    answer(places(edition, 1)[0], text="turno 05")
    after = {row.pk for row in responses(edition)}
    assert (len(after), before & after) == (6, set())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="xmin es de PostgreSQL")
def test_the_transaction_that_wrote_a_row_does_not_say_whose_it_is():
    edition = filled(5)
    run = SurveyRun.objects.get(edition=edition)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM courses_surveyresponse WHERE run_id = %s", [run.pk]
        )
        assert cursor.fetchone() == (1,)


def test_the_draw_cannot_be_repeated():
    """A draw that follows a seed could be undone by whoever knows it."""
    cast.a_survey()
    orders = []
    for _ in range(2):
        random.seed(7)
        orders.append(marks(written()))
    assert orders[0] != orders[1]


def test_the_log_of_acts_says_an_answer_came_and_nothing_else(client: Client):
    cast.a_survey()
    edition = an_ended_edition()
    [place] = places(edition, 1)
    asked = questions_of(edition)
    typed = {"scale": "5", "one": "1", "several": ["0"], "yes_no": "si", "text": SECRET}
    form = {f"pregunta-{each['key']}": typed[each["kind"]] for each in asked}
    cast.signed_in(client, place.person)
    client.post(reverse("courses:survey", args=[edition.code]), {**form, "version": version_of(asked)})
    [entry] = AuditEntry.objects.filter(action="courses.survey.answered")
    assert (entry.actor_id, entry.entity_id, entry.ip, entry.request_id) == (None, None, None, "")
    assert (entry.target, entry.detail) == (f"edition:{edition.pk}", {})


def test_without_an_origin_of_its_own_the_log_would_keep_the_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    """The control: with the origin left to the request, the row has an address."""
    monkeypatch.setattr(answering, "EMPTY", None)
    with pytest.raises(AssertionError):
        test_the_log_of_acts_says_an_answer_came_and_nothing_else(client)


def test_no_key_of_a_form_keeps_who_sent_which_content(client: Client):
    test_the_log_of_acts_says_an_answer_came_and_nothing_else(client)
    assert IdempotencyRecord.objects.count() == 0


def test_nothing_that_is_kept_elsewhere_has_the_words(client: Client):
    """Every table is searched: the text is in one row, of the table of responses."""
    test_the_log_of_acts_says_an_answer_came_and_nothing_else(client)
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if SECRET in str(row)]
    assert found == ["courses_surveyresponse"]
