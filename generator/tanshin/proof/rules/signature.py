"""TNS73x: the signature of a build holds, and the certificate it is held against can be relied on."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from tanshin.proof.listed import MANIFEST, SIGNATURE
from tanshin.proof.output import Output
from tanshin.validate.registry import Issue, rule
from tanshin.values.certificate import weaknesses
from tanshin.values.finding import InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.xml import parse_xml

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_LARGEST = 1024 * 1024


def _signatures(output: Output) -> tuple[str, ...]:
    """The signature, where somebody says whose it has to be."""
    return (SIGNATURE,) if output.certificate is not None else ()


@rule("TNS734", Severity.ERROR, subject=Output, each=_signatures)
def signature_holds(output: Output, path: str) -> Iterator[Issue]:
    """The signature of a build was made with the key of the certificate, and over the manifest that is there.

    The manifest has a digest of every file, so whoever trusts the certificate can trust the files (XML Signature 1.1).
    It is held against the certificate that is given, never against the one that it brings along.

    Where the manifest was changed, build and sign again. Where the signature is of another, ask who made it.
    """
    if fault := _fault(output):
        yield Issue(fault, sources=(output.at(path),))


def _fault(output: Output) -> Message | None:
    data = output.signature
    if data is None:
        return say("the build is not signed")
    if len(data) > _LARGEST:
        return say("the signature is too large to be one")
    try:
        tree = parse_xml(data, SIGNATURE)
    except InputError as error:
        return say("the signature cannot be read: {reason}", reason=error.findings[0].message)
    root = tree.getroot()
    signed = _signed(root, output) if root.tag == f"{_DS}Signature" else None
    if signed is None:
        return say("the signature was not made with the key of the certificate, or was changed since")
    return _other(signed, output.files.get(MANIFEST, b""))


def _other(signed: etree._Element, manifest: bytes) -> Message | None:
    """Whether something else was signed than the manifest that is there."""
    references = signed.findall(f"{_DS}Manifest/{_DS}Reference")
    if [one.get("URI") for one in references] != [MANIFEST]:
        return say("what was signed is not the manifest of a build")
    (reference,) = references
    method, value = reference.find(f"{_DS}DigestMethod"), reference.findtext(f"{_DS}DigestValue")
    digest = b64encode(sha256(manifest).digest()).decode()
    if method is None or method.get("Algorithm") != _SHA256 or value != digest:
        return say("the manifest is not the one that was signed")
    return None


def _signed(root: etree._Element, output: Output) -> etree._Element | None:
    """What was signed, as the key of the certificate confirms it; how old that is, another rule looks at."""
    from signxml.algorithms import DigestAlgorithm, SignatureMethod
    from signxml.exceptions import SignXMLException
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    certificate = output.certificate
    assert certificate is not None
    expected = SignatureConfiguration(
        location="./",
        signature_methods=frozenset(
            (
                SignatureMethod.RSA_SHA256,
                SignatureMethod.RSA_SHA384,
                SignatureMethod.RSA_SHA512,
                SignatureMethod.ECDSA_SHA256,
                SignatureMethod.ECDSA_SHA384,
                SignatureMethod.ECDSA_SHA512,
            )
        ),
        digest_algorithms=frozenset((DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)),
        verification_time=certificate.not_valid_after_utc,
    )
    try:
        result = XMLVerifier().verify(root, x509_cert=certificate, expect_config=expected)
    except (SignXMLException, ValueError, TypeError, KeyError, AttributeError, etree.LxmlError):
        return None  # what is no signature at all meets the library where it expects one
    found = result[0] if isinstance(result, list) else result
    return found.signed_xml


@rule("TNS735", Severity.ERROR, subject=Output, each=_signatures)
def certificate_can_be_relied_on(output: Output, path: str) -> Iterator[Issue]:
    """The certificate is in force on the day of the announcement, and its key is strong enough.

    The day is that of the filing and not today's: what was signed well stays so, and the result depends on no clock.
    RSA keys have at least 2048 bits, keys on curves 256; MD5 and SHA-1 can be forged (NIST SP 800-131A). Who issued the
    certificate, and whether it was revoked, is not looked at: that needs a network.

    Sign with a certificate that is in force, with a longer key.
    """
    certificate, day = output.certificate, output.filing.announced
    if certificate is None:
        return
    place = (output.at(path),)
    first, last = certificate.not_valid_before_utc.date(), certificate.not_valid_after_utc.date()
    if day < first:
        yield Issue(
            say("the certificate is in force from {first}, and {day} is before that", first=first, day=day),
            sources=place,
        )
    if day > last:
        yield Issue(
            say("the certificate was in force until {last}, and {day} is after that", last=last, day=day), sources=place
        )
    for reason in weaknesses(certificate):
        yield Issue(say("the certificate is too weak: {reason}", reason=reason), sources=place)


#: What holds for the signature, which is made when all else is there.
RULES = (signature_holds, certificate_can_be_relied_on)
