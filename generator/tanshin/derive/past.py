"""The figures of several filings as one: what each of them published, and what follows from that alone.

A figure that a later filing publishes again counts as it says; where both agree, the more precise one does. A figure
that none publishes may follow from those that are published: as the sum of other periods (:mod:`tanshin.derive.chain`),
or from the figure of another period and the published increase since. Nothing is taken from a figure that follows
itself more than these two steps, and nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from tanshin.derive.chain import chain
from tanshin.derive.evaluate import Question, evaluate
from tanshin.derive.expression import Call, Expression, Item, Operation, parse_expression
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Found, Lookup, a_quarter_before, a_year_before
from tanshin.derive.names import Scope
from tanshin.derive.rounding import rounding_of
from tanshin.report.aspect import SHARES, Duration, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.series import Series, series
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

#: What accumulates over time, so that the figures of parts of a period add up to that of the period.
_FLOWS = (ItemType.MONETARY, ItemType.INTEGER, ItemType.DECIMAL)
#: What is calculated with is known to the million, and whatever is no amount as it was published.
_MILLIONS = -6
_BEFORE = {"prior": a_year_before, "previous": a_quarter_before}


class Known(Struct, frozen=True):
    """A figure: the number in units of one, its precision (``None``: exact), and whether a filing publishes it."""

    value: Fraction
    decimals: int | None
    published: bool

    def is_finer(self, decimals: int) -> bool:
        """Whether it is known to so many decimals."""
        return self.decimals is None or self.decimals >= decimals


class Past(Lookup, frozen=True, dict=True):
    """A filing and those before it. ``figures`` are what can be derived in the era of the filing."""

    figures: tuple[Figure, ...] = ()

    def item(self, text: str) -> Item:
        """A concept, with members in brackets where it has any.

        Raises:
            ValueError: it is none, or something else.
        """
        tree = self.expression(text)
        if not isinstance(tree, Item) or tree.of_form:
            raise ValueError(say("`{text}` is no concept; write for example Revenues", text=text))
        return tree

    def expression(self, text: str) -> Expression:
        """An expression about what the filings report.

        Raises:
            ValueError: it says nothing.
        """
        return parse_expression(text, self._scope)

    def known(self, item: Item, period: Duration, decimals: int, rule: Expression | None = None) -> Known | None:
        """The figure of an item in a period, or at its end, known to so many decimals where there is such a one.

        ``rule`` is an expression by which it follows where it is not published.
        """
        at = period.closing if item.period is PeriodType.INSTANT else period
        known = self._published(item).get(at)
        if known and known.is_finer(decimals):
            return known
        return self._added(item, at, decimals) or self._moved(item, at, decimals) or self._ruled(rule, period) or known

    def _own(self, item: Item, period: Period) -> Found | None:
        """What an expression is calculated with."""
        if not isinstance(period, Duration) and item.period is PeriodType.DURATION:
            return super()._own(item, period)
        at = period.closing if isinstance(period, Duration) and item.period is PeriodType.INSTANT else period
        floor = _MILLIONS if self._type(item.concept) is ItemType.MONETARY else -1000
        known = self._published(item).get(at)
        if known is None or not known.is_finer(floor):
            known = self._added(item, at, floor) or self._moved(item, at, floor)
        return Found(f"{item.name} {at}", known.value) if known else None

    # What is published

    def _published(self, item: Item) -> Mapping[Period, Known]:
        return self._series.get(series(item.concept, item.dimensions, item.unit), {})

    @cached_property
    def _series(self) -> Mapping[Series, Mapping[Period, Known]]:
        """Each figure by period, oldest filing first, so that the latest one has the last word."""
        found: dict[Series, dict[Period, Known]] = {}
        for filing in (*reversed(self._before), self.filing):
            for fact in filing.report:
                if isinstance(fact.value, Decimal) and fact.key.unit:
                    at = found.setdefault(series(fact.concept, fact.key.dimensions, fact.key.unit), {})
                    at[fact.key.period] = self._latest(at.get(fact.key.period), fact, filing)
        return found

    def _latest(self, known: Known | None, fact: Fact, filing: Filing) -> Known:
        value = _restated(fact, self._factor(filing))
        later = Known(value, fact.decimals, published=True)
        if known is None or later.is_finer(1000 if known.decimals is None else known.decimals):
            return later
        return known if self._agree(known, later, fact.key) else later

    def _agree(self, one: Known, other: Known, key: Key) -> bool:
        """Whether one number can have been rounded to both."""
        apart, units = abs(one.value - other.value), (_unit(one), _unit(other))
        if rounding_of(key.unit, self.filing) is Rounding.TRUNCATE:
            return apart == 0 or apart < max(units)
        return apart <= sum(units) / 2

    def _factor(self, filing: Filing) -> int:
        return self.filing.issuer.split_factor(filing.announced, self.basis)

    # What follows

    def _added(self, item: Item, at: Period, decimals: int) -> Known | None:
        """The sum of published periods, those walked backwards counting negative."""
        if not isinstance(at, Duration) or self._type(item.concept) not in _FLOWS:
            return None
        there = {
            period: known
            for period, known in self._published(item).items()
            if isinstance(period, Duration) and known.is_finer(decimals)
        }
        steps = chain(at, tuple(there))
        if not steps:
            return None
        parts = [there[period] for period, _ in steps]
        value = sum((sign * there[period].value for period, sign in steps), Fraction())
        return Known(value, _coarsest(parts), published=False)

    def _moved(self, item: Item, at: Period, decimals: int) -> Known | None:
        """The figure of another period, and what it is said to have increased by since."""
        for concept, before in self._increases.get(item.concept, ()):
            key = series(concept, item.dimensions, item.unit)
            increase = self._series.get(key, {}).get(at)
            if increase is None or not increase.is_finer(decimals):
                continue
            then = _BEFORE[before](at)
            base = self._published(item).get(then)
            if base is None or not base.is_finer(decimals):
                base = self._added(item, then, decimals)
            if base:
                return Known(base.value + increase.value, _coarsest([base, increase]), published=False)
        return None

    def _ruled(self, rule: Expression | None, period: Duration) -> Known | None:
        if rule is None:
            return None
        names = {figure.name: figure for figure in self.figures}
        value = evaluate(rule, Question(self, names, period)).value
        return None if value is None else Known(value, None, published=False)

    @cached_property
    def _increases(self) -> Mapping[QName, tuple[tuple[QName, str], ...]]:
        """The concepts that say by how much another one increased, and since when."""
        return _gathered(self._increase_figures())

    def _increase_figures(self) -> Iterator[tuple[QName, QName, str]]:
        for figure in self.figures:
            match figure.tree:
                case Operation(
                    operator="-",
                    left=Item(concept=concept),
                    right=Call(function="prior" | "previous" as since, arguments=(Item(concept=other),)),
                ) if figure.concept and concept == other:
                    yield concept, figure.concept, since

    def _type(self, concept: QName) -> ItemType:
        return self.filing.taxonomy.dts.concepts[concept].type

    @cached_property
    def _scope(self) -> Scope:
        return Scope(self.filing.taxonomy, self.filing.form_taxonomy, frozenset(one.name for one in self.figures))


def _gathered(pairs: Iterator[tuple[QName, QName, str]]) -> Mapping[QName, tuple[tuple[QName, str], ...]]:
    found: dict[QName, tuple[tuple[QName, str], ...]] = {}
    for concept, increase, since in pairs:
        found[concept] = (*found.get(concept, ()), (increase, since))
    return found


def _restated(fact: Fact, factor: int) -> Fraction:
    """A figure on the share basis of the filing that asks."""
    assert isinstance(fact.value, Decimal)
    assert fact.key.unit
    value = Fraction(fact.value)
    if fact.key.unit == SHARES:
        return value * factor
    return value / factor if fact.key.unit.denominators == SHARES.numerators else value


def _coarsest(parts: list[Known]) -> int | None:
    declared = [known.decimals for known in parts if known.decimals is not None]
    return min(declared) if declared else None


def _unit(known: Known) -> Fraction:
    """What one unit of the last digit is worth."""
    return Fraction() if known.decimals is None else Fraction(10) ** -known.decimals
