"""Which period a release reports: what its headings say has ended, last and longest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tanshin.read.release_text.printed import PrintedTable
from tanshin.report.calendar import Calendar
from tanshin.report.draft import Draft
from tanshin.report.said import said
from tanshin.values.date import add_months, parse_day

#: Names such as FY2012 need a calendar; what is looked for here names its days.
_ANY = Calendar(date(2000, 3, 31))
_YEAR, _QUARTERS = 12, (3, 6, 9, 12)
_JAPANESE = re.compile(
    r"(?P<year>(?:令和|平成|昭和)(?:[0-9]{1,2}|元)|[0-9]{4})年(?P<month>[0-9]{1,2})月期"
    r"(?: ?第(?P<quarter>[1-4１-４一二三四])四半期)?"
)
_DIGITS = str.maketrans("一二三四１２３４", "12341234")


def calendar_of(draft: Draft, tables: tuple[PrintedTable, ...]) -> Calendar | None:
    """The calendar of a release; ``None`` where its headings do not say what it reports."""
    texts = [text.text for text in draft.texts()]
    heads = [head for table in tables for column in table.heads for head in column]
    spans = Counter(_spans([*texts, *heads, *(title for table in tables for title in table.fresh)]))
    if spans:
        last = max(last for last, _ in spans)
        months = max(length for end, length in spans if end == last)
        return Calendar(add_months(last, _YEAR - months), months // 3)
    return next((found for text in texts if (found := _in_japanese(text))), None)


def _spans(texts: list[str]) -> Iterator[tuple[date, int]]:
    """The last day and the months of every period that is said to have ended."""
    for text in texts:
        for one in said(text, _ANY):
            if one.tense == "ended" and one.months in _QUARTERS and _is_month_end(one.last):
                yield one.last, one.months or 0


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _in_japanese(text: str) -> Calendar | None:
    match = _JAPANESE.search(text)
    if match is None:
        return None
    try:
        first = parse_day(f"{match['year']}年{match['month']}月1日")
    except ValueError:
        return None
    quarter = int((match["quarter"] or "4").translate(_DIGITS))
    return Calendar(add_months(first, 1) - timedelta(days=1), quarter)
