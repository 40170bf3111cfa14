"""Whoever leads a class marks the good answer, pins, closes, hides with a reason, restores and erases."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from core.errors import Conflict, Refused
from core.models import AuditEntry, OutboxMessage
from courses.models import Edition, ForumPost, ForumPostVersion, ForumThread
from courses.services.forum import (
    close_thread,
    edit_post,
    erase_post,
    hide_post,
    keeping_order,
    mark_good_answer,
    pin_thread,
    restore_post,
)
from people.models import User
from tests import cast
from tests.courses.questions import keeps, list_of, moderates, page_of
from tests.courses.work import said

pytestmark = pytest.mark.django_db
CANARY = "el vecino del 14 debe el IBI"


@pytest.fixture
def message(thread: ForumThread, edition: Edition) -> ForumPost:
    other = cast.a_secretary(villages=1)
    cast.a_place(edition, other)
    return cast.a_message(thread, other, text=CANARY)


def test_a_hidden_message_is_read_by_its_author_and_who_keeps_order_only(
    client: Client, thread, message, learner: User, trainer: User
):
    answer = moderates(cast.signed_in(client, trainer), message, "hide", "Habla de un vecino")
    assert (answer.status_code, answer.url) == (302, f"/aula/pregunta/{thread.pk}/")
    reads = {who: page_of(cast.signed_in(client, who), thread) for who in (learner, trainer, message.author)}
    assert [CANARY in page for page in reads.values()] == [False, True, True]
    assert ["Habla de un vecino" in page for page in reads.values()] == [False, True, True]
    [mail] = OutboxMessage.objects.all()
    assert (mail.to, "Habla de un vecino" in mail.text) == (message.author.email, True)
    assert ForumPost.objects.get(pk=message.pk).text == CANARY


def test_what_is_hidden_is_not_found_either(client: Client, edition, message, learner: User, trainer: User):
    browser = cast.signed_in(client, learner)
    assert list_of(browser, edition, q="vecino") == ["¿Se anota un burofax?"]
    hide_post(post=message, actor=trainer, reason="Habla de un vecino")
    assert list_of(browser, edition, q="vecino") == []


def test_a_hidden_question_loses_its_title_for_the_class(
    client: Client, edition, thread, trainer: User, message
):
    hide_post(post=thread.posts.get(is_question=True), actor=trainer, reason="Repetida")
    browser = cast.signed_in(client, message.author)
    assert "burofax" not in page_of(browser, thread) + said(
        browser.get(f"/aula/edicion/{edition.code}/preguntas/")
    )
    assert "burofax" in page_of(cast.signed_in(client, trainer), thread)


def test_restored_it_is_read_again(client: Client, thread, message, learner: User, trainer: User):
    hide_post(post=message, actor=trainer, reason="Por error")
    moderates(cast.signed_in(client, trainer), message, "restore")
    assert CANARY in page_of(cast.signed_in(client, learner), thread)
    with pytest.raises(Conflict):
        restore_post(post=message, actor=trainer)


@pytest.mark.parametrize("act", ["hide", "erase"])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_without_a_reason_nothing_is_hidden_nor_erased(client: Client, message, trainer: User, act, reason):
    answer = moderates(cast.signed_in(client, trainer), message, act, reason)
    assert answer.status_code == 400
    row = ForumPost.objects.get(pk=message.pk)
    assert (row.hidden_at, row.erased_at, row.text) == (None, None, CANARY)
    verb = {"hide": hide_post, "erase": erase_post}[act]
    with pytest.raises(Refused):
        verb(post=message, actor=trainer, reason=reason)


def test_the_database_hides_nothing_without_a_reason(message: ForumPost):
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumPost.objects.filter(pk=message.pk).update(hidden_at=message.created_at)


def test_erased_words_are_nowhere(client: Client, edition, thread, message, trainer: User):
    edit_post(post=message, person=message.author, text=f"{CANARY}, dicen")
    answer = moderates(cast.signed_in(client, trainer), message, "erase", "Datos de un vecino")
    assert answer.status_code == 302
    row = ForumPost.objects.get(pk=message.pk)
    assert (row.text, row.folded, ForumPostVersion.objects.count()) == ("", "", 0)
    assert "Borrado." in page_of(client, thread)
    assert CANARY not in page_of(cast.signed_in(client, message.author), thread)
    assert list_of(client, edition, q="vecino") == []
    entry = AuditEntry.objects.get(action="courses.forum.erased")
    assert (entry.actor_id, entry.detail["reason"], CANARY in str(entry.detail)) == (
        trainer.pk,
        "Datos de un vecino",
        False,
    )
    with pytest.raises(Conflict):
        erase_post(post=message, actor=trainer, reason="Otra vez")


def test_an_erased_question_says_so_in_its_title(thread: ForumThread, trainer: User):
    erase_post(post=thread.posts.get(), actor=trainer, reason="Datos de un vecino")
    assert ForumThread.objects.get().title == "borrado"


def test_the_good_answer_solves_the_question(client: Client, thread, message, learner: User, trainer: User):
    browser = cast.signed_in(client, trainer)
    moderates(browser, message, "good")
    assert ForumThread.objects.get().solved_by == message
    assert "Respuesta buena" in page_of(cast.signed_in(client, learner), thread)
    moderates(cast.signed_in(client, trainer), message, "not_good")
    assert ForumThread.objects.get().solved_by is None


def test_the_good_answer_hidden_solves_nothing(thread, message, trainer: User):
    mark_good_answer(post=message, actor=trainer, good=True)
    hide_post(post=message, actor=trainer, reason="Habla de un vecino")
    assert ForumThread.objects.get().solved_by is None
    with pytest.raises(Conflict):
        mark_good_answer(post=message, actor=trainer, good=True)


def test_the_question_itself_is_no_answer(thread: ForumThread, trainer: User):
    with pytest.raises(Conflict):
        mark_good_answer(post=thread.posts.get(), actor=trainer, good=True)


def test_pinned_it_comes_first_and_closed_it_takes_no_more(
    client: Client, edition, thread, learner, trainer: User
):
    cast.a_question(edition, learner, title="La más nueva")
    browser = cast.signed_in(client, trainer)
    assert list_of(browser, edition) == ["La más nueva", "¿Se anota un burofax?"]
    keeps(browser, thread, "pin")
    assert list_of(browser, edition) == ["¿Se anota un burofax?", "La más nueva"]
    keeps(browser, thread, "unpin")
    assert list_of(browser, edition) == ["La más nueva", "¿Se anota un burofax?"]
    keeps(browser, thread, "close")
    keeps(browser, thread, "close")
    assert "Esta pregunta está cerrada" in page_of(browser, thread)
    keeps(browser, thread, "open")
    assert "Esta pregunta está cerrada" not in page_of(browser, thread)
    acts = AuditEntry.objects.filter(action__startswith="courses.forum.").values_list("action", flat=True)
    assert [act.rpartition(".")[2] for act in acts.order_by("number")] == [
        "pinned",
        "unpinned",
        "closed",
        "opened",
    ]


@pytest.mark.parametrize("act", ["", "explode"])
def test_a_button_that_does_not_exist_does_nothing(client: Client, thread, message, trainer: User, act: str):
    browser = cast.signed_in(client, trainer)
    assert keeps(browser, thread, act).status_code == 409
    assert moderates(browser, message, act, "Motivo").status_code == 409


@pytest.mark.parametrize("who", ["learner", "stranger", "operator", "guest_trainer"])
def test_nobody_else_keeps_order(client: Client, thread, message, request, who: str):
    other = request.getfixturevalue(who)
    browser = cast.signed_in(client, other)
    for act in ("hide", "erase", "good", "restore"):
        assert moderates(browser, message, act, "Motivo").status_code == 403
    assert keeps(browser, thread, "pin").status_code == 403
    for verb in (
        lambda: hide_post(post=message, actor=other, reason="x"),
        lambda: erase_post(post=message, actor=other, reason="x"),
        lambda: restore_post(post=message, actor=other),
        lambda: mark_good_answer(post=message, actor=other, good=True),
        lambda: pin_thread(thread=thread, actor=other, pinned=True),
        lambda: close_thread(thread=thread, actor=other, closed=True),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert ForumPost.objects.get(pk=message.pk).text == CANARY


def test_without_the_rule_a_learner_would_erase_others(message, learner, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping_order, "only_who_keeps_order", lambda *args: None)
    erase_post(post=message, actor=learner, reason="Porque sí")
    assert ForumPost.objects.get(pk=message.pk).text == ""
