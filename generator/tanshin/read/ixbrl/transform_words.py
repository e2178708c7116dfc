"""Numbers, durations and ticks in words (the SEC's transformation registry of 2015-08-31, as far as it is of use)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Rule = Callable[[str], str]

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: number for number, word in enumerate(_SMALL)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_POWERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NOTHING = frozenset(("no", "none", "nil", "zero"))
_WORD = re.compile("[a-z]+")
_DASHES = re.compile("[-\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d]")
_TICKS = {"\u2610": "false", "\u2611": "true", "\u2612": "true"}
_WHOLE = re.compile(r"[+-]?[0-9]+")
_SPAN = re.compile(r"(?P<number>.+?) (?P<unit>year|month|week|day)s?")
_PARTS = re.compile(r", and | and |, ")


def number_of_words(text: str) -> str:
    """*Twenty-one thousand and five* is 21005, *no* and *none* are 0.

    Raises:
        ValueError: the text is no number in words.
    """
    said = _DASHES.sub(" ", text.lower()).replace(",", " ").strip()
    if said in _NOTHING:
        return "0"
    words = [word for word in said.split() if word not in ("and", "a")]
    if not words or not all(_WORD.fullmatch(word) for word in words):
        raise ValueError(text)
    return str(_sum(words, text))


def _sum(words: list[str], text: str) -> int:
    """Hundreds and what is below are gathered until a power of a thousand takes them."""
    total = group = last = 0
    highest = 10**15
    for word in words:
        if word in _POWERS:
            if not group or _POWERS[word] >= highest:
                raise ValueError(text)
            highest = _POWERS[word]
            total, group, last = total + group * highest, 0, 0
        elif word == "hundred":
            if not 1 <= group <= 99:
                raise ValueError(text)
            group, last = group * 100, 100
        elif (number := _UNITS.get(word)) and _follows(number, group, last):
            group, last = group + number, number
        else:
            raise ValueError(text)
    return total + group


def _follows(number: int, group: int, last: int) -> bool:
    """Whether a number may be said after what was said: a unit after tens, and both after hundreds."""
    if not group or last == 100:
        return True
    return 20 <= last <= 90 and number <= 9


def duration_of_words(text: str) -> str:
    """*Five years, two months* is P5Y2M; numbers are words or figures.

    Raises:
        ValueError: the text is no duration.
    """
    said = text.lower().strip()
    if said in _NOTHING:
        return "P0D"
    found: dict[str, int] = {}
    order = ["year", "month", "week", "day"]
    for part in _PARTS.split(said.replace("-", " ")):
        match = _SPAN.fullmatch(part)
        if match is None or any(order.index(match["unit"]) <= order.index(unit) for unit in found):
            raise ValueError(text)
        number = match["number"]
        found[match["unit"]] = int(number) if number.isdecimal() else int(number_of_words(number))
    days = found.get("day", 0) + 7 * found.get("week", 0)
    parts = ((found.get("year"), "Y"), (found.get("month"), "M"), (days if {"day", "week"} & set(found) else None, "D"))
    return "P" + "".join(f"{number}{letter}" for number, letter in parts if number is not None)


def _duration(letter: str, times: int = 1, time: str = "") -> Rule:
    """A whole number of a unit; parts of one are left to people, for months differ."""

    def read(text: str) -> str:
        if not _WHOLE.fullmatch(text):
            raise ValueError(text)
        number = int(text) * times
        return f"{'-' if number < 0 else ''}P{time}{abs(number)}{letter}"

    return read


def tick(text: str) -> str:
    """A ballot box, ticked or not."""
    if text not in _TICKS:
        raise ValueError(text)
    return _TICKS[text]


SEC: Mapping[str, Rule] = {
    "boolballotbox": tick,
    "durday": _duration("D"),
    "durhour": _duration("H", time="T"),
    "durmonth": _duration("M"),
    "durweek": _duration("D", times=7),
    "durwordsen": duration_of_words,
    "duryear": _duration("Y"),
    "numwordsen": number_of_words,
}
