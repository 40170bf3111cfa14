"""Puts the seal on a PDF: PAdES, invisible, so that the paper stays PDF/A."""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner

from core.papers import keys

FIELD = "Sello"
# What a seal holds besides its certificates: a signature of the longest keys and what is signed with it.
SIGNED = 4096


def seal(pdf: bytes, *, reason: str) -> bytes:
    """Return the PDF with the seal of the house over all of it. Errors: keys.SealMissing."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD, reason=reason, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signer = keys.signer()
    sealed: bytes = sign_pdf(writer, metadata, signer=signer, bytes_reserved=_room_for(signer)).getvalue()
    return sealed


def _room_for(signer: SimpleSigner) -> int:
    """Return how many hexadecimal digits the seal may take: else the library signs twice more to find out."""
    own = [signer.signing_cert] if signer.signing_cert else []
    certificates = sum(len(each.dump()) for each in [*own, *signer.cert_registry])
    return 2 * (certificates + SIGNED)
