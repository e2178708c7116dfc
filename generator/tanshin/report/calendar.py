"""The named periods of a filing, as TDnet's contexts name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tanshin.report.aspect import Duration
from tanshin.values.date import add_months, fiscal_year_start

_NAME = re.compile(r"(Prior2|Prior|Current|Next)(?:(Year)|AccumulatedQ([123])|(Quarter))")
_YEARS = {"Prior2": -2, "Prior": -1, "Current": 0, "Next": 1}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What *current year* and the like mean in one filing.

    ``year_end`` is the last day of the current fiscal year; ``quarter`` is the quarter reported, 4 in an annual
    filing. Names are ``{Prior2|Prior|Current|Next}`` followed by ``Year``, ``AccumulatedQ1`` to ``AccumulatedQ3``
    (the first months of the year), or ``Quarter`` (the three months of the quarter reported).
    """

    year_end: date
    quarter: int = 4

    def period(self, name: str) -> Duration:
        """The duration a name stands for.

        Raises:
            ValueError: the name is not one of those above.
        """
        match = _NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{name!r} is not the name of a period; write for example CurrentYear or PriorQuarter")
        last = add_months(self.year_end, 12 * _YEARS[match[1]])
        first = fiscal_year_start(last)
        if match[2]:
            return Duration(first, last)
        if match[3]:
            return Duration(first, add_months(last, 3 * int(match[3]) - 12))
        end = add_months(last, 3 * self.quarter - 12)
        return Duration(add_months(end, -3) + timedelta(days=1), end)

    def name(self, period: Duration) -> str | None:
        """The name of a duration in this filing, if it has one."""
        return next((name for name in self.names() if self.period(name) == period), None)

    def names(self) -> tuple[str, ...]:
        """Every name, widest first within each year."""
        spans = ("Year", "AccumulatedQ1", "AccumulatedQ2", "AccumulatedQ3", "Quarter")
        return tuple(f"{when}{span}" for when in ("Current", "Prior", "Next", "Prior2") for span in spans)
