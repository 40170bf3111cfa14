"""Quizzes: questions and their banks, attempts, what an answer is worth, results."""

from courses.services.quizzes.attempts import close_overdue, save_answers, start_attempt, submit_attempt
from courses.services.quizzes.essays import mark_essay
from courses.services.quizzes.marking import mark_answer
from courses.services.quizzes.placed import best_result, has_passed, passed_by
from courses.services.quizzes.refusal import QuizRefused
from courses.services.quizzes.typed import read_answers

__all__ = [
    "QuizRefused",
    "best_result",
    "close_overdue",
    "has_passed",
    "mark_answer",
    "mark_essay",
    "passed_by",
    "read_answers",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
