"""Dates as Japanese and English accounts print them, and the arithmetic of fiscal periods. No locale is consulted."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tanshin.values.message import say

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Accounts of other centuries are slips of the finger; the Japanese calendar has names for all of these years.
FIRST_YEAR, LAST_YEAR = 1900, 2199

# First days: the proclamations of each era. Japan counts days by this calendar from 1 January of Meiji 6.
_ERAS = (
    (date(2019, 5, 1), "令和", 2018),
    (date(1989, 1, 8), "平成", 1988),
    (date(1926, 12, 25), "昭和", 1925),
    (date(1912, 7, 30), "大正", 1911),
    (date(1873, 1, 1), "明治", 1867),
)

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def era_date(day: date) -> str:
    """A date by the Japanese calendar: 平成25年5月15日; the first year of an era is 元年.

    Raises ValueError before 1873, when Japan's months and days were those of another calendar.
    """
    for first, era, offset in _ERAS:
        if day >= first:
            year = day.year - offset
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    raise ValueError(say("{day} is before Japan adopted this calendar (1873-01-01)", day=day.isoformat()))


def long_date(day: date) -> str:
    """A date in English words: May 15, 2013."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def parse_iso(text: str) -> date:
    """A date written YYYY-MM-DD and in no other of ISO 8601's forms.

    Raises ValueError for anything else and for days that do not exist.
    """
    if not (match := _ISO.fullmatch(text)):
        raise ValueError(say("not a date of the form YYYY-MM-DD: {text!r}", text=text))
    try:
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise ValueError(say("no such day: {text!r} ({error})", text=text, error=error)) from None


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (earlier when negative); the end of a month stays the end of a month.

    Nine months after 30 June is 31 March, as closing days go; a day that the month lacks becomes its last.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if at_end else min(day.day, last))


def fiscal_year_start(day_end: date) -> date:
    """The first day of the twelve months that end on ``day_end``."""
    return add_months(day_end, -12) + timedelta(days=1)


def fiscal_year(day_end: date) -> int:
    """The name of the fiscal year that ends on ``day_end``, in Japan the year it began in: 2012 for 31 March 2013."""
    return fiscal_year_start(day_end).year


_ENGLISH_DAY = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:, ?| )([0-9]{4})")
_JAPANESE_DAY = re.compile(r"(令和|平成|昭和|大正|明治)?([0-9]{1,4}|元)年([0-9]{1,2})月([0-9]{1,2})日")


def parse_day(text: str) -> date:
    """A day as print has it: May 15, 2013; 平成25年5月15日; 2013年5月15日; 2013-05-15.

    Letter case and the comma do not matter.

    Raises ValueError for anything else and for days that do not exist.
    """
    plain = " ".join(text.casefold().split())
    if match := _ENGLISH_DAY.fullmatch(plain):
        months = [month.casefold() for month in _MONTHS]
        found = [index for index, month in enumerate(months, 1) if month == match[1] or month[:3] == match[1]]
        if found:
            return date(int(match[3]), found[0], int(match[2]))
    if match := _JAPANESE_DAY.fullmatch(plain):
        return _japanese_day(match, text)
    return parse_iso(plain)


def _japanese_day(match: re.Match[str], text: str) -> date:
    era, year, month, day = match[1], 1 if match[2] == "元" else int(match[2]), int(match[3]), int(match[4])
    if era is None:
        if year < 1000:
            raise ValueError(say("the year needs four digits or an era: {text!r}", text=text))
        return date(year, month, day)
    # The eras stand latest first: each ends where the one before it in the list begins.
    for (first, name, offset), end in zip(_ERAS, (date.max, *(start for start, _, _ in _ERAS)), strict=False):
        if name == era:
            found = date(offset + year, month, day)
            if not first <= found < end:
                raise ValueError(say("{era} has no such day: {text!r}", era=era, text=text))
            return found
    raise AssertionError(era)
