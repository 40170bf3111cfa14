"""Questions and answers of an edition."""

from courses.services.forum.following import follow_thread, mark_as_read
from courses.services.forum.keeping_order import (
    close_thread,
    erase_post,
    hide_post,
    mark_good_answer,
    pin_thread,
    restore_post,
)
from courses.services.forum.writing import answer_question, ask_question, edit_post

__all__ = [
    "answer_question",
    "ask_question",
    "close_thread",
    "edit_post",
    "erase_post",
    "follow_thread",
    "hide_post",
    "mark_as_read",
    "mark_good_answer",
    "pin_thread",
    "restore_post",
]
