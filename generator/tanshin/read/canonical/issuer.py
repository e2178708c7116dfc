"""``issuer.yaml`` -> the company."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.profile import profile_of
from tanshin.read.canonical.source import IssuerSource
from tanshin.report.aspect import Entity
from tanshin.report.book import ISSUER
from tanshin.report.issuer import AdsRatio, Issuer, Split
from tanshin.values.yaml import Document, validate


def read_issuer(folder: Path, name: str) -> Issuer:
    """The company, from ``issuer.yaml`` in a folder; ``name`` is how positions name the folder.

    Raises:
        InputError: the file cannot be read or has another shape (TNS001 to TNS005).
    """
    return issuer_of(Folder(folder, name).read_yaml(ISSUER))


def issuer_of(document: Document) -> Issuer:
    """The company a document describes.

    Raises:
        InputError: it has another shape (TNS005), or its profile of rules does not hold together (TNS033).
    """
    source = validate(IssuerSource, document)
    return Issuer(
        source.code,
        # TDnet writes the securities code with a fifth digit, 0 for common stock.
        Entity(source.scheme, f"{source.code}0"),
        {"en": source.name.en, "ja": source.name.ja},
        source.taxonomy,
        source.namespace,
        tuple(Split(split.effective, split.ratio) for split in source.splits),
        tuple(AdsRatio(ads.effective, Fraction(ads.shares)) for ads in source.ads),
        {local: (text,) if isinstance(text, str) else text for local, text in source.captions.items()},
        source.filings,
        source.display.policy,
        frozenset(source.display.keep),
        profile_of(source.rules, document),
    )
