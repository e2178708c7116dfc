"""What is to be done with one filing, and what came of it; both travel between processes as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, json


class Verb(StrEnum):
    """What a batch does with each filing. Facts and findings of it are kept in any case but that of `CHECK`."""

    CHECK = "check"
    FACTS = "facts"
    BUILD = "build"


class Status(StrEnum):
    """How it went: read to its end; unusable input; a limit was met; it broke down, or could not be written."""

    OK = "ok"
    REFUSED = "refused"
    LATE = "late"
    MEMORY = "memory"
    BROKEN = "broken"


class Limits(Struct, frozen=True):
    """What one filing may take: seconds of time, and bytes of memory (on systems that can hold a process to it)."""

    seconds: float = 120.0
    memory: int = 2 << 30


class Job(Struct, frozen=True):
    """One filing to work on: ``name`` tells it from the others, ``place`` is where it lies, seen from the worker.

    ``digest`` is that of its files, ``packages`` are taxonomy packages, ``out`` the folder of its documents,
    ``version`` that of the program that asks, ``lang`` the language of labels and messages. ``issuer`` names the folder
    of the issuer, where that is known: its filings are compared with one another, and are worked on together.
    """

    verb: Verb
    name: str
    place: str
    digest: str
    version: str
    limits: Limits
    packages: tuple[str, ...] = ()
    out: str | None = None
    lang: str = "en"
    issuer: str = ""


class FilingRow(Struct, frozen=True, rename={"start": "period_start", "end": "period_end"}):
    """One report: a place may hold several. Days are those of the period it is about."""

    filing: str
    report: str
    digest: str
    status: str
    kind: str = ""
    entity: str | None = None
    announced: date | None = None
    start: date | None = None
    end: date | None = None
    facts: int = 0
    errors: int = 0
    inconsistencies: int = 0
    warnings: int = 0


class FactRow(Struct, frozen=True):
    """One fact. ``value`` is in full, ``number`` the same as a number; an instant has no ``period_start``."""

    filing: str
    report: str
    entity: str
    concept: str
    label: str
    value: str | None
    number: Decimal | None
    decimals: int | None
    unit: str | None
    period_start: date | None
    period_end: date
    dimensions: dict[str, str]
    lang: str | None
    table: str
    source: str | None


class FindingRow(Struct, frozen=True):
    """One finding; ``source`` is ``file:line:column`` of the first place it is about."""

    filing: str
    report: str
    code: str
    severity: str
    message: str
    concept: str | None
    source: str | None
    expected: Decimal | None
    actual: Decimal | None


class Outcome(Struct, frozen=True):
    """What came of one job."""

    name: str
    digest: str
    filings: tuple[FilingRow, ...]
    facts: tuple[FactRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()


def _plain(value: object) -> str:
    """A text that remembers more than itself, such as a message, as what it is to others."""
    if isinstance(value, str):
        return str.__str__(value)
    raise NotImplementedError(type(value).__name__)


_ENCODER = json.Encoder(enc_hook=_plain)


def encoded(value: Job | Outcome | tuple[str, str, Outcome]) -> bytes:
    """As JSON, on one line."""
    return _ENCODER.encode(value)
