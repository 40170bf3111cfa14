"""Papers that leave the house: drawn by typst as tagged PDF/A, sealed by pyHanko, checked by anybody.

from core.papers import render, seal, check_seal

pdf = render("courses/certificado.typ", {"name": "Elena"})   # template in courses/papers/
sealed = seal(pdf, reason="Certificado de asistencia")
check_seal(sealed).ok
"""

from core.papers.checking import SealReport, check_seal
from core.papers.drawing import PaperFault, picture, qr_svg, render
from core.papers.keys import SealMissing
from core.papers.sealing import seal

__all__ = ["PaperFault", "SealMissing", "SealReport", "check_seal", "picture", "qr_svg", "render", "seal"]
