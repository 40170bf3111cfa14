"""The hash chain: canonical bytes, and every change of a row found and named."""

import hashlib
from datetime import UTC, datetime

import pytest

from core import audit, chain
from core.chain import NotCanonical, canonical
from core.models import AuditEntry, AuditSeries


def test_the_canonical_form_is_written_byte_for_byte_as_documented():
    value = {"b": [1, True, None, 'ñ\n"\\\x01/<'], "a": {"Z": -5, "á": 2**70}}
    expected = '{"a":{"Z":-5,"á":1180591620717411303424},"b":[1,true,null,"ñ\\n\\"\\\\\\u0001/<"]}'
    assert canonical(value) == expected.encode()


def test_a_time_is_written_in_utc_with_six_decimals():
    assert canonical(datetime(2026, 10, 5, 9, 0, tzinfo=UTC)) == b'"2026-10-05T09:00:00.000000Z"'


def test_a_hash_can_be_computed_by_hand():
    body = canonical({"n": 1})
    assert chain.row_hash("ab", {"n": 1}) == hashlib.sha256(b"ab\n" + body).hexdigest()
    assert chain.commitment("5a", {"n": 1}) == hashlib.sha256(b"5a\n" + body).hexdigest()


@pytest.mark.parametrize(
    "value", [1.5, {1: 2}, b"x", {1, 2}, "a\0b", "\ud800", object()], ids=lambda value: type(value).__name__
)
def test_what_two_languages_would_write_differently_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def entries(count: int = 5) -> list[AuditEntry]:
    for number in range(count):
        audit.record(action="prueba", actor_id=7, entity_id=None, target=f"t{number}", detail={"n": number})
    return list(AuditEntry.objects.order_by("number"))


CHANGES = {
    "action": "otro",
    "actor_id": 8,
    "entity_id": 1,
    "target": "",
    "detail": {"n": 99},
    "ip": "10.0.0.1",
    "request_id": "x",
    "recorded_at": datetime(2020, 1, 1, tzinfo=UTC),
    "number": 9,
    "prev": "0" * 64,
    "hash": "0" * 64,
}


def test_every_column_of_an_act_is_covered():
    columns = {field.attname for field in AuditEntry._meta.concrete_fields} - {"id"}
    assert columns == set(CHANGES)


@pytest.mark.django_db
@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_names_its_row_first(column):
    rows = entries()
    setattr(rows[2], column, CHANGES[column])
    verdict = chain.verify(rows)
    assert (verdict.ok, verdict.errors[0].number) == (False, rows[2].number)


@pytest.mark.django_db
def test_a_whole_chain_has_no_errors():
    rows = entries()
    series = AuditSeries.objects.get()
    assert chain.verify(rows, last=series.last, head=series.head) == chain.Verdict(5, rows[-1].hash, [])


@pytest.mark.django_db
def test_a_missing_a_swapped_and_a_repeated_row_are_found():
    one, two, three, four, five = entries()
    assert chain.verify([one, two, four, five]).errors[0].number == 4
    assert chain.verify([one, three, two, four, five]).errors[0].number == 3
    assert chain.verify([one, two, two, three, four, five]).errors[0].number == 2


@pytest.mark.django_db
def test_a_cut_tail_is_found_only_with_the_head_of_the_series():
    rows = entries()
    series = AuditSeries.objects.get()
    assert chain.verify(rows[:4]).ok
    assert chain.verify(rows[:4], last=series.last, head=series.head).errors[0].number == 5


@pytest.mark.django_db
def test_a_hash_that_covered_nothing_would_let_a_change_pass(monkeypatch):
    monkeypatch.setattr(AuditEntry, "chained", ())
    rows = entries()
    rows[2].target = "cambiado"
    assert chain.verify(rows).ok
