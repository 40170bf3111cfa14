"""Training in Wagtail's admin, one subject per file; importing one registers it."""

from courses.wagtail_hooks import (
    attendance,
    certificates,
    course_list,
    editions,
    new_course,
    packages,
    pages,
    questions,
    quizzes,
    surveys,
    versions,
)

__all__ = [
    "attendance",
    "certificates",
    "course_list",
    "editions",
    "new_course",
    "packages",
    "pages",
    "questions",
    "quizzes",
    "surveys",
    "versions",
]
