"""A relay with a certificate made for the test, as a `turns:` on 443 has in production."""

import contextlib
import ipaddress
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.needs import need
from tests.support.services import free_port, wait_until
from tests.videoconf.served import _listens, _supervised, own_address


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """Make a key and a certificate of this address for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
    made = made.not_valid_after(now + timedelta(days=1))
    ours = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    signed = made.add_extension(ours, critical=False).sign(key, hashes.SHA256())
    cert, pkey = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pkey.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return cert, pkey


@contextlib.contextmanager
def relay_by_tls() -> Iterator[dict[str, str]]:
    """Run coturn with TLS; the site offers `turns:` over TCP and nothing else."""
    need("turnserver")
    folder, here = Path(tempfile.mkdtemp(prefix="cj-")), own_address()
    cert, pkey = certificate(folder, here)
    port, tls = free_port(), free_port()
    env = {"TURN_SECRET": "only-for-tests-relay", "TURN_PORT": str(port), "TURN_TLS_PORT": str(tls)}
    env |= {"TURN_CERT": str(cert), "TURN_KEY": str(pkey), "TURN_LISTEN": here}
    env |= {"TURN_PEERS": here, "TURN_RELAY_PORTS": "30500-30999"}
    try:
        with _supervised("turn", folder, env):
            wait_until(lambda: _listens(here, tls), "coturn con TLS", 120)
            urls = f"turns:{here}:{tls}?transport=tcp"
            yield {"TURN_SECRET": env["TURN_SECRET"], "TURN_URLS": urls}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
