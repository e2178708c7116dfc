"""Keys and certificates for the tests, made as they are needed and never kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

#: The certificates are good for a hundred years from here.
START = datetime(2010, 1, 1, tzinfo=UTC)


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    """A key; of another number another one."""
    assert number >= 0
    return rsa.generate_private_key(65537, bits)


def certificate(key: Key, first: datetime = START, days: int = 36500) -> x509.Certificate:
    """A certificate that its owner issued."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example Corporation")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(first).not_valid_after(first + timedelta(days=days))
    return builder.sign(key, hashes.SHA256())


def pem(thing: Key | x509.Certificate, password: bytes | None = None) -> bytes:
    """A key or a certificate as a file has it."""
    if isinstance(thing, x509.Certificate):
        return thing.public_bytes(serialization.Encoding.PEM)
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return thing.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
