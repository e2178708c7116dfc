"""What words say of periods: ``Six Months Ended September 30, 2012``, ``As of March 31, 2013``, ``FY2012``, 4Q12."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.values.date import FIRST_YEAR, LAST_YEAR, add_months, era_date, fiscal_year, fiscal_year_start, parse_day

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = rf"(?:{_MONTH}) [0-9]{{1,2}}(?:, ?[0-9]{{4}})?"
_LENGTHS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_RANGE = re.compile(rf"({_DAY}) (?:to|through|until|-) ({_DAY})", re.IGNORECASE)
_SPAN = re.compile(
    r"(?P<length>(?P<count>three|six|nine|twelve|3|6|9|12)[ -]months?|(?:fiscal |full )?years?|interim periods?"
    rf"|quarters?)(?: period)?(?: (?P<tense>ended|ending))? (?P<days>{_DAY}(?:(?:,| and|, and)(?: the)? {_DAY})*)",
    re.IGNORECASE,
)
_POINT = re.compile(rf"\b(?:as of|as at|at) (?P<days>{_DAY}(?:(?:,| and|, and) {_DAY})*)", re.IGNORECASE)
_BARE = re.compile(_DAY, re.IGNORECASE)
_ISO = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_QUARTER = re.compile(r"\b(?P<quarter>[1-4])(?:st|nd|rd|th) quarter (?:of )?fy ?(?P<year>[0-9]{4})\b", re.IGNORECASE)
_ANNOUNCED = re.compile(rf"announced on {_DAY}", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:(?P<part>full|1h|9m|[1-4]q) ?)?fy ?(?P<year>[0-9]{4}|[0-9]{2})\b|\b(?P<short>1h|[1-4]q)(?P<of>[0-9]{2})\b",
    re.IGNORECASE,
)
_IN_JAPANESE = r"(?:(?:令和|平成|昭和)(?:[0-9]{1,2}|元)|[0-9]{4})年[0-9]{1,2}月[0-9]{1,2}日"
_JAPANESE_DAY = re.compile(_IN_JAPANESE)
_JAPANESE_RANGE = re.compile(rf"({_IN_JAPANESE}) ?(?:~|～|〜|から|至) ?({_IN_JAPANESE})")
_JAPANESE_NAME = re.compile(
    r"(?P<year>[0-9]{4})年度"
    r"(?: ?(?:第(?P<quarter>[1-4])四半期(?P<sum>累計)?|(?P<short>[1-4])Q|(?P<half>上半期|上期))|(?P<full>通期)?)"
)

_JAPANESE_YEAR = re.compile(
    r"(?P<era>令和|平成|昭和)?(?P<year>[0-9]{2,4}|元)年(?P<month>[0-9]{1,2})月期(?: ?第(?P<quarter>[1-4])四半期)?"
)

_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_IN_WORDS = re.compile("第([一二三四])四半期")

_PARTS = {"full": 12, "1h": 6, "9m": 9}

Tense = Literal["ended", "ending"]
_TENSES: Mapping[str, Tense] = {"ended": "ended", "ending": "ending"}


class Said(Struct, frozen=True):
    """A period as words name it: its last day, and its first day or length in months where they say so.

    ``instant`` tells that the words speak of the day alone, ``tense`` whether they say it is over.
    """

    text: str
    last: date
    first: date | None = None
    months: int | None = None
    tense: Tense | None = None
    instant: bool = False

    def fits(self, period: Duration) -> bool:
        """Whether the words can mean this period, or the end of it."""
        return (
            self.last == period.last
            and self.first in (None, period.first)
            and (self.months is None or self.months == months_of(period))
        )


def months_of(period: Duration) -> int:
    """How many months a period has, those that have begun counted as whole."""
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def said(text: str, calendar: Calendar) -> tuple[Said, ...]:
    """Every period that a text in English or Japanese names, in its order; the calendar says when a year ends.

    A month alone, a quarter without its year and the like name none.
    """
    return said_and_left(text, calendar)[0]


def said_and_left(text: str, calendar: Calendar) -> tuple[tuple[Said, ...], str]:
    """Every period that a text names, and the text with a mark for each letter that names them."""
    found, left = said_where(text, calendar)
    return tuple(one for _, _, one in found), left


@lru_cache(maxsize=4096)
def said_where(text: str, calendar: Calendar) -> tuple[tuple[tuple[int, int, Said], ...], str]:
    """The same with where the words start and end; they do so in the text itself where its spaces are single."""
    plain = _IN_WORDS.sub(lambda found: f"第{_DIGITS[found[1]]}四半期", " ".join(text.split()))
    found: list[tuple[int, int, Said]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(plain):
            found += ((match.start(), match.end(), one) for one in read(match, calendar))
            # What one pattern has read the next ones must not read again.
            plain = f"{plain[: match.start()]}{'~' * len(match[0])}{plain[match.end() :]}"
    return tuple(sorted(found, key=lambda one: one[0])), plain


def _range(match: re.Match[str], _: Calendar) -> Iterator[Said]:
    last = _day(match[2])
    first = _day(match[1]) or _day(f"{match[1]}, {last.year if last else 0}")
    if first and last:
        yield Said(match[0], last, first)


def _span(match: re.Match[str], _: Calendar) -> Iterator[Said]:
    length, count = match["length"].casefold(), (match["count"] or "").casefold()
    months = _LENGTHS[count] if count else 12 if "year" in length else 6 if "interim" in length else 3
    tense = _TENSES.get((match["tense"] or "").casefold())
    words = match[0][: match.start("days") - match.start()]
    for day in _BARE.findall(match["days"]):
        if last := _day(day):
            yield Said(f"{words}{day}", last, months=months, tense=tense)


def _point(match: re.Match[str], _: Calendar) -> Iterator[Said]:
    for day in _BARE.findall(match["days"]):
        if last := _day(day):
            yield Said(f"as of {day}", last, instant=True)


def _plain(match: re.Match[str], _: Calendar) -> Iterator[Said]:
    if last := _day(match[0]):
        yield Said(match[0], last)


def _name(match: re.Match[str], calendar: Calendar) -> Iterator[Said]:
    year = int(match["year"] or match["of"])
    year += calendar.year_end.year // 100 * 100 if year < 100 else 0
    part = (match["part"] or match["short"] or "full").casefold()
    until = _PARTS.get(part) or 3 * int(part[0])
    yield from _of_year(match[0], year, until, part.endswith("q"), calendar)


def _quarter(match: re.Match[str], calendar: Calendar) -> Iterator[Said]:
    yield from _of_year(match[0], int(match["year"]), 3 * int(match["quarter"]), is_quarter=True, calendar=calendar)


def _announced(_: re.Match[str], __: Calendar) -> Iterator[Said]:
    """The day on which something was said is no period of what is said."""
    yield from ()


def _japanese_name(match: re.Match[str], calendar: Calendar) -> Iterator[Said]:
    number = match["quarter"] or match["short"]
    until = 3 * int(number) if number else 6 if match["half"] else 12
    quarter = bool(number and not match["sum"])
    yield from _of_year(match[0], int(match["year"]), until, quarter, calendar)


def _japanese_year(match: re.Match[str], calendar: Calendar) -> Iterator[Said]:
    """平成25年3月期, and without the era in rows of a form, where it is that of the filing."""
    year = match["year"]
    era = match["era"] or ("" if len(year) == 4 else era_date(calendar.year_end)[:2])
    if first := _day(f"{era}{year}年{match['month']}月1日"):
        last = add_months(first, 1) - timedelta(days=1)
        if match["quarter"]:
            last = add_months(last, 3 * int(match["quarter"]) - 12)
        yield Said(match[0], last)


def _of_year(text: str, year: int, until: int, is_quarter: bool, calendar: Calendar) -> Iterator[Said]:
    """The first months of a fiscal year, or the quarter that ends with them."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return
    end = add_months(calendar.year_end, 12 * (year - fiscal_year(calendar.year_end)))
    last = add_months(end, until - 12)
    first = fiscal_year_start(add_months(last, 9)) if is_quarter else fiscal_year_start(end)
    yield Said(text, last, first)


def _day(text: str) -> date | None:
    try:
        day = parse_day(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


_READERS = (
    (_ANNOUNCED, _announced),
    (_QUARTER, _quarter),
    (_RANGE, _range),
    (_SPAN, _span),
    (_POINT, _point),
    (_NAME, _name),
    (_BARE, _plain),
    (_ISO, _plain),
    (_JAPANESE_RANGE, _range),
    (_JAPANESE_DAY, _plain),
    (_JAPANESE_NAME, _japanese_name),
    (_JAPANESE_YEAR, _japanese_year),
)
