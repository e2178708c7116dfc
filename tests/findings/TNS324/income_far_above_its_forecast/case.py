"""The year brought a third more than was forecast at its half, and a higher dividend."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.api import check, read_filing
from tanshin.values.finding import Finding


def findings(_: Path) -> Iterable[Finding]:
    year, half = read_filing("iij/fy2012-annual"), read_filing("iij/1h-fy2012")
    return [one for one in check(year, (half,)).findings if one.code == "TNS324"]
