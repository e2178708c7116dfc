"""X.509 certificates and the keys in them: read, and told where they are too weak to rely on (NIST SP 800-131A)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source
from tanshin.values.text import read_bytes

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_LARGEST = 1024 * 1024
_RSA_BITS = 2048
_EC_BITS = 256
_WEAK = frozenset(("md5", "sha1"))
_T = TypeVar("_T")


def read_certificate(path: Path) -> Certificate:
    """The certificate in a PEM file; of several the first.

    Raises:
        InputError: it cannot be read (TNS001, TNS025), or the library for signatures is not installed (TNS024).
    """
    needed()
    from cryptography.x509 import load_pem_x509_certificate

    data = read_bytes(path, path.as_posix(), _LARGEST)
    words = say("{file} holds no certificate in PEM", file=path.as_posix())

    def load() -> Certificate:
        found = load_pem_x509_certificate(data)
        # The library looks at these when it is asked for them, and may not know them.
        found.public_key(), found.signature_hash_algorithm, found.not_valid_before_utc, found.not_valid_after_utc
        return found

    return opened(load, words, path)


def weaknesses(certificate: Certificate) -> Iterator[Message]:
    """Why a certificate is not to be relied on: its key is short or of another kind, or its own signature is broken."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        if key.key_size < _RSA_BITS:
            yield say("its RSA key has {bits} bits and not at least {least}", bits=key.key_size, least=_RSA_BITS)
    elif isinstance(key, EllipticCurvePublicKey):
        if key.key_size < _EC_BITS:
            yield say("its key on a curve has {bits} bits and not at least {least}", bits=key.key_size, least=_EC_BITS)
    else:
        yield say("its key is neither RSA nor one on a curve")
    algorithm = certificate.signature_hash_algorithm
    if algorithm is not None and algorithm.name in _WEAK:
        yield say("it was issued with {digest}, which can be forged", digest=algorithm.name.upper())


def needed() -> None:
    """Find the library for signatures, which few people need.

    Raises:
        InputError: it is not installed (TNS024).
    """
    try:
        import signxml  # noqa: F401 - whoever needs a certificate needs it
    except ImportError as error:
        message = say("signatures need the package signxml: pip install 'tanshin[sign]'")
        raise InputError(Finding("TNS024", Severity.ERROR, message, (Source("sign"),))) from error


def opened(load: Callable[[], _T], words: Message, path: Path) -> _T:
    """What a library makes of a file; nothing of the file is in what is said where it cannot.

    Raises:
        InputError: it cannot make anything of it (TNS025).
    """
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return load()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise unusable(words, path) from None


def unusable(words: Message, path: Path) -> InputError:
    """A key or a certificate that cannot be used (TNS025)."""
    return InputError(Finding("TNS025", Severity.ERROR, words, (Source(path.as_posix()),)))
