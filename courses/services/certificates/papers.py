"""The certificate on paper: drawn, sealed and kept, before any row speaks of it."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from core import clock
from core.files import FileKind, intake
from core.models import StoredFile
from core.papers import keys, picture, qr_svg, render, seal
from courses.enums.certificates import CertificateKind
from courses.models import CertificateTemplate, MeritRecognition
from courses.services.certificates.contents import WORDS, merit_sentence, said_day, words_of

TEMPLATE: Final = "courses/certificado.typ"
SAMPLE_CODE: Final = "MUEST-RA000-00000-00000-00000"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A paper of our own, taken in by the one way in."""

    file: IO[bytes]
    size: int


def sealed_paper(snapshot: dict[str, Any], code: str, issued_at: datetime) -> tuple[StoredFile, str]:
    """Draw and seal the paper and keep its file. Returns it with its SHA-256.

    Pre-conditions: no transaction that others wait for is open. Effects: a file without a row of a
    certificate, which is harmless. Errors: SealMissing, PaperFault.
    """
    pdf = seal(render(TEMPLATE, paper_data(snapshot, code, issued_at)), reason=snapshot["title"])
    drawn = _Drawn(io.BytesIO(pdf), len(pdf))
    stored = intake(upload=drawn, kinds=frozenset({FileKind.PDF}), name="certificado.pdf")
    return stored, stored.sha256


def paper_data(snapshot: dict[str, Any], code: str, issued_at: datetime) -> dict[str, Any]:
    """Return what the template draws: the snapshot and what is only of the paper."""
    url = settings.WAGTAILADMIN_BASE_URL + reverse("courses:check_certificate", args=[code])
    return {
        **snapshot,
        "province": settings.PROVINCE_NAME,
        "code": code,
        "url": url,
        "qr": qr_svg(url),
        "issued": said_day(localtime(issued_at).date()),
        "demo": keys.DEMO_SUBJECT if keys.is_demo() else "",
        "sample": "",
    }


def sample_picture(template: CertificateTemplate) -> bytes:
    """Draw the paper of a template with invented data and the word «muestra» across it, as PNG.

    Effects: none; nothing is sealed and the code is nobody's. Errors: PaperFault.
    """
    kind = CertificateKind(template.kind or CertificateKind.ATTENDANCE)
    merit = MeritRecognition(
        body="Instituto de muestra", resolution="0/0000", resolved_on=date(2026, 1, 15), score=Decimal("0.25")
    )
    snapshot = {
        **words_of(template),
        "name": "Nombre y Apellidos de Muestra",
        "course": "Título del curso de muestra",
        "edition": "muestra",
        "hours": 20,
        "starts": "5 de octubre de 2026",
        "ends": "19 de octubre de 2026",
        "kind": kind,
        "title": str(kind.label),
        "act": WORDS[kind],
        "percent": 92,
        "merit": merit_sentence(merit),
    }
    return picture(TEMPLATE, {**paper_data(snapshot, SAMPLE_CODE, clock.now()), "sample": "MUESTRA"})
