"""What is found in a place: reports, each with its files."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from tanshin.values.finding import Finding


class Kind(StrEnum):
    """What a report is written in."""

    INLINE = "inline"
    INSTANCE = "instance"
    JSON = "json"
    CSV = "csv"


class Found(Struct, frozen=True):
    """One report.

    ``name`` is the file, or the folder where it is of several. ``files`` are its own by name, in their order: the
    documents of a set, or the metadata of xBRL-CSV and then its tables. ``beside`` are the further files of what it
    came in, such as schemas and linkbases; names are paths in there, so that relative addresses lead from one to the
    other. ``titles`` are what the files are called for people, where a list tells. ``findings`` is what finding it had
    to say.
    """

    kind: Kind
    name: str
    files: Mapping[str, bytes]
    beside: Mapping[str, bytes] = {}
    titles: Mapping[str, str] = {}
    findings: tuple[Finding, ...] = ()
