"""Where the facts that figures are made of are found: in the filing, in its form, and in earlier filings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.expression import Item
from tanshin.derive.place import form_places
from tanshin.derive.rounding import rounding_of
from tanshin.report.aspect import SHARES, Dimensions, Duration, Instant, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.values.date import add_months
from tanshin.values.interval import interval_of
from tanshin.values.message import say
from tanshin.values.qname import QName


class Found(Struct, frozen=True):
    """A reported number, ``None`` for nil, and what it is called among the inputs of a figure.

    ``span`` holds the least and the greatest number it can stand for, where it is only known rounded. ``fact``
    is the fact that says so, where the filing itself holds it.
    """

    name: str
    value: Fraction | None
    span: tuple[Fraction, Fraction] | None = None
    fact: Fact | None = None


#: What is counted is exact, and so are amounts per share; everything else in a table of a release is rounded.
_EXACT = (ItemType.INTEGER, ItemType.SHARES, ItemType.COMPANIES, ItemType.PER_SHARE)


def span_of(fact: Fact, filing: Filing) -> tuple[Fraction, Fraction] | None:
    """What a fact can stand for that only a table of the release says; ``None`` where it is exact."""
    concept = filing.taxonomy.dts.concepts.get(fact.concept)
    if fact.table not in filing.rounded_tables or concept is None or concept.type in _EXACT:
        return None
    if not isinstance(fact.value, Decimal) or fact.decimals is None:
        return None
    span = interval_of(fact.value, fact.decimals, rounding_of(fact.key.unit, filing))
    return Fraction(span.low), Fraction(span.high)


#: The members of the exchange's forms for the two ends of a range.
ENDS = frozenset({"UpperMember", "LowerMember"})


class Lookup(Struct, frozen=True, dict=True):
    """A filing and the earlier ones of its issuer that may be asked.

    Share counts and amounts per share are those of the day the filing was announced: accounts under US GAAP restate
    every period for a split that takes effect before they are issued (ASC 260-10-55-12), and so does the form. What
    comes out of an earlier filing is brought to that basis.
    """

    filing: Filing
    earlier: tuple[Filing, ...] = ()

    @property
    def basis(self) -> date:
        """The day whose shares the filing counts in."""
        return self.filing.announced

    def find(self, item: Item, period: Period, near: Key | None) -> Found | None:
        """What is reported of an item; ``near`` is the fact that is being derived, if there is one.

        Raises:
            ValueError: a period is asked of an instant.
        """
        return self._of_form(item, period, near) if item.of_form else self._own(item, period)

    def beside(self, item: Item, near: Key | None) -> Item:
        """An item with the members of the figure that is derived, where it goes with them."""
        if near is None or not item.beside or not near.dimensions:
            return item
        members = tuple(sorted((*item.dimensions, *near.dimensions)))
        return replace(item, name=item.name + _in_brackets(members), dimensions=members)

    def _own(self, item: Item, period: Period) -> Found | None:
        at = _measured(item, period)
        key = Key(item.concept, self.filing.entity, at, item.unit, item.dimensions)
        if fact := self.filing.report.get(key):
            return Found(_called(item, at), _number(fact), span_of(fact, self.filing), fact)
        for filing in self._before:
            # The taxonomy of another era has another namespace; a concept is the same by its local name.
            name = filing.taxonomy.name
            members = tuple(sorted((name(axis.local), name(member.local)) for axis, member in item.dimensions))
            if fact := filing.report.get(key._replace(concept=name(item.concept.local), dimensions=members)):
                value, span = self._restated(fact, item, filing), span_of(fact, filing)
                return Found(say("{item} in {filing}", item=_called(item, at), filing=filing.name), value, span)
        return None

    @cached_property
    def _before(self) -> tuple[Filing, ...]:
        """The filings that were announced before this one, the latest first."""
        before = [filing for filing in self.earlier if filing.announced < self.filing.announced]
        return tuple(sorted(before, key=lambda filing: filing.announced, reverse=True))

    def _restated(self, fact: Fact, item: Item, filing: Filing) -> Fraction | None:
        value = _number(fact)
        factor = self.filing.issuer.split_factor(filing.announced, self.basis)
        if value is None:
            return None
        if item.unit == SHARES:
            return value * factor
        return value / factor if item.unit.denominators == SHARES.numerators else value

    def form_keys(self, concept: QName, period: Period) -> tuple[Key, ...]:
        """What the form may say of a concept in a period, in the order of its tables."""
        return self._form_keys.get((concept, period), ())

    @cached_property
    def _form_keys(self) -> Mapping[tuple[QName, Period], tuple[Key, ...]]:
        found: dict[tuple[QName, Period], dict[Key, None]] = {}
        for place in form_places(self.filing):
            found.setdefault((place.key.concept, place.key.period), {})[place.key] = None
        return {at: tuple(keys) for at, keys in found.items()}

    def _of_form(self, item: Item, period: Period, near: Key | None) -> Found | None:
        """The form says which members a concept has in a period; the expression only tells those apart.

        In a quarter's form the dividends of past quarters are results and the others forecasts, in two rows for one
        year: what stands in the row of the figure itself comes first. An end of a range answers for that end alone.
        """
        at = _measured(item, period)
        beside = set(near.dimensions) if near else set()
        asked = {*item.dimensions}
        keys = [key for key in self.form_keys(item.concept, at) if asked <= {*key.dimensions}]
        keys = [key for key in keys if _ends(key.dimensions) <= beside | asked]
        for key in sorted(keys, key=lambda key: -len(beside.intersection(key.dimensions))):
            if fact := self.filing.report.get(key):
                return Found(_called(item, at), _number(fact), fact=fact)
        return None


def missing(item: Item, period: Period) -> str:
    """What to call a fact that is not there: ``OperatingIncome 2010-04-01/2011-03-31``."""
    return _called(item, _measured(item, period))


def a_year_before(period: Period) -> Period:
    """The same months, or the same day, one year earlier; the end of a month stays the end of a month."""
    match period:
        case Instant(day=day):
            return Instant(add_months(day, -12))
        case Duration():
            first = add_months(period.opening.day, -12) + timedelta(days=1)
            return Duration(first, add_months(period.last, -12))


def a_quarter_before(period: Period) -> Period:
    """As many months, or the day, three months earlier; the end of a month stays the end of a month."""
    match period:
        case Instant(day=day):
            return Instant(add_months(day, -3))
        case Duration():
            first = add_months(period.opening.day, -3) + timedelta(days=1)
            return Duration(first, add_months(period.last, -3))


def twelve_months(period: Duration) -> Duration:
    """The twelve months that begin with a period."""
    return Duration(period.first, add_months(period.opening.day, 12))


def _ends(members: Dimensions) -> set[tuple[QName, object]]:
    """The members that make a figure the upper or the lower end of a range."""
    return {(axis, member) for axis, member in members if isinstance(member, QName) and member.local in ENDS}


def _in_brackets(members: Dimensions) -> str:
    return f"[{', '.join(member.local for _, member in members)}]"


def record_date(period: Duration, months: int) -> date:
    """The last day of the first so many months of a period."""
    return add_months(period.opening.day, months)


def _measured(item: Item, period: Period) -> Period:
    """When an item is measured in a period: all through it, or at its end."""
    match period:
        case Duration():
            return period.closing if item.period is PeriodType.INSTANT else period
        case Instant():
            if item.period is PeriodType.DURATION:
                raise ValueError(
                    say("{item} is measured over a period, not at {period}", item=item.name, period=period)
                )
            return period


def _called(item: Item, at: Period) -> str:
    return f"{item.name} {at}"


def _number(fact: Fact) -> Fraction | None:
    return Fraction(fact.value) if isinstance(fact.value, Decimal) else None
