"""Texts that name periods: ``{CurrentYear.last}`` and its like, filled in for a filing and a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tanshin.report.calendar import Calendar
from tanshin.report.issuer import Split
from tanshin.values.date import era_date, fiscal_year, long_date

_PLACE = re.compile(r"\{([^{}]*)\}")
_WHEN = re.compile("Prior2|Prior|Current|Next")
_KINDS = ("first", "last", "fiscal", "year_month", "name")

#: What the first so many months of a year are called, and one quarter: with the year, its last digits, the quarter.
_NAMES = {
    "en": {3: "{quarter}Q{short}", 6: "1H FY{year}", 9: "9M FY{year}", 12: "FY{year}"},
    "ja": {3: "{year}年度第{quarter}四半期", 6: "{year}年度上半期", 9: "{year}年度第3四半期累計期間", 12: "{year}年度"},
}


def day_text(day: date, lang: str) -> str:
    """A day as the forms print it: 平成25年5月15日, or May 15, 2013."""
    return era_date(day) if lang == "ja" else long_date(day)


def period_name(name: str, calendar: Calendar, lang: str) -> str:
    """What a release calls a period: FY2012, 1H FY2012, 4Q12; 2012年度、2012年度上半期、2012年度第4四半期.

    Raises:
        ValueError: the filing has no period of that name.
    """
    period, whole = calendar.period(name), calendar.period(f"{_WHEN.match(name)[0]}Year")  # type: ignore[index]
    months = 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1
    until = 12 * (period.last.year - whole.first.year) + period.last.month - whole.first.month + 1
    year = fiscal_year(whole.last)
    return _NAMES[lang][months].format(year=year, short=f"{year % 100:02}", quarter=until // 3)


def split_words(splits: Sequence[Split], lang: str) -> Mapping[str, str]:
    """What ``{split.effective}`` and ``{split.ratio}`` stand for: the latest stock split."""
    if not splits:
        return {}
    latest = max(splits, key=lambda split: split.effective)
    return {"split.effective": day_text(latest.effective, lang), "split.ratio": str(latest.ratio)}


def fill(template: str, calendar: Calendar, lang: str, words: Mapping[str, str] | None = None) -> str:
    """The text with its periods filled in.

    ``.first`` and ``.last`` are days; ``.fiscal`` names a year by its closing month (平成25年3月期; March 31, 2013) and
    ``.year_month`` does so without the era, as table rows do (25年3月期); ``.name`` is what a release calls a period
    (FY2012; 2012年度). ``words`` gives further names their text.

    Raises:
        ValueError: what stands in braces is not the name of a period, or asks for something a period has not.
    """
    known = words or {}

    def text(match: re.Match[str]) -> str:
        if match[1] in known:
            return known[match[1]]
        name, _, kind = match[1].partition(".")
        period = calendar.period(name)
        if kind not in _KINDS:
            raise ValueError(f"{match[0]}: a period has .first, .last, .fiscal, .year_month and .name")
        if kind == "name":
            return period_name(name, calendar, lang)
        if kind == "first":
            return day_text(period.first, lang)
        if kind == "last" or lang != "ja":
            return day_text(period.last, lang)
        month = era_date(period.last).partition("月")[0] + "月"
        return month + "期" if kind == "fiscal" else month[2:]

    return _PLACE.sub(text, template)
