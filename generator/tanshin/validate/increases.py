"""Increases since a year or a quarter before, of figures that are not printed themselves.

A slide shows how a figure moved, and the figure itself is lost in a chart. Two increases of one figure lead to it from
two sides, and a percentage beside an increase says what it started from: with the filings before, all three are tied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from tanshin.derive.chain import chain
from tanshin.derive.expression import Call, Expression, Item, Operation
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import a_quarter_before, a_year_before
from tanshin.report.aspect import Duration, Period
from tanshin.report.fact import Fact, Key
from tanshin.validate.history import History, Published
from tanshin.validate.periods import Periods, Way
from tanshin.values.qname import QName

#: How far back a figure is compared.
Since = Literal["prior", "previous"]
_Members = tuple[tuple[str, str], ...]
_BEFORE = {"prior": a_year_before, "previous": a_quarter_before}


class Increase(Struct, frozen=True):
    """What a figure started from, and by how much it is printed to have increased."""

    fact: Fact
    base: Way
    unit: Decimal

    @property
    def value(self) -> Decimal:
        """Where it leads."""
        return self.base.value + (self.fact.value if isinstance(self.fact.value, Decimal) else Decimal(0))

    @property
    def slack(self) -> Decimal:
        """By how much rounding may move that."""
        return self.base.slack + self.unit


class Meeting(Struct, frozen=True):
    """Two increases of one figure, from a year before and from a quarter before, which lead to one figure."""

    concept: QName
    one: Increase
    other: Increase

    @property
    def holds(self) -> bool:
        """Whether both lead to one figure, as far as rounding lets one see."""
        return abs(self.one.value - self.other.value) <= self.one.slack + self.other.slack


class Rate(Struct, frozen=True):
    """A percentage beside an increase, and what the figure started from."""

    concept: QName
    fact: Fact
    increase: Increase

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """What the percentage lies between; ``None`` where the figure started from nothing or from a loss."""
        base, slack = Fraction(self.increase.base.value), Fraction(self.increase.base.slack)
        if base - slack <= 0:
            return None
        moved, unit = Fraction(self.increase.value - self.increase.base.value), Fraction(self.increase.unit)
        ends = [(moved + sign * unit) / (base + other * slack) for sign in (-1, 1) for other in (-1, 1)]
        return min(ends), max(ends)

    @property
    def holds(self) -> bool:
        """Whether the printed percentage rounds something that lies there."""
        bounds = self.bounds
        if bounds is None or not isinstance(self.fact.value, Decimal) or self.fact.decimals is None:
            return True
        half = Fraction(10) ** -self.fact.decimals / 2
        return bounds[0] - half <= Fraction(self.fact.value) <= bounds[1] + half


Tie = Meeting | Rate


def ties(history: History, periods: Periods, figures: tuple[Figure, ...]) -> Iterator[Tie]:
    """Everything that ties the increases of figures that the filing does not print."""
    kinds = _kinds(figures)
    found: dict[tuple[QName, _Members, Duration], dict[tuple[str, Since], Fact]] = {}
    for name, fact in history.own:
        if fact.concept in kinds and isinstance(fact.value, Decimal) and isinstance(fact.key.period, Duration):
            concept, kind, since = kinds[fact.concept]
            found.setdefault((concept, name[1], fact.key.period), {})[kind, since] = fact
    for (concept, members, period), facts in found.items():
        increases: dict[Since, Increase] = {}
        for (kind, since), fact in facts.items():
            if kind == "increase" and fact.key.unit:
                known = periods.flows_of((concept.local, members, fact.key.unit))
                base = None if period in known else _way(_BEFORE[since](period), known)
                if base:  # where the figure itself is printed, the increase follows from it
                    increases[since] = Increase(fact, base, Published(fact, history.filing).unit)
        if "prior" in increases and "previous" in increases:
            yield Meeting(concept, increases["prior"], increases["previous"])
        for (kind, since), fact in facts.items():
            if kind == "change" and since in increases:
                yield Rate(concept, fact, increases[since])


def _way(period: Period, known: Mapping[Period, Published]) -> Way | None:
    if not isinstance(period, Duration):
        return None
    steps = chain(period, tuple(each for each in known if isinstance(each, Duration)))
    return Way(tuple((known[each], sign) for each, sign in steps)) if steps else None


def _kinds(figures: tuple[Figure, ...]) -> Mapping[QName, tuple[QName, str, Since]]:
    """What accompanies a figure: by how much, or at what rate it increased, and since when."""
    return {one.concept: kind for one in figures if one.concept and (kind := _kind(one.tree))}


def _kind(tree: Expression) -> tuple[QName, str, Since] | None:
    match tree:
        case Operation(
            operator="-",
            left=Item(concept=concept),
            right=Call(function="prior" | "previous" as since, arguments=(Item(concept=other),)),
        ) if concept == other:
            return concept, "increase", since
        case Call(
            function="change",
            arguments=(
                Item(concept=concept),
                Call(function="prior" | "previous" as since, arguments=(Item(concept=other),)),
            ),
        ) if concept == other:
            return concept, "change", since
    return None


def keys_of(tie: Tie) -> tuple[Key, ...]:
    """The printed figures of the filing that a tie compares."""
    match tie:
        case Meeting(one=one, other=other):
            return one.fact.key, other.fact.key
        case Rate(fact=fact, increase=increase):
            return fact.key, increase.fact.key
