"""What the tests of reading share: the sample, read once, and ways to read a few lines of text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.read.canonical.filing import read_filing
from tanshin.read.canonical.grid import Grid, read_grid
from tanshin.report.aspect import Entity
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.values.finding import Finding, InputError

ENTITY = Entity("http://www.tse.or.jp/sicc", "99990")
CALENDAR = Calendar(date(2013, 3, 31))


@cache
def sample() -> Filing:
    """The FY2012 annual sample."""
    return read_filing(resources.samples_dir() / "iij" / "fy2012-annual", resources.taxonomy_dir())


def grid(text: str | bytes) -> Grid:
    """The grid in a CSV text called t.csv."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_grid(path, "t.csv")


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings as position, code and message."""
    return [f"{finding.sources[0]} {finding.code} {finding.message}" for finding in findings]


def begun(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    """Texts cut to the length of those they should begin with; the gallery of findings has them word for word."""
    return [text[: len(start)] for text, start in zip_longest(found, expected, fillvalue="")]


def refused(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    """The findings an input was refused with."""
    return told(error.value.findings)


def shown(facts: Iterable[Fact]) -> list[str]:
    """Facts as text: concept, period, unit, members, value, decimals."""
    found = []
    for fact in facts:
        members = "".join(f" {member.local}" for _, member in fact.key.dimensions)
        value = f"{fact.value:f}" if isinstance(fact.value, Decimal) else str(fact.value)
        unit = f" {fact.key.unit}" if fact.key.unit else ""
        found.append(f"{fact.concept.local} {fact.key.period}{unit}{members} = {value} ({fact.decimals})")
    return found
