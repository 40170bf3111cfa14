"""An edition that is over, a place in it with its attendance, and its certificate."""

import pytest

from courses.models import Certificate, Enrolment
from courses.services.certificates import issue_certificate
from people.models import User
from tests import cast
from tests.courses.certificates.acts import ATTENDANCE, a_finished_edition, attended


@pytest.fixture
def place(secretary: User, trainer: User) -> Enrolment:
    made = cast.a_place(a_finished_edition(trainer), secretary)
    attended(made, 80)
    return made


@pytest.fixture
def certificate(place: Enrolment, trainer: User) -> Certificate:
    return issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
