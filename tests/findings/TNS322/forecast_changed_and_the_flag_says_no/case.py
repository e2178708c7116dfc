"""The form of the half year says that no forecast was revised; the quarter before had another one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from tanshin.api import check, read_filing
from tanshin.report.calendar import Calendar
from tanshin.report.report import Report
from tanshin.values.finding import Finding


def findings(_: Path) -> Iterable[Finding]:
    half = read_filing("iij/1h-fy2012")
    facts = (
        replace(one, value=Decimal(106_000_000_000)) if one.value == Decimal(107_000_000_000) else one
        for one in half.report
    )
    calendar = Calendar(half.calendar.year_end, 1, date(2012, 8, 8))
    quarter = replace(
        half, name="iij/1q-fy2012", calendar=calendar, announced=date(2012, 8, 8), report=Report(tuple(facts))
    )
    return [one for one in check(half, (quarter,)).findings if one.code == "TNS322"]
