"""Says whether a sealed PDF is as it left the house: one changed byte anywhere is found."""

import io
from typing import Any

from asn1crypto import parser
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from core.papers import keys
from core.papers.report import SealReport


def check_seal(pdf: bytes) -> SealReport:
    """Check the one seal of a paper of ours; whatever cannot be read is not ok, and never an error."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        return _report(pdf, signatures[0]) if len(signatures) == 1 else SealReport(ok=False)
    except Exception:  # noqa: BLE001, RUF100  (a damaged PDF fails in as many ways as it has bytes)
        return SealReport(ok=False)


def _report(pdf: bytes, found: Any) -> SealReport:
    ours = _known()
    status = validate_pdf_signature(
        found, signer_validation_context=ValidationContext(trust_roots=ours, allow_fetching=False)
    )
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _gap_is_plain(pdf, found)
    known = found.signer_cert.sha256 in {certificate.sha256 for certificate in ours}
    holds = status.intact and status.valid and known
    return SealReport(bool(holds and covers), str(found.signer_cert.subject.native["common_name"]), covers)


def _gap_is_plain(pdf: bytes, found: Any) -> bool:
    """Say whether the bytes that the seal cannot cover, its own, are just as we write them."""
    _, before, after, _ = found.byte_range
    written = bytes(found.pkcs7_content)
    _, _, _, header, content, trailer = parser.parse(written)
    padding = written[len(header) + len(content) + len(trailer) :]
    return pdf[before:after] == b"<" + written.hex().upper().encode() + b">" and not any(padding)


def _known() -> list[Certificate]:
    keys.signer()
    return [Certificate.load(place.read_bytes()) for place in sorted(keys.folder().glob("*.der"))]
