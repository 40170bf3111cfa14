"""Idempotency keys: the same key with the same content gives the same answer, without acting again."""

import threading

import pytest
from django.db import connections
from django.template import Context, Template

from core import idempotency
from core.idempotency import KeyMissing, KeyReused, once
from core.models import IdempotencyRecord

KEY = "b3e0c1a2-0000-4000-8000-000000000001"


class Act:
    """Counts how often it really happens."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        self.times += 1
        return {"number": self.times}


def send(act: Act, *, key: str = KEY, actor_id: int | None = 1, content: str = "a", purpose: str = "plaza"):
    mark = idempotency.fingerprint({"content": content})
    return once(key=key, purpose=purpose, actor_id=actor_id, fingerprint=mark, act=act)


@pytest.mark.django_db
def test_the_second_sending_gets_the_first_answer():
    act = Act()
    assert [send(act), send(act)] == [{"number": 1}, {"number": 1}]
    assert act.times == 1


@pytest.mark.django_db
def test_without_the_key_in_the_table_it_acts_again(monkeypatch):
    act = Act()
    send(act)
    IdempotencyRecord.objects.all().delete()
    assert send(act) == {"number": 2}


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_a_conflict():
    act = Act()
    send(act)
    with pytest.raises(KeyReused, match="otros datos"):
        send(act, content="b")
    assert act.times == 1


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"actor_id": 2}, {"actor_id": None}, {"purpose": "renuncia"}])
def test_the_key_of_another_person_or_act_is_another_key(other):
    act = Act()
    send(act)
    assert send(act, **other) == {"number": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "corta", "x" * 65])
def test_a_form_without_a_key_of_ours_is_refused(key):
    with pytest.raises(KeyMissing):
        send(Act(), key=key)


@pytest.mark.django_db
def test_an_act_that_fails_may_be_sent_again():
    def fail() -> dict[str, int]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(key=KEY, purpose="plaza", actor_id=1, fingerprint=idempotency.fingerprint({}), act=fail)
    assert send(Act()) == {"number": 1}


@pytest.mark.django_db(transaction=True)
def test_many_sendings_at_once_act_once():
    act, answers, start = Act(), [], threading.Barrier(6)

    def run() -> None:
        start.wait()
        try:
            answers.append(send(act))
        finally:
            connections.close_all()

    crew = [threading.Thread(target=run) for _ in range(6)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    assert (answers, act.times) == ([{"number": 1}] * 6, 1)


@pytest.mark.django_db
def test_old_answers_are_forgotten(monkeypatch):
    send(Act())
    assert idempotency.forget_old() == 0
    monkeypatch.setattr(idempotency, "KEPT_FOR", -idempotency.KEPT_FOR)
    assert idempotency.forget_old() == 1


def test_each_rendering_of_a_form_has_a_key_of_its_own():
    template = Template("{% load acting %}{% idempotency_field %}")
    first, second = template.render(Context()), template.render(Context())
    assert first.startswith('<input type="hidden" name="idempotency_key" value="')
    assert first != second
