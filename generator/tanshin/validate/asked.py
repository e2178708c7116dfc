"""What a person asks about: a concept by any of its names, or a figure in any scale -> the facts that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from msgspec import Struct

from tanshin.derive.rounding import rounded
from tanshin.report.aspect import PURE
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.number import NumberError, parse_number
from tanshin.values.rounding import Rounding, scaled
from tanshin.values.text import caption_key

#: The words behind a figure, and the power of ten they stand for.
_UNITS = {
    "%": -2,
    "％": -2,
    "percent": -2,
    "points": -2,
    "yen": 0,
    "円": 0,
    "thousand": 3,
    "千円": 3,
    "million": 6,
    "百万円": 6,
    "億円": 8,
    "billion": 9,
}
_POWERS = (0, 3, 6, 8, 9)
_WORDED = re.compile(r"(?:JPY|USD|US\$|\$|¥|￥)?\s*(?P<figure>[^A-Za-z$¥￥%％円千百億]+)\s*(?P<unit>\S*)")

#: So many digits make a figure worth looking for where it is not printed as it is asked.
_DIGITS = 3


class Wanted(Struct, frozen=True):
    """A figure that is asked about: its digits, the places behind the point, the power of ten where words say it."""

    value: Decimal
    places: int
    power: int | None
    signed: bool

    def powers(self, key: Key) -> Iterable[int]:
        """The powers of ten it may stand for, of a fact's unit."""
        own = (-2, 0) if key.unit == PURE else _POWERS
        return own if self.power is None else (self.power,)

    def is_value(self, value: Decimal, key: Key) -> bool:
        """Whether it is the value, in some scale."""
        return any(self._same(value, scaled(self.value, power)) for power in self.powers(key))

    def is_rounded(self, value: Decimal, key: Key) -> bool:
        """Whether the value rounds to it, in some scale."""
        return any(
            self._same(rounded(Fraction(value), self.places - power, Rounding.HALF_UP), scaled(self.value, power))
            for power in self.powers(key)
        )

    def _same(self, value: Decimal, wanted: Decimal) -> bool:
        return value == wanted if self.signed else value.copy_abs() == wanted.copy_abs()


def wanted(text: str) -> Wanted | None:
    """The figure that a text asks about, if it is one: ``106,248``, ``2.9%``, ``JPY106.2 billion``, ``△123``."""
    found = _WORDED.fullmatch(text.strip())
    if found is None or (found["unit"] and found["unit"].casefold() not in _UNITS):
        return None
    try:
        number = parse_number(found["figure"].strip())
    except NumberError:
        return None
    if number.value is None:
        return None
    return Wanted(number.value, number.places, _UNITS.get(found["unit"].casefold()), number.value < 0)


def select(filing: Filing, asked: str) -> tuple[Fact, ...]:
    """The facts that are meant, in the order of the report.

    A name is that of a concept, with its prefix or without, any of its labels, or a caption of a row; a figure is what
    is printed so, else what is so in another scale, else what rounds to it.

    Raises:
        InputError: nothing has that name, or no figure is that one (TNS022).
    """
    figure = wanted(asked)
    keys = set(_by_figure(filing, figure)) if figure else _by_name(filing, asked)
    facts = tuple(fact for fact in filing.report if fact.key in keys)
    if facts:
        return facts
    if figure:
        raise _unknown(say("{filing} has no figure {asked}, in no scale", filing=filing.name, asked=asked))
    raise _unknown(_no_name(filing, asked))


def _by_figure(filing: Filing, figure: Wanted) -> Iterator[Key]:
    prints = [one for one in filing.prints if one.value is not None]
    facts = [(fact.key, fact.value) for fact in filing.report if isinstance(fact.value, Decimal)]
    found = [
        one.key for one in prints if one.value is not None and _is_printed(figure, one.value, one.decimals, one.key)
    ]
    found = found or [one.key for one in prints if one.value is not None and figure.is_value(one.value, one.key)]
    found = found or [key for key, value in facts if figure.is_value(value, key)]
    if not found and len(figure.value.as_tuple().digits) >= _DIGITS:
        found = [key for key, value in facts if figure.is_rounded(value, key)]
    yield from found


def _is_printed(figure: Wanted, value: Decimal, decimals: int | None, key: Key) -> bool:
    """Whether a figure is printed just so: the same digits, as many of them."""
    return any(
        decimals == figure.places - power
        and Wanted(figure.value, figure.places, power, figure.signed).is_value(value, key)
        for power in figure.powers(key)
    )


def _by_name(filing: Filing, asked: str) -> set[Key]:
    concepts = filing.dts.concepts
    named = {name for name in filing.report.by_concept if asked in (str(name), name.local)}
    wanted_key = caption_key(asked)
    if not named:
        named = {
            name
            for name in filing.report.by_concept
            if name in concepts and any(caption_key(label.text) == wanted_key for label in concepts[name].labels)
        }
    rows = {one.key for one in filing.prints if caption_key(_caption(one.row)) == wanted_key}
    return rows | {fact.key for name in named for fact in filing.report.by_concept[name]}


def _caption(row: str) -> str:
    """A caption without what tells its second appearance from its first."""
    head, mark, number = row.rpartition("#")
    return head if mark and number.isdigit() else row


def _no_name(filing: Filing, asked: str) -> str:
    concepts = filing.dts.concepts
    known: dict[str, str] = {}
    for name in filing.report.by_concept:
        known.setdefault(caption_key(name.local), name.local)
        for label in concepts[name].labels if name in concepts else ():
            known.setdefault(caption_key(label.text), label.text)
    for one in filing.prints:
        known.setdefault(caption_key(_caption(one.row)), _caption(one.row))
    near = get_close_matches(caption_key(asked.rpartition(":")[2]), sorted(known), n=3)
    if not near:
        return say("{filing} reports nothing called {asked}", filing=filing.name, asked=asked)
    return say(
        "{filing} reports nothing called {asked}; near: {near}",
        filing=filing.name,
        asked=asked,
        near=", ".join(known[one] for one in near),
    )


def filtered(
    facts: Iterable[Fact], filing: Filing, period: str | None = None, unit: str | None = None, member: str | None = None
) -> tuple[Fact, ...]:
    """The facts of a period (``2013-03-31``, ``2012-04-01/2013-03-31``, ``CurrentYear``), a unit and a member.

    Raises:
        InputError: there is none, and which there are (TNS022).
    """
    found = tuple(facts)
    kept = tuple(
        fact
        for fact in found
        if (period is None or _is_of(fact, filing, period))
        and (unit is None or str(fact.key.unit).casefold() == unit.casefold())
        and (member is None or any(member in (one.local, str(one)) for _, one in fact.key.dimensions))
    )
    if not kept:
        raise _unknown(
            say("none of these is asked for: {facts}", facts="; ".join(dict.fromkeys(str(fact.key) for fact in found)))
        )
    return kept


def _is_of(fact: Fact, filing: Filing, period: str) -> bool:
    if str(fact.key.period) == period:
        return True
    try:
        named = filing.calendar.period(period)
    except ValueError:
        return False
    return fact.key.period in (named, named.closing)


def _unknown(message: str) -> InputError:
    return InputError(Finding("TNS022", Severity.ERROR, message))
