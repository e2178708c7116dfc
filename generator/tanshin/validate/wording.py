"""How facts and arithmetic read in a message: in the scale they are printed in, so that a person can follow with a pen.

Only plain ASCII signs are used: a console on Japanese Windows cannot show every dash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.report.aspect import Instant
from tanshin.report.fact import Fact, Key
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import VERBOSE
from tanshin.values.number import format_number
from tanshin.values.qname import QName

_WORDS = {3: "thousands of ", 6: "millions of ", 9: "billions of "}


class Scale(Struct, frozen=True):
    """How figures are written: divided by ten to the ``power``, with at least ``places`` after the point."""

    power: int = 0
    places: int = 0

    def show(self, value: Decimal) -> str:
        """A figure as accounts print it, negative in parentheses."""
        text = self._digits(value)
        return f"({text})" if value < 0 else text

    def apart(self, difference: Decimal) -> str:
        """How far a figure is from what it should be: ``1 more``, ``45 less``."""
        return f"{self._digits(difference)} {'more' if difference > 0 else 'less'}"

    def add(self, terms: Sequence[tuple[Decimal, Decimal]]) -> str:
        """Values and weights as a sum: ``1,200 - 34 + 5``."""
        text = ""
        for value, weight in terms:
            minus = (value < 0) != (weight < 0) and value != 0
            factor = "" if abs(weight) == 1 else f"{abs(weight)} x "
            sign = (" - " if minus else " + ") if text else ("-" if minus else "")
            text += f"{sign}{factor}{self._digits(value)}"
        return text

    def _digits(self, value: Decimal) -> str:
        scaled = value.copy_abs().scaleb(-self.power)
        exponent = scaled.normalize().as_tuple().exponent
        assert isinstance(exponent, int)  # a figure is finite
        return format_number(scaled, max(self.places, -exponent))


def scale_of(facts: Iterable[Fact]) -> Scale:
    """The coarsest scale in which all these figures are written as they are printed."""
    known = [fact.decimals or 0 for fact in facts if fact.value is not None]
    finest = max(known, default=0)
    return Scale(max(-finest, 0) // 3 * 3, max(finest, 0))


def unit_words(fact: Fact, scale: Scale) -> str:
    """`` (thousands of JPY)``, `` (JPY/shares)``; empty where there is no unit to speak of."""
    unit = str(fact.key.unit) if fact.key.unit else ""
    return "" if unit in ("", "pure") else f" ({_WORDS.get(scale.power, '')}{unit})"


def name(concept: QName, dts: Dts) -> str:
    """A concept as a message names it: its verbose or standard label in English, which no other has (TNS802)."""
    found = dts.concepts.get(concept)
    return found.label("en", VERBOSE) if found else concept.local


def where(key: Key, dts: Dts) -> str:
    """The place of a fact: ``at 2013-03-31, Retained earnings [Member]``."""
    return ", ".join([when(key), *(name(member, dts) for _, member in key.dimensions)])


def when(key: Key) -> str:
    """``at 2013-03-31``, ``for 2012-04-01/2013-03-31``."""
    return f"at {key.period}" if isinstance(key.period, Instant) else f"for {key.period}"


def counted(number: int, noun: str) -> str:
    """``1 figure``, ``5 figures``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def titled(fact: Fact, dts: Dts) -> str:
    """A fact as a message names it: ``Current assets at 2013-03-31``."""
    return f"{name(fact.concept, dts)} {where(fact.key, dts)}"
