"""A class with its trainer, a learner and her question."""

import pytest

from courses.models import Edition, ForumThread
from people.models import User
from tests import cast


@pytest.fixture
def learner(edition: Edition, secretary: User) -> User:
    cast.a_place(edition, secretary)
    return secretary


@pytest.fixture
def thread(edition: Edition, learner: User) -> ForumThread:
    return cast.a_question(edition, learner)
