"""Quizzes: taken, marked and read."""
