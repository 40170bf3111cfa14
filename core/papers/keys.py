"""The certificate that seals papers: the real one by settings, or one made here that says it is not."""

import os
import tempfile
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from core import clock
from core.errors import Refused

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

DEMO_SUBJECT: Final = "SELLO DE DEMOSTRACIÓN, sin valor"
YEARS: Final = timedelta(days=3650)


class SealMissing(Refused):
    """There is nothing lawful to seal with."""


def is_demo() -> bool:
    """Say whether papers are sealed with the certificate that this program makes for itself."""
    return not settings.SEAL_P12


def signer() -> "SimpleSigner":
    """Return the seal. Errors: SealMissing in production without a certificate of its own."""
    if not is_demo():
        return _load(Path(settings.SEAL_P12), settings.SEAL_PASSWORD)
    if settings.PROFILE == "production":
        raise SealMissing("Falta el sello de la entidad: pon SEAL_P12 y SEAL_PASSWORD.")
    place = folder() / "demo.p12"
    if not place.exists():
        _write_once(place, _demo())
    return _load(place, "")


def folder() -> Path:
    """Return where seals live, for our process alone."""
    place = Path(settings.VAR_DIR) / "seal"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


@lru_cache(maxsize=4)
def _load(place: Path, password: str) -> "SimpleSigner":
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  (as in core.papers: only who seals pays it)

    found: SimpleSigner | None = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # it has no types
        str(place), passphrase=password.encode() or None
    )
    if found is None or found.signing_cert is None:
        raise SealMissing("El certificado del sello no se puede abrir: revisa SEAL_P12 y SEAL_PASSWORD.")
    # Kept beside, so that what an earlier certificate sealed can still be checked.
    known = folder() / f"{found.signing_cert.sha256.hex()}.der"
    if not known.exists():
        _write_once(known, found.signing_cert.dump())
    return found


def _demo() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, DEMO_SUBJECT),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.PROVINCE_NAME),
        ]
    )
    since = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since - timedelta(days=1))
        .not_valid_after(since + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_only(), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"sello", key, made, None, NoEncryption())


def _signs_only() -> x509.KeyUsage:
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    denied = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **denied)


def _write_once(place: Path, content: bytes) -> None:
    """Write it whole; of two processes at once the first one stays."""
    descriptor, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
        place.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()
