"""Quizzes: what an answer is worth. Attempts will call this; nothing here touches the database."""

from courses.services.quizzes.marking import mark_answer

__all__ = ["mark_answer"]
