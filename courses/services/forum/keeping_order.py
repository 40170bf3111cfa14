"""The side of whoever leads a class: the good answer, pinning, closing, hiding with a reason, erasing."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from core.outbox import send_mail
from courses.models import ForumPost, ForumThread
from courses.rules.forum import is_out_of_sight
from courses.services.forum.door import locked_thread, only_who_keeps_order, write_down
from people.models import User

LONGEST_REASON = 200
ERASED = "borrado"


def pin_thread(*, thread: ForumThread, actor: User, pinned: bool) -> ForumThread:
    """Keep a question on top of the list, or let it go with the others.

    Pre-conditions: the actor leads the class. Effects: that, audit row; twice is once.
    Errors: PermissionDenied.
    """
    return _set(thread, actor, field="pinned_at", on=pinned, act="pinned" if pinned else "unpinned")


def close_thread(*, thread: ForumThread, actor: User, closed: bool) -> ForumThread:
    """Take no more answers, or take them again.

    Pre-conditions: the actor leads the class. Effects: that, audit row; twice is once.
    Errors: PermissionDenied.
    """
    return _set(thread, actor, field="closed_at", on=closed, act="closed" if closed else "opened")


def mark_good_answer(*, post: ForumPost, actor: User, good: bool) -> ForumThread:
    """Say which answer is the good one, or that it is not.

    Pre-conditions: the actor leads the class; it is an answer in sight. Effects: one good answer at most,
    audit row. Errors: PermissionDenied, Conflict.
    """
    only_who_keeps_order(actor, post.thread.edition)
    with transaction.atomic():
        row = locked_thread(post.thread_id)
        now = row.posts.get(pk=post.pk)
        if now.is_question or (good and is_out_of_sight(now)):
            raise Conflict("Ese mensaje no puede ser la respuesta buena.")
        row.solved_by = now if good else None
        row.save(update_fields=["solved_by"])
        write_down("solved" if good else "unsolved", actor, row, post=now.pk)
    return row


def hide_post(*, post: ForumPost, actor: User, reason: str) -> ForumPost:
    """Take a message out of sight.

    Pre-conditions: the actor leads the class; it is in sight; a reason. Effects: who, when and why, its text
    kept; it is the good answer no more; a mail to its author, audit row. Errors: PermissionDenied, Refused,
    Conflict.
    """
    only_who_keeps_order(actor, post.thread.edition)
    reason = _reason(reason)
    with transaction.atomic():
        thread, row = _locked(post)
        if is_out_of_sight(row):
            raise Conflict("Ese mensaje ya estaba retirado.")
        row.hidden_at, row.hidden_by, row.hidden_reason = clock.now(), actor, reason
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        _no_good_answer(thread, row)
        _tell_author(row, thread)
        write_down("hidden", actor, thread, post=row.pk, reason=reason)
    return row


def restore_post(*, post: ForumPost, actor: User) -> ForumPost:
    """Put a hidden message back in sight.

    Pre-conditions: the actor leads the class; it is hidden and not erased. Effects: that, audit row.
    Errors: PermissionDenied, Conflict.
    """
    only_who_keeps_order(actor, post.thread.edition)
    with transaction.atomic():
        thread, row = _locked(post)
        if row.erased_at or not row.hidden_at:
            raise Conflict("Ese mensaje no está retirado.")
        row.hidden_at, row.hidden_by, row.hidden_reason = None, None, ""
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        write_down("restored", actor, thread, post=row.pk)
    return row


def erase_post(*, post: ForumPost, actor: User, reason: str) -> ForumPost:
    """Delete for good the words of a message, as when they tell of somebody what they should not.

    Pre-conditions: the actor leads the class; a reason. Effects: its text, its earlier ones and the
    title of a question are gone, and «borrado» stays in their place; audit row without them (RGPD, art. 17).
    Errors: PermissionDenied, Refused, Conflict.
    """
    only_who_keeps_order(actor, post.thread.edition)
    reason = _reason(reason)
    with transaction.atomic():
        thread, row = _locked(post)
        if row.erased_at:
            raise Conflict("Ese mensaje ya estaba borrado.")
        row.text, row.folded, row.erased_at = "", "", clock.now()
        row.save(update_fields=["text", "folded", "erased_at"])
        row.versions.all().delete()
        if row.is_question:
            thread.title = ERASED
            thread.save(update_fields=["title"])
        _no_good_answer(thread, row)
        write_down("erased", actor, thread, post=row.pk, reason=reason)
    return row


def _set(thread: ForumThread, actor: User, *, field: str, on: bool, act: str) -> ForumThread:
    only_who_keeps_order(actor, thread.edition)
    with transaction.atomic():
        row = locked_thread(thread.pk)
        if bool(getattr(row, field)) != on:
            setattr(row, field, clock.now() if on else None)
            row.save(update_fields=[field])
            write_down(act, actor, row)
    return row


def _locked(post: ForumPost) -> tuple[ForumThread, ForumPost]:
    # The question first: every act on one of its messages waits there.
    thread = locked_thread(post.thread_id)
    row: ForumPost = thread.posts.select_related("author").get(pk=post.pk)
    return thread, row


def _reason(reason: str) -> str:
    typed = " ".join(reason.split())
    if not typed or len(typed) > LONGEST_REASON:
        raise Refused("Escribe el motivo, en 200 letras como mucho.")
    return typed


def _no_good_answer(thread: ForumThread, row: ForumPost) -> None:
    if thread.solved_by_id == row.pk:
        thread.solved_by = None
        thread.save(update_fields=["solved_by"])


def _tell_author(row: ForumPost, thread: ForumThread) -> None:
    send_mail(
        to=row.author.email,
        subject="Hemos retirado un mensaje tuyo",
        template="courses/mail/forum_hidden.txt",
        context={
            "name": row.author.get_short_name(),
            "title": thread.title,
            "course": thread.edition.course.title,
            "reason": row.hidden_reason,
            "province_name": settings.PROVINCE_NAME,
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("courses:forum_thread", args=[thread.pk]),
        },
        dedupe_key=f"courses.forum_hidden:{row.pk}:{row.hidden_at:%Y%m%d%H%M%S%f}",
    )
