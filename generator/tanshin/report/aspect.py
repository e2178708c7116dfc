"""The aspects of a fact: entity, period, unit, dimensions (Open Information Model 1.0, section 5)."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from tanshin.values.date import parse_iso
from tanshin.values.message import say
from tanshin.values.qname import QName

ISO4217 = "http://www.xbrl.org/2003/iso4217"
XBRLI = "http://www.xbrl.org/2003/instance"
XSD = "http://www.w3.org/2001/XMLSchema"


class Entity(Struct, frozen=True, order=True, cache_hash=True):
    """The reporting entity: an identifier within a scheme (a URI)."""

    scheme: str
    identifier: str


class Instant(Struct, frozen=True, order=True, cache_hash=True):
    """A point in time: the end of the given day."""

    day: date

    def __str__(self) -> str:
        return self.day.isoformat()


class Duration(Struct, frozen=True, order=True, cache_hash=True):
    """A span of whole days, from the start of the first to the end of the last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(
                say("a period cannot end before it starts: {first}/{last}", first=self.first, last=self.last)
            )
        if self.first == date.min:
            raise ValueError(say("a period cannot start on {first}: there is no day before it", first=self.first))

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def opening(self) -> Instant:
        """The instant at which the period starts: the end of the day before its first."""
        return Instant(self.first - timedelta(days=1))

    @property
    def closing(self) -> Instant:
        """The instant at which the period ends."""
        return Instant(self.last)


Period = Instant | Duration

#: The period of what holds for ever (XBRL 2.1, section 4.7.2); the Open Information Model has no period there.
FOREVER = Duration(date(1, 1, 2), date.max)


def parse_period(text: str) -> Period:
    """``2013-03-31`` (end of that day) or ``2012-04-01/2013-03-31``.

    Raises:
        ValueError: the text is neither.
    """
    first, slash, last = text.partition("/")
    return Duration(parse_iso(first), parse_iso(last)) if slash else Instant(parse_iso(first))


class Unit(Struct, frozen=True, order=True, cache_hash=True):
    """A unit of measure: products of measures, numerators over denominators, each sorted."""

    numerators: tuple[QName, ...]
    denominators: tuple[QName, ...] = ()

    def __str__(self) -> str:
        above = "*".join(name.local for name in self.numerators)
        return f"{above}/{'*'.join(name.local for name in self.denominators)}" if self.denominators else above

    @property
    def currency(self) -> str | None:
        """The ISO 4217 code of the currency it is in, alone or for each of something; ``None`` for what is no money."""
        first, *others = self.numerators
        return first.local if first.namespace == ISO4217 and not others else None

    @property
    def is_money(self) -> bool:
        """Whether it is a currency alone: not for each of something."""
        return self.currency is not None and not self.denominators


def currency(code: str) -> Unit:
    """A currency by its ISO 4217 code."""
    return Unit((QName(ISO4217, code, "iso4217"),))


def per(unit: Unit, other: Unit) -> Unit:
    """One unit over another, both simple."""
    return Unit(unit.numerators, other.numerators)


SHARES = Unit((QName(XBRLI, "shares", "xbrli"),))
PURE = Unit((QName(XBRLI, "pure", "xbrli"),))
#: How TDnet measures numbers of companies.
COMPANIES = Unit((QName(XSD, "nonNegativeInteger", "xsd"),))
JPY = currency("JPY")
USD = currency("USD")
JPY_PER_SHARE = per(JPY, SHARES)
USD_PER_SHARE = per(USD, SHARES)

#: The short names canonical data uses for units.
UNITS = {str(unit): unit for unit in (JPY, USD, JPY_PER_SHARE, USD_PER_SHARE, SHARES, PURE, COMPANIES)}


class TypedMember(Struct, frozen=True, order=True, cache_hash=True):
    """The value of a typed dimension (XBRL Dimensions 1.0, section 3.1.5): its text, ``None`` where it is nil."""

    text: str | None

    @property
    def local(self) -> str:
        """What it is called where members are named."""
        return self.text or ""

    @property
    def clark(self) -> str:
        """What stands where the name of an explicit member would."""
        return self.local

    def __str__(self) -> str:
        return self.local


#: A member of a dimension: explicit or typed.
Member = QName | TypedMember

#: Explicit dimensions: pairs of axis and member, sorted by axis.
ExplicitDimensions = tuple[tuple[QName, QName], ...]

#: Dimensions of a fact: pairs of axis and member, sorted by axis.
Dimensions = tuple[tuple[QName, Member], ...]
