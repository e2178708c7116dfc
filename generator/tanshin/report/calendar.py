"""The named periods of a filing, as TDnet's contexts name them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from tanshin.report.aspect import Duration
from tanshin.taxonomy.pattern import PERIOD_NAME
from tanshin.values.date import add_months, fiscal_year_start
from tanshin.values.message import say

_SPANS = (
    *("Year", "AccumulatedQ1", "AccumulatedQ2", "AccumulatedQ3", "Quarter"),
    *(f"Quarter{quarter}" for quarter in range(1, 5)),
    *(f"Month{month}" for month in range(1, 13)),
)
_YEARS = {"Prior2": -2, "Prior": -1, "Current": 0, "Next": 1}


class Calendar(Struct, frozen=True):
    """What *current year* and the like mean in one filing.

    ``year_end`` is the last day of the current fiscal year; ``quarter`` is the quarter reported, 4 in an annual
    filing. Names are ``{Prior2|Prior|Current|Next}`` followed by ``Year``, ``AccumulatedQ1`` to ``AccumulatedQ3``
    (the first months of the year), ``Accumulated`` (from the start of the year to the end of the quarter reported),
    ``Quarter`` (the three months of the quarter reported), ``Quarter1`` to ``Quarter4`` (three months of that year) or
    ``Month1`` to ``Month12`` (one month of it, counted from its start). ``Announcement`` is the day of the
    announcement, where ``announced`` says it.

    Raises:
        ValueError: there is no such quarter.
    """

    year_end: date
    quarter: int = 4
    announced: date | None = None

    def __post_init__(self) -> None:
        if self.quarter not in (1, 2, 3, 4):
            raise ValueError(say("a year has quarters 1 to 4, not {quarter}", quarter=self.quarter))

    @property
    def own(self) -> str:
        """The name of the period that is reported: the year, or its first months."""
        return "CurrentYear" if self.quarter == 4 else f"CurrentAccumulatedQ{self.quarter}"

    @property
    def reported(self) -> Duration:
        """The period that is reported."""
        return self.period(self.own)

    def period(self, name: str) -> Duration:
        """The duration a name stands for.

        Raises:
            ValueError: the name is not one of those above, or leads out of the calendar.
        """
        return _period(self, name)

    def name(self, period: Duration) -> str | None:
        """The name of a duration in this filing, if it has one; of several the first of :meth:`names`."""
        return next((name for name in self.names() if self.period(name) == period), None)

    def names(self) -> tuple[str, ...]:
        """Every name, widest first within each year; ``Accumulated`` is another word for one of the others."""
        return tuple(f"{when}{span}" for when in ("Current", "Prior", "Next", "Prior2") for span in _SPANS)


@lru_cache(maxsize=1024)  # asked once for every cell
def _period(calendar: Calendar, name: str) -> Duration:
    match = PERIOD_NAME.fullmatch(name)
    if match is None:
        raise ValueError(
            say("{name!r} is not the name of a period; write for example CurrentYear or PriorQuarter", name=name)
        )
    if match[7]:
        if calendar.announced is None:
            raise ValueError(say("the day of the announcement is not known"))
        return Duration(calendar.announced, calendar.announced)
    last = add_months(calendar.year_end, 12 * _YEARS[match[1]])
    if match[2]:
        return Duration(fiscal_year_start(last), last)
    if not (match[4] or match[6]):
        quarters = int(match[3] or calendar.quarter)
        return Duration(fiscal_year_start(last), add_months(last, 3 * quarters - 12))
    # Both ends are counted from the year's end: counted from each other they would drift where months are short.
    months, end = (1, int(match[6])) if match[6] else (3, 3 * int(match[5] or calendar.quarter))
    before = add_months(last, end - months - 12)
    return Duration(before + timedelta(days=1), add_months(last, end - 12))
