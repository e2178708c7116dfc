"""A key and the certificate of another key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tanshin.write.signature import read_signer
from tests.certificates import certificate, pem, rsa_key


def findings(_folder: Path) -> Iterable[Finding]:
    key, other = Path("key.pem"), Path("certificate.pem")
    key.write_bytes(pem(rsa_key()))
    other.write_bytes(pem(certificate(rsa_key(number=1))))
    read_signer(key, other)
    return ()
