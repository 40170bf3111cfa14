"""Puts the seal on a PDF: PAdES, invisible, so that the paper stays PDF/A."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter

from core.papers import keys

FIELD = "Sello"


def seal(pdf: bytes, *, reason: str) -> bytes:
    """Return the PDF with the seal of the house over all of it. Errors: keys.SealMissing."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD, reason=reason, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    sealed: bytes = sign_pdf(writer, metadata, signer=keys.signer()).getvalue()
    return sealed
