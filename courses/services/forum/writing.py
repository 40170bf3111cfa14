"""Asking, answering, and changing one's words for a quarter of an hour."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from core.idempotency import fingerprint, once
from core.outbox import send_mail
from core.tenancy import unscoped
from courses.models import Edition, Enrolment, ForumPost, ForumPostVersion, ForumThread
from courses.rules.assignments import leads_class
from courses.rules.forum import is_out_of_sight, may_edit_post
from courses.services.forum.door import locked_thread, only_so_often, standing_in, write_down
from people.models import User
from people.querysets import folded

LONGEST = 5_000
LONGEST_TITLE = 120


def ask_question(*, edition: Edition, person: User, title: str, text: str, key: str) -> ForumThread:
    """Ask the class something.

    Pre-conditions: she belongs in the edition or leads it. Effects: the question, which she follows, audit
    row; the same form sent twice asks once. Errors: PermissionDenied, Refused, TooMany, KeyReused.
    """
    standing = standing_in(person, edition)
    title, text = " ".join(title.split()), _checked(text)
    if not title or len(title) > LONGEST_TITLE:
        raise Refused("Escribe la pregunta en una frase, de 120 letras como mucho.")

    def act() -> dict[str, Any]:
        only_so_often(person)
        at = clock.now()
        made = ForumThread.objects.create(
            edition=edition, title=title, author=person, created_at=at, last_post_at=at
        )
        _write(made, person, standing.place, text, is_question=True)
        made.followers.add(person)
        write_down("asked", person, made)
        return {"thread": made.pk}

    sent = {"edition": edition.pk, "title": title, "text": text}
    answer = once(
        key=key,
        purpose="courses.forum.ask",
        actor_id=person.pk,
        fingerprint=fingerprint(sent),
        act=act,
    )
    return ForumThread.objects.get(pk=answer["thread"])


def answer_question(*, thread: ForumThread, person: User, text: str, key: str) -> ForumPost:
    """Answer a question.

    Pre-conditions: she belongs in the edition or leads it; the question is open. Effects: the answer, a mail
    to whoever follows it, audit row; the same form sent twice answers once. Errors: PermissionDenied,
    Refused, Conflict, TooMany, KeyReused.
    """
    standing = standing_in(person, thread.edition)
    text = _checked(text)

    def act() -> dict[str, Any]:
        row = locked_thread(thread.pk)
        if row.closed_at:
            raise Conflict("Esta pregunta está cerrada: no admite más respuestas.")
        only_so_often(person)
        made = _write(row, person, standing.place, text)
        row.last_post_at = made.created_at
        row.save(update_fields=["last_post_at"])
        _tell_followers(row, made)
        write_down("answered", person, row, post=made.pk)
        return {"post": made.pk}

    sent = {"thread": thread.pk, "text": text}
    answer = once(
        key=key,
        purpose="courses.forum.answer",
        actor_id=person.pk,
        fingerprint=fingerprint(sent),
        act=act,
    )
    return ForumPost.objects.get(pk=answer["post"])


def edit_post(*, post: ForumPost, person: User, text: str) -> ForumPost:
    """Change one's own words.

    Pre-conditions: they are hers, of the last quarter of an hour, in sight, and the question is open; she
    still belongs there. Effects: the new words, the earlier ones kept, audit row. Errors: PermissionDenied,
    Refused, Conflict, TooMany.
    """
    standing_in(person, post.thread.edition)
    text = _checked(text)
    with transaction.atomic():
        locked_thread(post.thread_id)
        row = ForumPost.objects.select_for_update(of=("self",)).select_related("thread").get(pk=post.pk)
        if not may_edit_post(person, row, clock.now()):
            raise Conflict("Un mensaje solo lo cambia quien lo escribió, en los 15 minutos siguientes.")
        if row.text != text:
            only_so_often(person)
            ForumPostVersion.objects.create(post=row, text=row.text, replaced_at=clock.now())
            row.text, row.folded, row.edited_at = text, _folded(row.thread, row, text), clock.now()
            row.save(update_fields=["text", "folded", "edited_at"])
            write_down("edited", person, row.thread, post=row.pk)
    return row


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("No has escrito nada.")
    if len(text) > LONGEST:
        raise Refused("El mensaje es demasiado largo: el máximo son 5.000 letras.")
    return text


def _write(
    thread: ForumThread, person: User, place: Enrolment | None, text: str, *, is_question: bool = False
) -> ForumPost:
    made = ForumPost(
        thread=thread,
        author=person,
        entity_id=place.entity_id if place else None,
        is_question=is_question,
        text=text,
        created_at=clock.now(),
    )
    made.folded = _folded(thread, made, text)
    made.save()
    return made


def _folded(thread: ForumThread, post: ForumPost, text: str) -> str:
    # The title belongs to the question: hidden with it, it is found no more.
    return folded(f"{thread.title} {text}" if post.is_question else text)


def _tell_followers(thread: ForumThread, made: ForumPost) -> None:
    """Write to who follows it and still may read it, but not what was said: that may be hidden later."""
    question = thread.posts.get(is_question=True)
    if is_out_of_sight(question):
        return
    with unscoped("siguen la pregunta personas de todos los ayuntamientos"):
        here = set(
            Enrolment.objects.filter(edition=thread.edition_id).enrolled().values_list("person", flat=True)
        )
    for person in thread.followers.filter(is_active=True).exclude(pk=made.author_id):
        if person.pk in here or leads_class(person, thread.edition):
            _tell(person, thread, made)


def _tell(person: User, thread: ForumThread, made: ForumPost) -> None:
    send_mail(
        to=person.email,
        subject=f"Han contestado: {thread.title}",
        template="courses/mail/forum_answer.txt",
        context={
            "name": person.get_short_name(),
            "who": made.author.get_full_name(),
            "title": thread.title,
            "course": thread.edition.course.title,
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:forum_thread", args=[thread.pk]),
        },
        dedupe_key=f"courses.forum_answer:{made.pk}:{person.pk}",
    )
