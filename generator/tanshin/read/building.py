"""From items, as readers yield them, to facts with values, and from facts to an instance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tanshin.report.fact import Fact, Key, Value
from tanshin.report.item import Item
from tanshin.report.report import Report
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.date import parse_iso
from tanshin.values.rounding import MAX_MAGNITUDE
from tanshin.values.source import Source

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
#: What is longer is no amount of anything, and would take its time wherever it is printed or added up.
MAX_DIGITS = MAX_MAGNITUDE
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def fact_of(item: Item, source: Source, dts: Dts | None = None, *, as_text: bool = False) -> Fact:
    """A fact with its value: a number where there is a unit, a flag or a day where the taxonomy says so, else a text.

    What is not of the type of its concept stays a text; so does everything with ``as_text``. Only texts have a language
    (Open Information Model 1.0, section 5.6).
    """
    concept = dts.concepts.get(item.concept) if dts is not None else None
    kind = concept.type if concept is not None else None
    value = item.text if as_text else _value(item, kind)
    lang = item.lang if isinstance(value, str) and item.unit is None and kind in (None, ItemType.STRING) else None
    key = Key(item.concept, item.aspects.entity, item.aspects.period, item.unit, item.aspects.dimensions, lang)
    return Fact(key, value, item.decimals if isinstance(value, Decimal) else None, source=source)


def is_number(text: str) -> bool:
    """Whether a text is a number of an account: digits with at most one point, up to :data:`MAX_DIGITS` characters."""
    plain = text.strip()
    return len(plain) <= MAX_DIGITS and _NUMBER.fullmatch(plain) is not None


def _value(item: Item, kind: ItemType | None) -> Value:
    text = item.text
    if text is None:
        return None
    if item.unit is not None:
        return Decimal(text.strip()) if is_number(text) else text
    if kind is ItemType.BOOLEAN:
        return _FLAGS.get(text.strip(), text)
    return _day(text) if kind is ItemType.DATE else text


def _day(text: str) -> date | str:
    try:
        return parse_iso(text.strip())
    except ValueError:
        return text


def gathered(facts: Iterable[Fact]) -> tuple[Report, tuple[Fact, ...]]:
    """A report of the first fact about each key, and the further ones."""
    first: dict[Key, Fact] = {}
    further = [fact for fact in facts if first.setdefault(fact.key, fact) is not fact]
    return Report(tuple(first.values())), tuple(further)
