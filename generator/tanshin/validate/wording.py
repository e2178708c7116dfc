"""How facts and arithmetic read in a message: in the scale they are printed in, so that a person can follow with a pen.

Only plain ASCII signs are used: a console on Japanese Windows cannot show every dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.derive.expression import FORM
from tanshin.report.aspect import PURE, Instant, Member, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import VERBOSE
from tanshin.values.message import Message, listed, say, title
from tanshin.values.number import format_number
from tanshin.values.qname import QName
from tanshin.values.rounding import EXACT, scaled

#: A fact as expressions call it: of the form or not, the name, its members, the period.
_SPELLED = re.compile(rf"({re.escape(FORM)}\.)?(\w+)(?:\[([^\]]+)\])? ([0-9]{{4}}-[0-9/-]+)")

#: Currencies as an account is headed in each language; other units are written as they are.
_UNITS = {
    "JPY": title({"en": "JPY", "ja": "円"}),
    "USD": title({"en": "USD", "ja": "米ドル"}),
    "shares": title({"en": "shares", "ja": "株"}),
    "JPY/shares": title({"en": "JPY/shares", "ja": "円／株"}),
    "USD/shares": title({"en": "USD/shares", "ja": "米ドル／株"}),
}


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
        amount = self._digits(difference)
        return say("{amount} more", amount=amount) if difference > 0 else say("{amount} less", amount=amount)

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
        shown = EXACT.normalize(scaled(value.copy_abs(), -self.power))
        exponent = shown.as_tuple().exponent
        assert isinstance(exponent, int)  # a figure is finite
        return format_number(shown, max(self.places, -exponent))


def scale_of(facts: Iterable[Fact]) -> Scale:
    """The coarsest scale in which all these figures are written as they are printed."""
    known = [fact.decimals or 0 for fact in facts if fact.value is not None]
    finest = max(known, default=0)
    return Scale(max(-finest, 0) // 3 * 3, max(finest, 0))


def unit_words(fact: Fact, scale: Scale) -> str:
    """`` (thousands of JPY)``, `` (JPY/shares)``; empty where there is no unit to speak of."""
    unit = str(fact.key.unit) if fact.key.unit else ""
    if unit in ("", "pure"):
        return ""
    called = _UNITS.get(unit, unit)
    match scale.power:
        case 3:
            return say(" (thousands of {unit})", unit=called)
        case 6:
            return say(" (millions of {unit})", unit=called)
        case 9:
            return say(" (billions of {unit})", unit=called)
    return say(" ({unit})", unit=called)


def name(concept: Member, dts: Dts) -> str:
    """A concept as a message names it: its verbose or standard label, which no other has (TNS802)."""
    found = dts.concepts.get(concept) if isinstance(concept, QName) else None
    return title({lang: found.label(lang, VERBOSE) for lang in ("en", "ja")}) if found else concept.local


def where(key: Key, dts: Dts) -> str:
    """The place of a fact: ``at 2013-03-31, Retained earnings [Member]``."""
    return listed([when(key), *(name(member, dts) for _, member in key.dimensions)])


def when(key: Key) -> str:
    """``at 2013-03-31``, ``for 2012-04-01/2013-03-31``."""
    return period_words(key.period)


def period_words(period: Period) -> str:
    """``at 2013-03-31``, ``for 2012-04-01/2013-03-31``."""
    return say("at {period}", period=period) if isinstance(period, Instant) else say("for {period}", period=period)


def counted(number: int, noun: str) -> str:
    """``1 figure``, ``5 figures``; a catalog has ``{number} figure`` and ``{number} figures``."""
    return say(f"{{number}} {noun}{'' if number == 1 else 's'}", number=number)


def titled(fact: Fact, dts: Dts) -> str:
    """A fact as a message names it: ``Current assets at 2013-03-31``."""
    return titled_key(fact.key, dts)


def titled_key(key: Key, dts: Dts) -> str:
    """The same of a fact that may not be there."""
    return say("{title} {where}", title=name(key.concept, dts), where=where(key, dts))


def spelled(words: str, filing: Filing) -> str:
    """What an expression calls a fact, ``Revenues 2012-04-01/2012-09-30``.

    In English that is how the taxonomy's sources spell it; in Japanese the concept and the members go by their labels.
    """
    match = _SPELLED.fullmatch(words)
    if isinstance(words, Message) or match is None:
        return words
    form, local, members, period = match.groups()
    taxonomy = filing.form_taxonomy if form else filing.taxonomy
    names = [taxonomy.name(one) for one in (local, *(members.split(", ") if members else ()))]
    if not all(one in taxonomy.dts.concepts for one in names):
        return words
    concept, *within = (taxonomy.dts.concepts[one].label("ja", VERBOSE) for one in names)
    japanese = f"{concept}［{'、'.join(within)}］" if within else concept
    called = title({"en": words.removesuffix(f" {period}"), "ja": japanese})
    return say("{title} {period}", title=called, period=period)


def written(value: object, fact: Fact) -> str:
    """A figure as ``fact`` would print it: ``1,234`` of amounts in thousands, ``9.2%``, else with its places."""
    if not isinstance(value, Decimal):
        return say("nil")
    if fact.key.unit == PURE:
        return f"{Scale(-2, max((fact.decimals or 2) - 2, 0)).show(value)}%"
    return Scale(max(-(fact.decimals or 0), 0) // 3 * 3, max(fact.decimals or 0, 0)).show(value)


def in_units(fact: Fact) -> str:
    """What :func:`written` counts in, as :func:`unit_words` says it."""
    return unit_words(fact, Scale(max(-(fact.decimals or 0), 0) // 3 * 3))


def some(items: Iterable[object], most: int = 3) -> str:
    """The first of several things, each once, and how many more there are: ``a, b, c and 4 more``."""
    found = tuple(dict.fromkeys(items))
    if len(found) <= most:
        return listed(found)
    return say("{items} and {number} more", items=listed(found[:most]), number=len(found) - most)
