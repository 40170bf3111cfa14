"""Papers that leave the house: drawn by typst as tagged PDF/A, sealed by pyHanko, checked by anybody.

from core.papers import render, seal, check_seal

pdf = render("courses/certificado.typ", {"name": "Elena"})   # template in courses/papers/
sealed = seal(pdf, reason="Certificado de asistencia")
check_seal(sealed).ok
"""

from core.papers.drawing import PaperFault, picture, qr_svg, render
from core.papers.keys import SealMissing
from core.papers.report import SealReport

__all__ = ["PaperFault", "SealMissing", "SealReport", "check_seal", "picture", "qr_svg", "render", "seal"]


def seal(pdf: bytes, *, reason: str) -> bytes:
    """Return the PDF with the seal of the house over all of it. Errors: SealMissing."""
    from core.papers import sealing  # noqa: PLC0415  (pyHanko takes 30 MB of a web process that never seals)

    return sealing.seal(pdf, reason=reason)


def check_seal(pdf: bytes) -> SealReport:
    """Check the one seal of a paper of ours; whatever cannot be read is not ok, and never an error."""
    from core.papers import checking  # noqa: PLC0415  (the same; only the first check of a process pays it)

    return checking.check_seal(pdf)
