"""Days and months in figures, and by the Japanese calendar (Transformation Registries 1 to 5).

In the templates of patterns ``<d>`` is a day, ``<m>`` a month and ``<y>`` a year. A year of one or two digits is of
this century.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_WIDE = {0xFF10 + digit: 48 + digit for digit in range(10)}
#: What the digits of Hindi are read as.
DEVANAGARI = {0x966 + digit: 48 + digit for digit in range(10)}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_OFFSETS = {**_ERAS, **{era[0]: offset for era, offset in _ERAS.items()}}

Rule = Callable[[str], str]


def rule_for(template: str, months: Mapping[str, int] | None = None, digits: Mapping[int, int] | None = None) -> Rule:
    """The rule of a pattern: a day, a month of a year, or a day of any year, by what the template has.

    ``months`` are the numbers of the names of months, by name; without them a month is a number. ``digits`` are read
    as others.
    """

    def read(text: str) -> str:
        match = compiled(template, tuple(months or ())).fullmatch(text.translate(digits) if digits else text)
        if match is None:
            raise ValueError(text)
        found = match.groupdict()
        month = months[found["m"]] if months else int(found["m"])
        day = int(found["d"]) if "d" in found else None
        return lexical(four_digits(found["y"]) if "y" in found else None, month, day)

    return read


@cache
def compiled(template: str, names: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern, made when it is first asked for: few documents use more than three."""
    # The longest name first, for one may begin like another.
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = template.replace("<m>", f"(?P<m>{words or '[0-9]{1,2}'})")
    pattern = pattern.replace("<d>", "(?P<d>[0-9]{1,2})").replace("<y>", "(?P<y>[0-9]{4}|[0-9]{1,2})")
    return re.compile(pattern.replace("<yy>", "(?P<y>[0-9]{4}|[0-9]{2})"))


def four_digits(year: str) -> int:
    """A year as it is meant: one or two digits are of this century."""
    return int(year) + (2000 if len(year) <= 2 else 0)


def lexical(year: int | None, month: int, day: int | None) -> str:
    """A day, a month of a year, or a day of any year, as XML Schema writes it.

    Raises:
        ValueError: there is no such day or month.
    """
    if year is not None and day is not None:
        return date(year, month, day).isoformat()
    if not 1 <= month <= 12:
        raise ValueError(month)
    if year is not None:
        return f"{year:04}-{month:02}"
    if day is None or not 1 <= day <= _DAYS[month - 1]:
        raise ValueError(day)
    return f"--{month:02}-{day:02}"


def era_day(text: str) -> str:
    """平成25年5月15日, 令和元年5月1日; the era may be its first letter, figures may be of full width."""
    match = _ERA_DAY.fullmatch(text.translate(_WIDE))
    if match is None:
        raise ValueError(text)
    return lexical(_era_year(match), int(match["m"]), int(match["d"]))


def era_month(text: str) -> str:
    """平成25年5月."""
    match = _ERA_MONTH.fullmatch(text.translate(_WIDE))
    if match is None:
        raise ValueError(text)
    return lexical(_era_year(match), int(match["m"]), None)


def _era_year(match: re.Match[str]) -> int:
    return _OFFSETS[match["era"]] + (1 if match["year"] == "元" else int(match["year"]))


_ERA = rf"\s*(?P<era>{'|'.join(_OFFSETS)})\s*(?P<year>[0-9]{{1,2}}|元)\s*年\s*(?P<m>[0-9]{{1,2}})\s*月\s*"
_ERA_MONTH = re.compile(_ERA)
_ERA_DAY = re.compile(rf"{_ERA}(?P<d>[0-9]{{1,2}})\s*日\s*")

DAY_MONTH = rule_for("<d>[^0-9]+<m>")
MONTH_DAY = rule_for("<m>[^0-9]+<d>[A-Za-z]*")
DAY_MONTH_YEAR = rule_for("<d>[^0-9]+<m>[^0-9]+<y>")
DAY_MONTH_YEAR_ANY = rule_for("<d>[^0-9]+<m>[^0-9]+<y>", digits=DEVANAGARI)
MONTH_DAY_YEAR = rule_for("<m>[^0-9]+<d>[^0-9]+<y>")
MONTH_YEAR = rule_for("<m>[^0-9]+<y>")
MONTH_YEAR_ANY = rule_for("<m>[^0-9]+<y>", digits=DEVANAGARI)
YEAR_MONTH = rule_for("<y>[^0-9]+<m>[^0-9]*", digits=_WIDE)
YEAR_MONTH_DAY = rule_for("<y>[^0-9]+<m>[^0-9]+<d>[^0-9]*", digits=_WIDE)
YEAR_MONTH_CJK = rule_for(r"\s*<y>\s*年\s*<m>\s*月\s*", digits=_WIDE)
YEAR_MONTH_DAY_CJK = rule_for(r"\s*<y>\s*年\s*<m>\s*月\s*<d>\s*日\s*", digits=_WIDE)

_LONG = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTHS = {name: month for month, name in enumerate(_LONG, 1)}
_SHORT = {name[:3]: month for name, month in _MONTHS.items()}

#: Days and months of the first registry: separated in one way each, years of two or four digits.
FIRST: Mapping[str, Rule] = {
    "dateslashus": rule_for("<m>/<d>/<yy>"),
    "dateslasheu": rule_for("<d>/<m>/<yy>"),
    "datedotus": rule_for(r"<m>\.<d>\.<yy>"),
    "datedoteu": rule_for(r"<d>\.<m>\.<yy>"),
    "datelongus": rule_for("<m> <d>, <yy>", _MONTHS),
    "dateshortus": rule_for("<m> <d>, <yy>", _SHORT),
    "datelonguk": rule_for("<d> <m> <yy>", _MONTHS),
    "dateshortuk": rule_for("<d> <m> <yy>", _SHORT),
    "datelongdaymonthuk": rule_for("<d> <m>", _MONTHS),
    "dateshortdaymonthuk": rule_for("<d> <m>", _SHORT),
    "datelongmonthdayus": rule_for("<m> <d>", _MONTHS),
    "dateshortmonthdayus": rule_for("<m> <d>[A-Za-z]{0,2}", _SHORT),
    "dateslashdaymontheu": rule_for("<d>/<m>"),
    "dateslashmonthdayus": rule_for("<m>/<d>"),
    "datelongyearmonth": rule_for("<yy> <m>", _MONTHS),
    "dateshortyearmonth": rule_for("<yy> <m>", _SHORT),
    "datelongmonthyear": rule_for("<m> <yy>", _MONTHS),
    "dateshortmonthyear": rule_for("<m> <yy>", _SHORT),
}
