"""What the tests of certificates do again and again."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from core import clock
from core.files import path_of
from core.models import AuditEntry
from core.tenancy import unscoped
from courses.enums import Outcome
from courses.enums.certificates import CertificateKind
from courses.models import AttendanceRecord, Certificate, Edition, Enrolment, MeritRecognition
from people.models import User
from tests import cast

ATTENDANCE, ACHIEVEMENT = CertificateKind.ATTENDANCE, CertificateKind.ACHIEVEMENT


def a_finished_edition(trainer: User | None = None, **fields: Any) -> Edition:
    """An edition whose dates are past, with one class to attend."""
    today = clock.now().date()
    dates = {"starts_on": today - timedelta(days=20), "ends_on": today - timedelta(days=1)}
    made = cast.an_edition(**{**dates, **fields})
    cast.a_class(made, starts_in=-3000, minutes=100)
    if trainer:
        made.trainers.add(trainer)
    return made


def attended(place: Enrolment, percent: int) -> None:
    """Write how much of the class somebody attended."""
    with unscoped("la prueba escribe la asistencia"):
        AttendanceRecord.objects.create(
            session=place.edition.sessions.get(),
            enrolment=place,
            entity=place.entity,
            seconds=60 * percent,
            scheduled=6000,
            percent=percent,
            outcome=Outcome.PRESENT if percent >= 80 else Outcome.PARTIAL,
            closed_at=clock.now(),
        )


def learners(edition: Edition, many: int, percent: int = 90) -> list[Enrolment]:
    """So many people with a place and this attendance."""
    places = [cast.a_place(edition, cast.a_secretary(1)) for _ in range(many)]
    for place in places:
        attended(place, percent)
    return places


def recognised(edition: Edition, **fields: Any) -> MeritRecognition:
    """The act that recognises an edition as merit."""
    known = {"body": "INAP", "resolution": "R-1", "resolved_on": date(2026, 9, 1), "score": Decimal("0.25")}
    return MeritRecognition.objects.create(edition=edition, **{**known, **fields})


def bytes_of(certificate: Certificate) -> bytes:
    """The sealed paper."""
    return path_of(certificate.pdf.sha256).read_bytes()


def acts() -> list[str]:
    """What was written down of certificates."""
    return list(AuditEntry.objects.filter(action__contains="certificate").values_list("action", flat=True))
