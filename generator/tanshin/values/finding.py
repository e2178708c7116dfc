"""What a check has to say: findings, and the error that carries them when input cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum

from msgspec import Struct

from tanshin.values.source import Source


class Severity(IntEnum):
    """How much a finding weighs; larger is worse."""

    INFO = 0
    WARNING = 1
    INCONSISTENCY = 2
    ERROR = 3


class Finding(Struct, frozen=True):
    """One thing a person should know or mend.

    ``sources`` is the address in the data, ``concept`` and ``role`` the address in the taxonomy. ``facts`` names the
    facts concerned, ready to read. ``expected``, ``actual`` and ``tolerance`` are in the unit of the facts.
    ``deviation`` is where the filing accepts it, if it does.
    """

    code: str
    severity: Severity
    message: str
    sources: tuple[Source, ...] = ()
    facts: tuple[str, ...] = ()
    concept: str | None = None
    role: str | None = None
    expected: Decimal | None = None
    actual: Decimal | None = None
    tolerance: Decimal | None = None
    deviation: Source | None = None

    @property
    def sort_key(self) -> tuple[int, tuple[Source, ...], str, str]:
        """Worst first, then by position, code and message: an order that depends on content alone."""
        return (-self.severity, self.sources, self.code, self.message)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repetition, in their reading order."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key))


def tally(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, worst first."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


class InputError(Exception):
    """Input that cannot be used; ``findings`` says what is wrong, where, and what to do."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings
