"""A course of two lessons, and its edition."""

import pytest

from courses.models import CoursePage, Edition
from tests import cast


@pytest.fixture
def course(db: None) -> CoursePage:
    return cast.a_course(lessons=2)


@pytest.fixture
def edition(course: CoursePage) -> Edition:
    return cast.an_edition(course)
