"""What stands around a figure in its cell: a plus sign, a currency, a per-cent sign, the thing counted."""

from __future__ import annotations

import re

from msgspec import Struct

from tanshin.report.aspect import PURE, SHARES, Unit
from tanshin.values.message import say
from tanshin.values.number import NumberError

# What is taken stays taken (``*+``): a cell full of spaces would be tried in every way to divide them.
_AFFIXED = re.compile(
    r"([+\uff0b])?([(\uff08\u25b3\u25b2-]?)\s*+(US\$|[A-Za-z]++|[$\xa5\uffe5])?\s*+"
    r"([(\uff08]?)\s*+([0-9\uff10-\uff19][0-9\uff10-\uff19.,\uff0c\uff0e]*+)\s*+([)\uff09]?)\s*+"
    r"([%\uff05]|[A-Za-z]++|[\u5186\u682a])?\s*+([)\uff09]?)"
)

#: Other words for units, as tables print them.
_WORDS = {
    "\xa5": "jpy",
    "\uffe5": "jpy",
    "\u5186": "jpy",
    "$": "usd",
    "us$": "usd",
    "\u682a": "shares",
    "%": "pure",
    "\uff05": "pure",
}
_UNITS = frozenset((*_WORDS, "jpy", "usd", "shares", "gbps"))


def bare_text(text: str) -> str:
    """The figure of a cell alone, whatever unit stands around it; text of another shape as it is."""
    match = _AFFIXED.fullmatch(text.strip())
    if match is None or any(word and word.casefold() not in _UNITS for word in (match[3], match[7])):
        return text
    return f"{match[2]}{match[4]}{match[5]}{match[6]}{match[8]}"


class Bare(Struct, frozen=True):
    """The text of a cell without what stood around the figure."""

    text: str
    plus: bool = False
    worded: bool = False


def without_affixes(text: str, unit: Unit) -> Bare:
    """The figure alone; text of another shape comes back as it is.

    Raises:
        NumberError: the cell names another unit than that of the figure.
    """
    match = _AFFIXED.fullmatch(text.strip())
    if match is None:
        return Bare(text)
    plus, sign, before, opening, digits, inner, after, outer = match.groups()
    for word in (before, after):
        if word and not _is_of(word, unit):
            raise NumberError(
                say(
                    "`{word}` in `{text}` is not the unit of this figure ({unit})",
                    word=word,
                    text=text,
                    unit=_called(unit),
                )
            )
    return Bare(f"{sign}{opening}{digits}{inner}{outer}", bool(plus), bool(before or after))


def _is_of(word: str, unit: Unit) -> bool:
    plain = _WORDS.get(word.casefold(), word.casefold())
    return plain in {measure.local.casefold() for measure in unit.numerators}


def _called(unit: Unit) -> str:
    """What a message calls a unit."""
    return {PURE: say("a ratio or percentage"), SHARES: "shares"}.get(unit, str(unit))
