"""A class with its trainer, and what she asks to hand in."""

import pytest

from courses.models import Assignment, Edition, Enrolment
from people.models import User
from tests import cast


@pytest.fixture
def work(edition: Edition, trainer: User) -> Assignment:
    return cast.an_assignment(edition, author=trainer)


@pytest.fixture
def place(work: Assignment, secretary: User) -> Enrolment:
    return cast.a_place(work.edition, secretary)
