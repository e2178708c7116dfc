"""The periods that the words around a figure name: which of them the figure has to fit, and which a candidate fits."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tanshin.report.aspect import Duration, Period
from tanshin.report.calendar import Calendar
from tanshin.report.said import Said, said_where
from tanshin.validate.quantity import Quantity, narrow
from tanshin.values.date import add_months

_MONTH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ?([0-9]{4})\b|([0-9]{4})年([0-9]{1,2})月末?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: JPY3,641 million for FY2011.
_ATTACHED = re.compile(r"[^0-9()（）。;]{0,12}?(?:\b(?:for|in|as of|at|during|of|on)\b[^0-9()（）]{0,14})?")
#: March 31, 2013: 207 contracts.
_ENTITLED = re.compile(r" ?[:：] ?\S{0,6}| +")
#: What a period is only compared with is not that of the figure.
_COMPARED = re.compile(r"(?:compared (?:to|with)|\bfrom|\bsince|\bthan|against|versus)[^.,()]{0,60}$", re.IGNORECASE)
_COMPARED_AFTER = re.compile(r"(?:末|現在)?(?:から(?!平成|[0-9])|に比|と比|比で|に対し|対比|より)")
#: Words for the year before, which name a period without its date; 前期比 only compares.
_BEFORE = re.compile(
    r"(?:前期|前年同期|前年度|前連結会計年度|前四半期連結累計期間)末?(?!比|に比|に対|と比|対比|より|から)"
    r"|\b(?:previous|prior|last) (?:fiscal )?year\b(?!-end)"
)
_AGO = re.compile(r"[^0-9.;]{0,12}\b(?:a year (?:earlier|before|ago)|in the (?:previous|prior) year)", re.IGNORECASE)

#: Groups of names, of each of which a figure has to fit one; and names it may fit where there are no groups.
Periods = tuple[tuple[tuple[Said, ...], ...], tuple[Said, ...]]


def periods_of(
    one: Quantity, text: str, around: tuple[int, int], between: tuple[int, int], calendar: Calendar
) -> Periods:
    """What a sentence says of the period of a figure.

    ``around`` is where the sentence starts and ends, ``between`` where the figure before this one ends and the next one
    starts.
    """
    plain = narrow(text)
    (start, end), (_, until) = around, between
    found = names_in(text, calendar)
    just = tuple(name for _, to, name in found if to <= one.start and _ENTITLED.fullmatch(plain[to : one.start]))
    if just:
        return (just,), ()
    found = tuple(each for each in found if not _COMPARED_AFTER.match(plain, each[1]))
    after = [(at, to, name) for at, to, name in found if one.end <= at < until]
    entitles = after and plain[after[0][1] :].lstrip()[:1] in (":", "：")
    if after and not entitles and _ATTACHED.fullmatch(plain[one.end : after[0][0]]):
        return (tuple(name for at, _, name in after if at == after[0][0]),), ()
    before = [(at, name) for at, _, name in found if start <= at < one.start]
    if any(not _COMPARED.search(plain[start:at]) for at, _ in before):
        return ((*(name for _, name in before), *(name for _, _, name in after)),), ()
    return (), tuple(name for at, _, name in found if start <= at < end)


def speaks_of_year_before(one: Quantity, text: str, between: tuple[int, int]) -> bool:
    """Whether words beside a figure say that it is of the year before, without naming it."""
    return bool(_BEFORE.search(text[between[0] : one.start]) or _AGO.match(text[one.end : between[1]]))


def names_in(text: str, calendar: Calendar) -> tuple[tuple[int, int, Said], ...]:
    """The periods that a text names, with where their words start and end; a month with its year means its end."""
    plain = narrow(text)
    found, left = said_where(plain, calendar)
    if len(left) != len(plain):
        found = ()
    months: list[tuple[int, int, Said]] = []
    for match in _MONTH.finditer(left):
        year, month = (
            int(match[2] or match[3]),
            _MONTHS.index(match[1].casefold()[:3]) + 1 if match[1] else int(match[4]),
        )
        if 1 <= month <= 12 and 1900 < year < 2200:
            last = add_months(date(year, month, 1), 1) - timedelta(days=1)
            months.append((match.start(), match.end(), Said(match[0], last, instant=True)))
    return tuple(sorted((*found, *months), key=lambda one: one[0]))


def named(text: str, calendar: Calendar) -> tuple[Said, ...]:
    """The periods that a text names."""
    return tuple(name for _, _, name in names_in(text, calendar))


def follows(name: Said, period: Period) -> bool:
    """Whether a period begins where a balance of the day named leaves off."""
    return isinstance(period, Duration) and name.last in (period.first, period.first - timedelta(days=1))


def is_quarter(name: Said) -> bool:
    """Whether words name three months."""
    return name.months == 3 or (name.first is not None and add_months(name.first, 3) - timedelta(days=1) == name.last)


def fits(name: Said, period: Period, since: Period | None, *, opens: bool = False) -> bool:
    """Whether words can mean a period, its end, or what an increase starts from; where it ``opens``, its start."""
    return any(_is_meant(name, one, opens) for one in (period, since) if one)


def _is_meant(name: Said, period: Period, opens: bool) -> bool:
    if isinstance(period, Duration):
        return name.fits(period) or (name.instant and name.last == period.last)
    if period.day in (name.last, name.last - timedelta(days=1)):
        return True
    first = (
        add_months(name.last, -name.months) if opens and name.months else name.first and name.first - timedelta(days=1)
    )
    return period.day == first
