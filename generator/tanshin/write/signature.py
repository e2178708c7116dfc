"""The signature of a build: one over its manifest, which has a digest of every file (XML Signature 1.1).

The signature holds a ``ds:Manifest`` (section 5.1) with the digest of ``manifest.json``. RSA with SHA-256 and PKCS #1
v1.5 (section 6.4.2) uses no random numbers, and no time is told: the same build and key give the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from tanshin.values.certificate import needed, opened, read_certificate, unusable, weaknesses
from tanshin.values.message import listed, say
from tanshin.values.text import read_bytes
from tanshin.write.manifest import MANIFEST

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate

SIGNATURE = "manifest.signature.xml"

_DS = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_LARGEST = 1024 * 1024


class Signer(Struct, frozen=True):
    """Who signs: a private key, which is neither written nor told, and the certificate of its public half."""

    key: RSAPrivateKey
    certificate: Certificate

    def __repr__(self) -> str:
        return "Signer()"


def read_signer(key: Path, certificate: Path) -> Signer:
    """The key and the certificate in two PEM files.

    Raises:
        InputError: one cannot be read or used, the key is weak, protected by a password or not that of the
            certificate (TNS001, TNS025), or the library for signatures is not installed (TNS024).
    """
    needed()
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    known = read_certificate(certificate)
    data = read_bytes(key, key.as_posix(), _LARGEST)
    words = say("{file} holds no private key in PEM without a password", file=key.as_posix())
    found = opened(lambda: load_pem_private_key(data, None), words, key)
    if not isinstance(found, RSAPrivateKey):
        raise unusable(
            say("the key in {file} is not RSA, and signatures of others differ each time", file=key.as_posix()), key
        )
    if found.public_key() != known.public_key():
        raise unusable(say("the key in {file} is not that of the certificate", file=key.as_posix()), key)
    if reasons := tuple(weaknesses(known)):
        words = say("{file} is too weak: {reasons}", file=certificate.as_posix(), reasons=listed(reasons, "; "))
        raise unusable(words, certificate)
    return Signer(found, known)


def sign(manifest: bytes, signer: Signer) -> bytes:
    """The signature of a manifest, as a document of its own."""
    from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
    from signxml.signer import XMLSigner

    told = etree.Element(f"{{{_DS}}}Manifest", nsmap={"ds": _DS})
    reference = etree.SubElement(told, f"{{{_DS}}}Reference", URI=MANIFEST)
    etree.SubElement(reference, f"{{{_DS}}}DigestMethod", Algorithm=_SHA256)
    etree.SubElement(reference, f"{{{_DS}}}DigestValue").text = b64encode(sha256(manifest).digest()).decode()
    signing = XMLSigner(
        method=SignatureConstructionMethod.enveloping,
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    root = signing.sign(told, key=signer.key, cert=[signer.certificate])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
