"""People of an edition ask and answer; nobody else reads or writes there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import AuditEntry, OutboxMessage
from courses.enums import EnrolmentState
from courses.models import Edition, ForumPost, ForumPostVersion, ForumThread
from courses.services.forum import (
    answer_question,
    ask_question,
    door,
    edit_post,
    follow_thread,
    mark_as_read,
    writing,
)
from courses.services.forum.door import (
    TooMany,
    locked_thread,
    only_so_often,
    only_who_keeps_order,
    standing_in,
    write_down,
)
from courses.services.forum.following import seen_until, unread_in
from people.models import User
from tests import cast
from tests.courses.questions import answers, asks, list_of, page_of, texts_of
from tests.courses.work import said

pytestmark = pytest.mark.django_db
KEY = "5c1a1a52-7f2e-4f0e-9d51-0000000000cc"


@pytest.fixture
def browser(client: Client, learner: User) -> Client:
    return cast.signed_in(client, learner)


def test_a_question_is_published_with_her_town_hall(browser: Client, edition: Edition, learner: User):
    answer = asks(browser, edition, "¿Cuándo se cierra el día?", "A las tres, ¿no?")
    assert (answer.status_code, answer.url) == (302, f"/aula/edicion/{edition.code}/preguntas/")
    [made] = ForumThread.objects.all()
    [question] = made.posts.all()
    assert (made.title, question.text, question.is_question) == (
        "¿Cuándo se cierra el día?",
        "A las tres, ¿no?",
        True,
    )
    assert question.entity == learner.standing.entities[0]
    assert list_of(browser, edition) == ["¿Cuándo se cierra el día?"]
    assert AuditEntry.objects.filter(action="courses.forum.asked").count() == 1


def test_the_same_form_sent_twice_asks_and_answers_once(browser: Client, edition: Edition):
    for _ in range(2):
        asks(browser, edition, "¿Una vez?", key=KEY)
    [made] = ForumThread.objects.all()
    for _ in range(2):
        answers(browser, made, "Una.", key=KEY)
    assert texts_of(made) == ["No lo encuentro.", "Una."]


def test_who_asked_is_told_once_of_each_answer_and_not_of_her_own(
    browser: Client, client: Client, edition: Edition, learner: User, trainer: User
):
    asks(browser, edition, "¿Y los domingos?")
    [made] = ForumThread.objects.all()
    answers(browser, made, "Añado un detalle.")
    assert OutboxMessage.objects.count() == 0
    answers(cast.signed_in(client, trainer), made, "El lunes.", key=KEY)
    answers(client, made, "El lunes.", key=KEY)
    [mail] = OutboxMessage.objects.all()
    assert (mail.to, mail.subject) == (learner.email, "Han contestado: ¿Y los domingos?")
    assert "El lunes." not in mail.text


def test_who_stops_following_is_told_no_more_and_may_begin_again(
    client, thread, learner: User, trainer: User
):
    address = reverse("courses:forum_follow", args=[thread.pk])
    cast.signed_in(client, learner).post(address, {"act": "leave"})
    answers(cast.signed_in(client, trainer), thread, "Sí.")
    assert OutboxMessage.objects.count() == 0
    cast.signed_in(client, learner).post(address, {"act": "follow"})
    answers(cast.signed_in(client, trainer), thread, "Y con hora.")
    assert [mail.to for mail in OutboxMessage.objects.all()] == [learner.email]


def test_who_gave_her_place_back_gets_no_more_mail(
    client: Client, thread, edition, learner: User, trainer: User
):
    place = standing_in(learner, edition).place
    place.state = EnrolmentState.WITHDRAWN
    place.save()
    answers(cast.signed_in(client, trainer), thread, "Sí.")
    assert OutboxMessage.objects.count() == 0


OUTSIDERS = ["councillor", "stranger", "guest_trainer", "operator"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_reads_or_writes(
    client: Client, edition: Edition, thread: ForumThread, request, who: str
):
    other = request.getfixturevalue(who)
    browser = cast.signed_in(client, other)
    for address in (f"/aula/edicion/{edition.code}/preguntas/", f"/aula/pregunta/{thread.pk}/"):
        assert browser.get(address).status_code == 403
    assert asks(browser, edition, "¿Puedo?").status_code == 403
    assert answers(browser, thread, "Yo.").status_code == 403
    for act in (
        lambda: ask_question(edition=edition, person=other, title="¿Puedo?", text="x", key=KEY),
        lambda: answer_question(thread=thread, person=other, text="x", key=KEY),
        lambda: edit_post(post=thread.posts.get(), person=other, text="x"),
        lambda: follow_thread(thread=thread, person=other, follows=True),
        lambda: mark_as_read(edition=edition, person=other),
        lambda: only_who_keeps_order(other, edition),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert ForumPost.objects.count() == 1


def test_without_the_door_an_outsider_would_write(thread, stranger: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "standing_in", lambda *args: door.Standing(None, leads=False))
    answer_question(thread=thread, person=stranger, text="Dentro.", key=KEY)
    assert texts_of(thread)[1] == "Dentro."


def test_somebody_who_only_waits_is_outside(client: Client, edition: Edition, thread):
    waiting = cast.a_secretary()
    cast.a_place(edition, waiting, state=EnrolmentState.WAITING)
    assert answers(cast.signed_in(client, waiting), thread, "Yo.").status_code == 403


def test_ten_messages_in_ten_minutes_are_enough(
    browser: Client, thread: ForumThread, learner: User, stop_clock
):
    now = stop_clock(clock.now())
    for turn in range(9):
        cast.a_message(thread, learner, text=f"Mensaje {turn}", created_at=now)
    answer = answers(browser, thread, "El undécimo, que se guarda aquí.")
    assert answer.status_code == 429
    assert "Espera un poco" in said(answer)
    assert "El undécimo, que se guarda aquí." in said(answer)
    assert thread.posts.count() == 10
    with pytest.raises(TooMany):
        only_so_often(learner)
    stop_clock(now + timedelta(minutes=10))
    assert answers(browser, thread, "Ahora sí.").status_code == 302


def test_changing_ones_words_counts_as_writing_them(browser: Client, thread: ForumThread, stop_clock):
    now = stop_clock(clock.now())
    post = thread.posts.get()
    address = f"/aula/mensaje/{post.pk}/cambiar/"
    got = [browser.post(address, {"text": f"Versión {turn}"}).status_code for turn in range(10)]
    assert got == [302] * 9 + [429]
    assert (texts_of(thread), ForumPostVersion.objects.count()) == (["Versión 8"], 9)
    # The same words again change nothing, so they are not counted; an answer is one more message.
    assert browser.post(address, {"text": "Versión 8"}).status_code == 302
    assert answers(browser, thread, "Y además.").status_code == 429
    stop_clock(now + timedelta(minutes=10))
    assert browser.post(address, {"text": "Ahora sí."}).status_code == 302


def test_without_the_limit_one_would_change_them_for_ever(thread, learner, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(writing, "only_so_often", lambda *args: None)
    for turn in range(12):
        edit_post(post=thread.posts.get(), person=learner, text=f"Versión {turn}")
    assert texts_of(thread) == ["Versión 11"]


def test_without_the_limit_the_eleventh_would_be_kept(thread, learner, monkeypatch: pytest.MonkeyPatch):
    for turn in range(9):
        cast.a_message(thread, learner, text=f"Mensaje {turn}")
    monkeypatch.setattr(writing, "only_so_often", lambda *args: None)
    answer_question(thread=thread, person=learner, text="Once.", key=KEY)
    assert thread.posts.count() == 11


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Falta rellenar este dato."),
        (" \u202e\x00 ", "Falta rellenar este dato."),
        ("x" * 100_000, "5000"),
    ],
)
def test_what_cannot_be_published_is_told_and_stays_typed(browser, thread, text: str, sentence: str):
    answer = answers(browser, thread, text)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert text.strip(" \u202e\x00") in said(answer)
    assert thread.posts.count() == 1


def test_hostile_words_are_only_words(browser: Client, edition: Edition):
    asks(
        browser,
        edition,
        "<script>alert(1)</script>\u202e",
        "<img src=x onerror=alert(1)> javascript:alert(1)",
    )
    [made] = ForumThread.objects.all()
    assert made.title == "<script>alert(1)</script>"
    page = page_of(browser, made)
    assert "&lt;img src=x onerror=alert(1)&gt; javascript:alert(1)" in page
    assert "<script>alert" not in page + said(browser.get(f"/aula/edicion/{edition.code}/preguntas/"))


def test_an_address_becomes_a_link_that_gives_nothing_away(browser: Client, thread: ForumThread):
    answers(browser, thread, "Mira https://www.boe.es/buscar?a=1&b=2.")
    link = '<a href="https://www.boe.es/buscar?a=1&amp;b=2" rel="nofollow noopener">'
    assert link in page_of(browser, thread)


def test_a_closed_question_takes_no_answer(browser: Client, thread: ForumThread):
    ForumThread.objects.update(closed_at=clock.now())
    answer = answers(browser, thread, "Tarde, pero guardado.")
    assert answer.status_code == 409
    assert "Tarde, pero guardado." in said(answer)
    assert thread.posts.count() == 1


def test_ones_words_change_for_a_quarter_of_an_hour_and_the_earlier_ones_stay(browser, thread, stop_clock):
    [post] = thread.posts.all()
    address = f"/aula/mensaje/{post.pk}/cambiar/"
    assert browser.post(address, {"text": "Corregido."}).status_code == 302
    assert (texts_of(thread), ForumPostVersion.objects.get().text) == (
        ["Corregido."],
        "Llegó ayer y no sé si lleva asiento.",
    )
    stop_clock(post.created_at + timedelta(minutes=15))
    assert browser.get(address).status_code == 409
    answer = browser.post(address, {"text": "Demasiado tarde."})
    assert (answer.status_code, "Demasiado tarde." in said(answer)) == (409, True)
    assert texts_of(thread) == ["Corregido."]


def test_nobody_changes_the_words_of_another(client: Client, thread: ForumThread, trainer: User):
    address = f"/aula/mensaje/{thread.posts.get().pk}/cambiar/"
    assert cast.signed_in(client, trainer).post(address, {"text": "Otra cosa."}).status_code == 409
    assert texts_of(thread) == ["Llegó ayer y no sé si lleva asiento."]


def test_without_the_quarter_of_an_hour_a_trainer_would(
    thread, trainer: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(writing, "may_edit_post", lambda *args: True)
    edit_post(post=thread.posts.get(), person=trainer, text="Otra cosa.")
    assert texts_of(thread) == ["Otra cosa."]


@pytest.mark.parametrize("typed", ["burofax", "BURÓFAX", "asiento ayer", "lleva anota"])
def test_one_finds_a_question_by_its_words_however_they_are_written(browser, edition, thread, typed: str):
    assert list_of(browser, edition, q=typed) == ["¿Se anota un burofax?"]


@pytest.mark.parametrize("typed", ["factura", "'; DROP TABLE", "%", "\x00\u202e<script>"])
def test_what_nobody_wrote_is_not_found(browser, edition, thread, learner: User, typed: str):
    answer = browser.get(f"/aula/edicion/{edition.code}/preguntas/", {"q": typed})
    assert [each.title for each in answer.context["page"]] == []
    assert "Ninguna pregunta dice eso" in said(answer)


def test_a_page_holds_twenty_questions(browser: Client, edition: Edition, learner: User):
    start = clock.now()
    for turn in range(21):
        cast.a_question(
            edition, learner, title=f"Pregunta {turn}", last_post_at=start + timedelta(minutes=turn)
        )
    assert list_of(browser, edition)[:1] == ["Pregunta 20"]
    assert list_of(browser, edition, pagina="2") == ["Pregunta 0"]
    assert list_of(browser, edition, pagina="tururú")[:1] == ["Pregunta 20"]


def queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def test_the_list_and_a_question_ask_the_same_for_one_as_for_many(browser, edition, thread, learner: User):
    addresses = [f"/aula/edicion/{edition.code}/preguntas/", f"/aula/pregunta/{thread.pk}/"]
    cast.a_message(thread, cast.a_trainer())
    few = [queries(browser, address) for address in addresses]
    for _ in range(4):
        other = cast.a_secretary(villages=1)
        cast.a_message(thread, other, entity=other.standing.entities[0])
        cast.a_message(cast.a_question(edition, other), learner)
    assert [queries(browser, address) for address in addresses] == few


def test_the_classroom_says_what_is_new_until_it_is_read(
    client: Client, edition: Edition, thread, trainer: User
):
    browser = cast.signed_in(client, trainer)
    assert unread_in(trainer, edition) == 1
    assert "1 mensaje nuevo" in said(browser.get(f"/aula/edicion/{edition.code}/"))
    assert seen_until(trainer, edition) is None
    browser.post(f"/aula/edicion/{edition.code}/preguntas/leidas/")
    assert unread_in(trainer, edition) == 0
    [row] = AuditEntry.objects.filter(action="courses.forum.read")
    assert (row.actor_id, row.target) == (trainer.pk, f"edition:{edition.pk}")
    cast.a_message(thread, trainer, created_at=clock.now() + timedelta(minutes=1))
    assert unread_in(trainer, edition) == 0


def test_an_act_leaves_its_row_without_what_was_written(thread: ForumThread, trainer: User):
    write_down("pinned", trainer, locked_thread(thread.pk), post=3)
    entry = AuditEntry.objects.get(action="courses.forum.pinned")
    assert (entry.action, entry.target, entry.detail["post"]) == (
        "courses.forum.pinned",
        f"thread:{thread.pk}",
        3,
    )
