"""Texts that name periods: ``{CurrentYear.last}`` and its like, filled in for a filing and a language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.report.issuer import Split
from tanshin.values.date import era_date, long_date

_PLACE = re.compile(r"\{([^{}]*)\}")
_KINDS = ("first", "last", "fiscal", "year_month", "months", "quarter")
_COUNTS = {3: "Three", 6: "Six", 9: "Nine"}


def day_text(day: date, lang: str) -> str:
    """A day as the forms print it: 平成25年5月15日, or May 15, 2013."""
    return era_date(day) if lang == "ja" else long_date(day)


def split_words(splits: Sequence[Split], lang: str) -> Mapping[str, str]:
    """What ``{split.effective}`` and ``{split.ratio}`` stand for: the latest stock split."""
    if not splits:
        return {}
    latest = max(splits, key=lambda split: split.effective)
    return {"split.effective": day_text(latest.effective, lang), "split.ratio": str(latest.ratio)}


def months_text(period: Duration, lang: str) -> str:
    """How long a period is: Six Months, Fiscal Year; 6か月, 通期."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if months not in _COUNTS:
        return "通期" if lang == "ja" else "Fiscal Year"
    return f"{months}か月" if lang == "ja" else f"{_COUNTS[months]} Months"


def fill(template: str, calendar: Calendar, lang: str, words: Mapping[str, str] | None = None) -> str:
    """The text with its periods filled in.

    ``.first`` and ``.last`` are days; ``.fiscal`` names a year by its closing month (平成25年3月期; March 31, 2013) and
    ``.year_month`` does so without the era, as table rows do (25年3月期). ``.months`` says how long a period is (Six
    Months) and ``.quarter`` in which quarter of its year it ends (2). ``words`` gives further names their text.

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
            known_kinds = f"{', '.join(f'.{one}' for one in _KINDS[:-1])} and .{_KINDS[-1]}"
            raise ValueError(f"{match[0]}: a period has {known_kinds}")
        if kind == "first":
            return day_text(period.first, lang)
        if kind == "months":
            return months_text(period, lang)
        if kind == "quarter":
            return str(((period.last.month - calendar.year_end.month) % 12 or 12) // 3)
        if kind == "last" or lang != "ja":
            return day_text(period.last, lang)
        month = era_date(period.last).partition("月")[0] + "月"
        return month + "期" if kind == "fiscal" else month[2:]

    return _PLACE.sub(text, template)
