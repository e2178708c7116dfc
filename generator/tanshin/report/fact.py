"""Facts (Open Information Model 1.0, section 4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from tanshin.report.aspect import Dimensions, Entity, Period, Unit
from tanshin.values.qname import QName
from tanshin.values.source import Source

#: A number, a text, a flag, a day, or ``None`` for nil.
Value = Decimal | str | bool | date | None

#: The decimals of a figure of which no digit is known to be right: a ``precision`` of 0 (XBRL 2.1, section 4.6.4).
VAGUE = -(10**9)


def value_text(value: Value) -> str | None:
    """A value in the lexical form of its XML Schema type; ``None`` for nil.

    A number stands in full, with the places it was given and without an exponent.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value or value.copy_abs():f}"  # nobody calls zero negative but print
        case date():
            return value.isoformat()
        case _:
            return value


class Key(NamedTuple):
    """Everything that says what a fact is about; two facts with one key are duplicates."""

    concept: QName
    entity: Entity
    period: Period
    unit: Unit | None = None
    dimensions: Dimensions = ()
    lang: str | None = None

    def __str__(self) -> str:
        parts = [str(self.concept), str(self.period)]
        parts += [str(self.unit)] if self.unit else []
        parts += [member.local for _, member in self.dimensions]
        return " ".join(parts)


class Fact(Struct, frozen=True):
    """One reported value with its aspects.

    ``value`` is in units of 1 (yen, not thousands; a ratio, not per cent). ``decimals`` is the precision of a number
    (XBRL 2.1, section 4.6.5), ``None`` for infinite precision and for what is not a number. ``table`` and ``source``
    say where it was read and take no part in equality.
    """

    key: Key
    value: Value
    decimals: int | None = None
    table: str = ""
    source: Source | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[Key, Value, int | None]:
        return self.key, self.value, self.decimals

    @property
    def concept(self) -> QName:
        """The concept reported."""
        return self.key.concept

    @property
    def is_nil(self) -> bool:
        """Whether the fact says explicitly that there is no value."""
        return self.value is None
