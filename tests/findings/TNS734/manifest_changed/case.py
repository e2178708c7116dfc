"""A manifest in which the digest of a changed file was put right by hand, after it was signed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.product import signed
from tanshin.proof.prove import prove_signature
from tanshin.values.finding import Finding
from tanshin.write.manifest import MANIFEST
from tanshin.write.signature import SIGNATURE, Signer
from tests.certificates import certificate, rsa_key
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    signer = Signer(rsa_key(), certificate(rsa_key()))
    made, _ = signed(produced(folder), signer)
    files = {**made.files, MANIFEST: made.files[MANIFEST].replace(b'"sha256": "', b'"sha256": "0', 1)}
    signature = made.files[SIGNATURE]
    output = replace(made.output, files=files, signature=signature, certificate=signer.certificate)
    return prove_signature(output).findings
