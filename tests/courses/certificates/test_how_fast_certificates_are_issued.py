"""Forty certificates are issued from the page while one waits, and how many a core issues in a minute."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from core.papers import render
from courses.models import Certificate, Enrolment
from courses.services.certificates import issue_certificate
from courses.services.certificates.papers import TEMPLATE, paper_data
from people.models import User
from tests import cast
from tests.courses.certificates.acts import ATTENDANCE, learners

FORTY = 40
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_forty_at_once_do_not_make_one_wait(
    client: Client, place: Enrolment, trainer: User, capsys: pytest.CaptureFixture[str]
) -> None:
    learners(place.edition, FORTY)
    cast.signed_in(client, trainer)
    url = reverse("courses:issue_certificates", args=[place.edition.code])
    # The first one loads what the process keeps: address patterns, fonts, the key of the seal.
    issue_certificate(enrolment=place, kind=ATTENDANCE, actor=trainer)
    began, before = time.perf_counter(), time.process_time()
    client.post(url)
    seconds, cpu = time.perf_counter() - began, time.process_time() - before
    made = list(Certificate.objects.exclude(enrolment=place))
    issued, drawn = int(len(made) * 60 / cpu), a_minute(made)
    with capsys.disabled():
        figures = f"{issued} por minuto, {drawn} solo dibujados, {seconds:.1f} s los {len(made)}"
        print(f"\ncertificados: {figures}")  # noqa: T201  (a figure to print)
    assert seconds < 10
    assert issued < drawn
    while len(made) < FORTY:
        client.post(url)
        made = list(Certificate.objects.exclude(enrolment=place))
    assert len({each.code for each in made}) == FORTY


def a_minute(made: list[Certificate]) -> int:
    """How many fit in a minute of one core when they are only drawn: threads of a library count as well."""
    before = time.process_time()
    for each in made:
        draw(each)
    return int(len(made) * 60 / (time.process_time() - before))


def draw(certificate: Certificate) -> bytes:
    """The paper without its seal."""
    return render(TEMPLATE, paper_data(certificate.snapshot, certificate.code, certificate.issued_at))
