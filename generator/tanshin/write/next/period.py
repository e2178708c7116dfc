"""The next period, what the periods of a filing become in it, and the years in texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from tanshin.report.calendar import Calendar
from tanshin.report.phrase import called
from tanshin.taxonomy.pattern import PERIOD_NAME
from tanshin.values.date import add_months, era_date, long_date, parse_day

ANNUAL = 4

_LATER = {"Next": "Current", "Current": "Prior", "Prior": "Prior2", "Prior2": "Prior2"}


def next_calendar(last: Calendar, *, annual: bool) -> Calendar:
    """The calendar of the filing after one: the annual one of a year, or the next quarter; after a year the first."""
    if annual:
        return Calendar(add_months(last.year_end, 12 if last.quarter == ANNUAL else 0), ANNUAL)
    ends = last.quarter >= ANNUAL - 1
    return Calendar(add_months(last.year_end, 12 if ends else 0), 1 if ends else last.quarter + 1)


class Shift(Struct, frozen=True):
    """The way from one filing's periods to another's."""

    before: Calendar
    after: Calendar

    @property
    def years(self) -> int:
        """How many years lie between the fiscal years of both."""
        return self.after.year_end.year - self.before.year_end.year

    @property
    def is_same_quarter(self) -> bool:
        """Whether both report the same part of their years, so that only the year moves on."""
        return self.before.quarter == self.after.quarter

    def period(self, name: str, *, is_instant: bool = False, is_ahead: bool = False) -> str:
        """What a period is in the later filing.

        What is aimed at is ``is_ahead``: in an annual filing that is the year to come, in a quarterly one the year that
        runs. Balances (``is_instant``) of a quarter stand beside those of the last year's end.
        """
        match = PERIOD_NAME.fullmatch(name)
        if match is None or match[7] or self.is_same_quarter:
            return name
        when, was, now = match[1], self.before.quarter, self.after.quarter
        span = name.removeprefix(when)
        if is_ahead and ANNUAL in (was, now):
            later = {"Current": "Next", "Next": "Next"} if now == ANNUAL else _LATER
            return f"{later.get(when, when)}{span}"
        if span in (f"AccumulatedQ{was}", "Accumulated"):
            span = "Year" if now == ANNUAL else f"AccumulatedQ{now}"
        elif span == "Year" and was == ANNUAL and not (is_instant and when != "Current"):
            span = f"AccumulatedQ{now}"
        elif span == f"Quarter{was}":
            span = f"Quarter{now}"
        return f"{when}{span}"

    def text(self, text: str) -> str:
        """A text that names periods, in the later filing; of another quarter it stays as it is."""
        return with_years(text, self.years) if self.is_same_quarter else text

    def key(self, key: str, period: str | None, unit: str | None, *, is_instant: bool) -> str:
        """The key of a column: with the years moved on, or named anew by its period and, where it has one, its unit."""
        if self.is_same_quarter:
            return self.text(key)
        if not period or not re.search("[0-9]", key):
            return key
        named = None if is_instant else called(period, self.after, "en")
        head = named or self.after.period(period).last.isoformat()
        return f"{head} {unit}" if unit else head


def _era(years: int) -> Callable[[re.Match[str]], str]:
    def moved(match: re.Match[str]) -> str:
        day = parse_day(f"{match[0]}1日")
        return era_date(date(day.year + years, day.month, 1)).removesuffix("1日")

    return moved


def with_years(text: str, years: int) -> str:
    """A text with every year in it moved: 2012, FY2012, 4Q12, March 31, 2013, 2013-03-31, 平成25年3月."""
    if not years:
        return text

    def moved(match: re.Match[str]) -> str:
        head, digits = match[1], match[2]
        return f"{head}{(int(digits) + years) % 10 ** len(digits):0{len(digits)}}"

    def day(match: re.Match[str]) -> str:
        try:
            found = parse_day(match[0])
        except ValueError:
            return match[0]
        after = add_months(found, 12 * years)
        if "-" in match[0]:
            return after.isoformat()
        words = long_date(after)
        return words.upper() if match[0].isupper() else words

    # A day is moved as a whole: the end of February is not the same day each year. What is moved is not moved again.
    pattern = re.compile(
        r"(?P<day>\b[A-Za-z]{3,9}\.? [0-9]{1,2}, [0-9]{4}\b|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b)"
        r"|(?P<era>(?:令和|平成|昭和)(?:[0-9]{1,2}|元)年[0-9]{1,2}月)"
        r"|(?P<year>(?<![0-9,.])(FY|[1-4]Q|[12]H|9M|)((?:19|20)[0-9]{2}|(?<=FY|[1-4]Q|[12]H|9M)[0-9]{2})(?![0-9,.]\d|[0-9]))"
    )

    def each(match: re.Match[str]) -> str:
        if match["day"]:
            return day(match)
        if match["era"]:
            return _era(years)(match)
        inner = re.fullmatch(r"(\D*(?:[1-4]Q|[12]H|9M)?)([0-9]+)", match[0])
        return moved(inner) if inner else match[0]

    return pattern.sub(each, text)
