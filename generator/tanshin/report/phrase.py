"""Texts that name periods: ``{CurrentYear.last}`` and its like, filled in for a filing and a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.report.issuer import Split
from tanshin.values.date import add_months, era_date, fiscal_year, long_date
from tanshin.values.message import listed, say

_PLACE = re.compile(r"\{([^{}]*)\}")
_WHEN = re.compile("Prior2|Prior|Current|Next")
_KINDS = ("first", "last", "fiscal", "year_month", "months", "quarter", "name")

#: What the first so many months of a year are called, and one quarter: with the year, its last digits, the quarter.
_NAMES = {
    "en": {3: "{quarter}Q{short}", 6: "1H FY{year}", 9: "9M FY{year}", 12: "FY{year}"},
    "ja": {3: "{year}年度第{quarter}四半期", 6: "{year}年度上半期", 9: "{year}年度第3四半期累計期間", 12: "{year}年度"},
}
#: The same, short enough to stand below a column of a chart.
_SHORT = {
    "en": {3: "{quarter}Q{short}", 6: "1H{short}", 12: "FY{short}"},
    "ja": {3: "{year}年度\n{quarter}Q", 6: "{year}年度\n上半期", 12: "{year}年度"},
}
_COUNTS = {3: "Three", 6: "Six", 9: "Nine"}


def day_text(day: date, lang: str) -> str:
    """A day as the forms print it: 平成25年5月15日, or May 15, 2013."""
    return era_date(day) if lang == "ja" else long_date(day)


def called(name: str, calendar: Calendar, lang: str) -> str | None:
    """What a release calls a period: FY2012, 1H FY2012, 4Q12; 2012年度、2012年度上半期、2012年度第4四半期.

    ``None`` for periods it has no name for, such as a single month.

    Raises:
        ValueError: the filing has no period of that name.
    """
    when = _WHEN.match(name)
    if when is None:
        return None
    period, whole = calendar.period(name), calendar.period(f"{when[0]}Year")
    months = 12 * (period.last.year - period.first.year) + period.last.month - period.first.month + 1
    until = 12 * (period.last.year - whole.first.year) + period.last.month - whole.first.month + 1
    year = fiscal_year(whole.last)
    pattern = _NAMES[lang].get(months)
    if pattern is None:
        return None
    return pattern.format(year=year, short=f"{year % 100:02}", quarter=until // 3)


def short_name(period: Duration, year_end: date, lang: str, *, is_instant: bool) -> str:
    """What a chart calls a period on two lines at most: 1Q12, 1H12, FY12; a month or its end: Mar 2013.

    ``year_end`` is the last day of any fiscal year.
    """
    last = period.last
    if is_instant:
        return f"{last.year}年\n{last.month}月末" if lang == "ja" else f"{long_date(last)[:3]}\n{last.year}"
    months = 12 * (last.year - period.first.year) + last.month - period.first.month + 1
    until = (last.month - year_end.month) % 12 or 12
    year = fiscal_year(add_months(last, 12 - until))
    names = _SHORT[lang]
    if months == 1:
        return f"{last.year}年\n{last.month}月" if lang == "ja" else f"{long_date(last)[:3]}\n{last.year}"
    if months in names:
        return names[months].format(year=year, short=f"{year % 100:02}", quarter=until // 3)
    return f"{period.first:%Y-%m}\n{last:%Y-%m}"


def split_words(splits: Sequence[Split], lang: str) -> Mapping[str, str]:
    """What ``{split.effective}`` and ``{split.ratio}`` stand for: the latest stock split."""
    if not splits:
        return {}
    latest = max(splits, key=lambda split: split.effective)
    return {"split.effective": day_text(latest.effective, lang), "split.ratio": str(latest.ratio)}


def months_text(period: Duration, lang: str) -> str:
    """How long a period is: Six Months, Fiscal Year; 6か月, 通期."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if months == 1:
        return "1か月" if lang == "ja" else "Month"
    if months not in _COUNTS:
        return "通期" if lang == "ja" else "Fiscal Year"
    return f"{months}か月" if lang == "ja" else f"{_COUNTS[months]} Months"


def fill(template: str, calendar: Calendar, lang: str, words: Mapping[str, str] | None = None) -> str:
    """The text with its periods filled in.

    ``.first`` and ``.last`` are days; ``.fiscal`` names a year by its closing month (平成25年3月期; March 31, 2013) and
    ``.year_month`` does so without the era, as table rows do (25年3月期). ``.months`` says how long a period is (Six
    Months), ``.quarter`` in which quarter of its year it ends (2), and ``.name`` is what a release calls it (FY2012;
    2012年度). ``words`` gives further names their text.

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
            known_kinds = say("{kind} and .{kind2}", kind=listed(f".{one}" for one in _KINDS[:-1]), kind2=_KINDS[-1])
            raise ValueError(say("{match}: a period has {known_kinds}", match=match[0], known_kinds=known_kinds))
        if kind in ("first", "last") or (lang != "ja" and kind in ("fiscal", "year_month")):
            return day_text(period.first if kind == "first" else period.last, lang)
        if kind == "name":
            if known_as := called(name, calendar, lang):
                return known_as
            raise ValueError(say("{match}: a release has no name for {name}", match=match[0], name=name))
        if kind == "months":
            return months_text(period, lang)
        if kind == "quarter":
            return str(((period.last.month - calendar.year_end.month) % 12 or 12) // 3)
        month = era_date(period.last).partition("月")[0] + "月"
        return month + "期" if kind == "fiscal" else month[2:]

    return _PLACE.sub(text, template)
