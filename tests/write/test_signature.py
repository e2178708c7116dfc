"""The signature of a build: the same each time, good for whoever knows XML Signature, and broken by every change."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree
from msgspec.structs import replace

from tanshin.cli import main
from tanshin.product import Product, signed
from tanshin.proof.prove import prove_signature
from tanshin.values.finding import InputError
from tanshin.write.manifest import MANIFEST
from tanshin.write.signature import SIGNATURE, Signer, read_signer, sign
from tests.certificates import Key, certificate, pem, rsa_key
from tests.findings.gallery import BASE, lay_out, produced

DS = "{http://www.w3.org/2000/09/xmldsig#}"
MADE = b'{"files": []}\n'


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer(rsa_key(), certificate(rsa_key()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Product:
    folder = tmp_path_factory.mktemp("signed") / "base"
    lay_out(BASE, folder)
    return produced(folder)


def told(made: Product, signature: bytes | None, signer: Signer, **files: bytes) -> list[str]:
    output = replace(made.output, files={**made.files, **files}, signature=signature, certificate=signer.certificate)
    return [f"{one.code} {one.message}" for one in prove_signature(output).findings]


def test_a_signature_is_the_same_each_time_and_confirmed(made: Product, signer: Signer) -> None:
    first, second = (signed(made, signer) for _ in range(2))
    assert first[0].files == second[0].files
    assert first[0].files.keys() - made.files.keys() == {SIGNATURE}
    assert first[1] == ()


def test_a_signature_can_be_checked_by_hand(signer: Signer) -> None:
    root = etree.fromstring(sign(MADE, signer))
    info = root.find(f"{DS}SignedInfo")
    assert info is not None
    value = base64.b64decode(root.findtext(f"{DS}SignatureValue") or "")
    signer.key.public_key().verify(
        value, etree.tostring(info, method="c14n", exclusive=True), PKCS1v15(), hashes.SHA256()
    )
    inside = root.find(f"{DS}Object")
    assert inside is not None
    canonical = etree.tostring(inside, method="c14n", exclusive=True)
    assert base64.b64decode(info.findtext(f"{DS}Reference/{DS}DigestValue") or "") == sha256(canonical).digest()
    assert (
        root.findtext(f"{DS}Object/{DS}Manifest/{DS}Reference/{DS}DigestValue")
        == base64.b64encode(sha256(MADE).digest()).decode()
    )


def _other_digest(data: bytes) -> bytes:
    root = etree.fromstring(data)
    value = root.find(f"{DS}Object/{DS}Manifest/{DS}Reference/{DS}DigestValue")
    assert value is not None
    value.text = base64.b64encode(sha256(b"other").digest()).decode()
    return etree.tostring(root)


def _wrapped(data: bytes) -> bytes:
    return b"<x>" + data.partition(b"?>")[2] + b"</x>"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: None, "the build is not signed"),
        (lambda _: b"no XML", "cannot be read"),
        (lambda _: b"<x/>", "not made with the key"),
        (lambda _: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "cannot be read"),
        (lambda _: b" " * 2_000_000, "too large"),
        (_other_digest, "not made with the key"),
        (_wrapped, "not made with the key"),
        (lambda data: data.replace(b"rsa-sha256", b"hmac-sha256"), "not made with the key"),
        (lambda data: data.replace(b"xmldsig-more#rsa-sha256", b"xmldsig#rsa-sha1"), "not made with the key"),
        (lambda data: data.replace(b'URI="manifest.json"', b'URI="index.html"'), "not made with the key"),
    ],
    ids=["none", "no XML", "other", "entities", "large", "digest", "wrapped", "secret", "broken", "address"],
)
def test_what_is_no_good_signature_is_told(
    made: Product, signer: Signer, change: Callable[[bytes], bytes | None], words: str
) -> None:
    (found,) = told(made, change(sign(made.files[MANIFEST], signer)), signer)
    assert found.startswith("TNS734")
    assert words in found


def test_a_signature_of_another_manifest_or_of_another_is_told(made: Product, signer: Signer) -> None:
    (found,) = told(made, sign(b"{}", signer), signer)
    assert found == "TNS734 the manifest is not the one that was signed"
    other = Signer(rsa_key(number=1), certificate(rsa_key(number=1)))
    (found,) = told(made, sign(made.files[MANIFEST], other), signer)
    assert "was not made with the key of the certificate" in found


@pytest.mark.parametrize(
    ("key", "known", "words"),
    [
        (pem(rsa_key()), b"no certificate", "certificate.pem holds no certificate in PEM"),
        (b"no key", pem(certificate(rsa_key())), "holds no private key in PEM without a password"),
        (pem(rsa_key(), b"secret"), pem(certificate(rsa_key())), "holds no private key in PEM without a password"),
        (pem(rsa_key(1024)), pem(certificate(rsa_key(1024))), "RSA key has 1024 bits and not at least 2048"),
    ],
    ids=["certificate", "key", "password", "weak"],
)
def test_what_cannot_sign_is_refused(tmp_path: Path, key: bytes, known: bytes, words: str) -> None:
    (tmp_path / "key.pem").write_bytes(key)
    (tmp_path / "certificate.pem").write_bytes(known)
    with pytest.raises(InputError) as refused:
        read_signer(tmp_path / "key.pem", tmp_path / "certificate.pem")
    (finding,) = refused.value.findings
    assert finding.code == "TNS025"
    assert words in finding.message


def test_a_key_on_a_curve_verifies_but_does_not_sign(tmp_path: Path) -> None:
    key: Key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "key.pem").write_bytes(pem(key))
    (tmp_path / "certificate.pem").write_bytes(pem(certificate(key)))
    with pytest.raises(InputError, match="is not RSA"):
        read_signer(tmp_path / "key.pem", tmp_path / "certificate.pem")


def test_a_signed_build_is_checked_and_the_key_stays_where_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    filing, out = "iij/1q-fy2013", tmp_path / "out"
    key, good = tmp_path / "key.pem", tmp_path / "certificate.pem"
    key.write_bytes(pem(rsa_key()))
    good.write_bytes(pem(certificate(rsa_key())))

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, list(words), catch_exceptions=False)
        return result.exit_code, result.output

    code, said = run("build", filing, "--out", str(out), "--sign", str(key), "--certificate", str(good))
    assert code == 0, said
    assert (out / SIGNATURE).is_file()
    check = ("check", filing, "--output", str(out), "--certificate")
    (out / "index.html").write_bytes((out / "index.html").read_bytes() + b" ")
    code, found = run(*check, str(good))
    assert code == 1
    assert "TNS733" in found  # the page is not the one in the manifest,
    assert "TNS734" not in found  # which is the one that was signed
    assert run("build", filing, "--out", str(out), "--sign", str(key))[0] == 2
    assert run("check", filing, "--certificate", str(good))[0] == 2
    secret = key.read_text(encoding="ascii").splitlines()[3]
    assert secret not in said + caplog.text
    assert all(secret.encode() not in path.read_bytes() for path in out.rglob("*") if path.is_file())
