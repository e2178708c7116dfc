"""A signature with a key that is too short."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.product import signed
from tanshin.values.finding import Finding
from tanshin.write.signature import Signer
from tests.certificates import certificate, rsa_key
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    _, found = signed(produced(folder), Signer(rsa_key(1024), certificate(rsa_key(1024))))
    return found
