"""Figures and days as the eye reads them on a page; nothing here is shared with what prints them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

_WIDE = {ord("\uff10") + n: ord("0") + n for n in range(10)} | {ord("\uff0c"): ord(","), ord("\uff0e"): ord(".")}
_FIGURE = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_TRIANGLES = ("△", "▲")
_DASHES = ("-", "\u2212", "\uff0d")  # hyphen-minus, minus sign, full-width hyphen-minus
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_DIGITS = tuple("0123456789")
_NIL = frozenset("-‐–—―−－")
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_DAY = re.compile(rf"({'|'.join(_ERAS)})([0-9]{{1,2}}|元)年([0-9]{{1,2}})月([0-9]{{1,2}})日")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LONG_DAY = re.compile(rf"({'|'.join(_MONTHS)}) ([0-9]{{1,2}}), ([0-9]{{4}})", re.IGNORECASE)

#: Words of scale, behind a figure or over a column, with their power of ten; the longest first.
_SCALES = (
    *(("百万", 6), ("十億", 9), ("億", 8), ("千", 3)),
    *(("billion", 9), ("million", 6), ("thousand", 3)),
)
_PERCENT = ("%", "％", "ポイント", "points")


class Figure(Struct, frozen=True):
    """A figure as it stands: ``value`` without sign, the places after the point, whether signs make it negative."""

    value: Decimal
    places: int
    negative: bool


def plain_digits(text: str) -> str:
    """The text with full-width digits, commas and points as ordinary ones; as long as before."""
    return text.translate(_WIDE)


def magnitude(text: str) -> Decimal | None:
    """The number that a text is, without sign; ``None`` where it is none, or is badly grouped."""
    found = plain_digits(text.strip())
    return Decimal(found.replace(",", "")) if _FIGURE.fullmatch(found) else None


@lru_cache(maxsize=1 << 16)  # both languages of a table show the same, and several rules look at it
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure in a text, in order."""
    plain = plain_digits(text)
    return tuple(
        Figure(
            Decimal(match[0].replace(",", "")),
            len(match[0].partition(".")[2]),
            is_negative(plain[: match.start()], plain[match.end() :]),
        )
        for match in _FIGURE.finditer(plain)
    )


def is_negative(before: str, after: str) -> bool:
    """Whether the signs around a figure make it negative.

    A triangle or a minus stands before it, or parentheses close around it and its unit.
    """
    before, after = before.rstrip(), after.lstrip()
    if before.endswith(_TRIANGLES):
        return True
    if before.endswith(_DASHES):
        return not before[:-1].endswith(_DIGITS)  # in 2012-13 the dash is none
    return before.endswith(_OPENING) and after.lstrip("%％ ").startswith(_CLOSING)


def is_nil(text: str) -> bool:
    """Whether a text says that there is nothing."""
    return text.strip() in _NIL


def scale_of_words(words: str) -> int | None:
    """The power of ten that the words over a column tell; ``None`` where none of them is of scale."""
    told = words.lower()
    return next((scale for word, scale in _SCALES if word in told), None)


def scale_after(text: str) -> int | None:
    """The power of ten of a figure by what follows it in a sentence: per cent, points, million, 百万円."""
    after = text.lstrip()
    if after.startswith(_PERCENT):
        return -2
    return next((scale for word, scale in _SCALES if after.startswith(word)), None)


def day_of(text: str) -> date | None:
    """The day that a text is, in Japanese or in English."""
    told = plain_digits(text.strip())
    if match := _ERA_DAY.fullmatch(told):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return _day(year, int(match[3]), int(match[4]))
    if match := _LONG_DAY.fullmatch(told):
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.lower() == match[1].lower())
        return _day(int(match[3]), month, int(match[2]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
