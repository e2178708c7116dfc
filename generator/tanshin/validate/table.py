"""Tables of a release against the facts: what they restate, and whether their printed figures add up.

A table in millions is not checked as a statement is. Each printed figure is compared with the fact it rounds, and the
printed figures of a column are added up as they stand: a company rounds each figure by itself and then moves single
ones by a unit, so that the table foots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from msgspec import Struct

from tanshin.derive.lookup import span_of
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print, Table, slots, statement_key
from tanshin.taxonomy.statement import Line
from tanshin.validate.calculation import total
from tanshin.values.interval import ZERO, Interval, interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import EXACT, Rounding, scaled

#: A figure as it is printed, and how often it counts.
Term = tuple[Print, Decimal]


class Footing(Struct, frozen=True):
    """A sum of printed figures: the total and what was printed of its terms, in one column or row of a table."""

    table: Table
    total: Print
    terms: tuple[Term, ...]

    @property
    def computed(self) -> Decimal:
        """What the terms add up to; nil counts as zero."""
        return total((one.value or Decimal(0), weight) for one, weight in self.terms)

    @property
    def difference(self) -> Decimal:
        """How much the total is above its terms."""
        return (self.total.value or Decimal(0)) - self.computed

    @property
    def prints(self) -> tuple[Print, ...]:
        """Everything that takes part."""
        return (self.total, *(one for one, _ in self.terms))

    def is_possible(self, mode: Rounding) -> bool:
        """Whether figures exist that round to what is printed and add up: what Calculations 1.1 asks."""
        added = reduce(Interval.__add__, (_interval(one, mode).scale(weight) for one, weight in self.terms), ZERO)
        return not added.intersect(_interval(self.total, mode)).is_empty

    def is_rounding(self, exact: Callable[[Print], Fraction | None]) -> bool:
        """Whether the difference is that of rounding alone.

        It is where every figure is known more exactly than it is printed, and these figures add up. ``exact`` gives
        the figure a print rounds, where the print is that figure, rounded.
        """
        known = [(exact(one), Fraction(weight)) for one, weight in ((self.total, Decimal(-1)), *self.terms)]
        return all(value is not None for value, _ in known) and not sum(
            (value * weight for value, weight in known if value is not None), Fraction()
        )


class Restated(Struct, frozen=True):
    """A figure of a table that restates a fact: what is printed, and the least and greatest it may be."""

    printed: Print
    fact: Fact
    least: Decimal | None
    greatest: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the print is the fact, rounded; a nil mark may stand for zero."""
        value = self.printed.value
        if value is None or self.least is None or self.greatest is None:
            return value is None and (self.least is None or not self.fact.value)
        return self.least <= value <= self.greatest

    @property
    def units(self) -> Decimal | None:
        """How many units of the last printed place the print is above or below what it may be."""
        value, decimals = self.printed.value, self.printed.decimals
        if value is None or self.least is None or self.greatest is None or decimals is None:
            return None
        nearest = min(max(value, self.least), self.greatest)
        return scaled(EXACT.subtract(value, nearest), decimals)


def _interval(one: Print, mode: Rounding) -> Interval:
    return interval_of(one.value or Decimal(0), one.decimals, mode)


def footings(filing: Filing) -> Iterator[Footing]:
    """Every sum of a table wherever its total and one of its terms are printed, and neither is nil.

    Percentages of one whole beside the figures of a statement foot as the figures do, where all of them are printed.
    """
    concepts = filing.taxonomy.dts.concepts
    printed: dict[tuple[str, str, Key], Print] = {}
    for one in filing.prints:
        printed.setdefault((one.table, one.column, one.key), one)
    for table in filing.printed_tables:
        statement = filing.statement(table)
        lines = [line for _, line in statement.walk()]
        adding = {one.name for line in lines for one, _ in line.companions if one.adds}
        kinds = {column.variant for column in table.columns} & {None, *adding}
        if not any(line.footing for line in lines) and kinds <= {None}:
            continue
        frames: dict[tuple[str, str | None], dict[str, Print]] = {}
        for slot in slots(table, statement, filing.calendar):
            key = statement_key(slot.line, slot.column, slot.span, concepts, filing.entity)
            print_ = printed.get((table.id, slot.column.key, key)) if key and slot.column.variant in kinds else None
            if print_:
                frames.setdefault((slot.frame, slot.column.variant), {}).setdefault(slot.line.id, print_)
        ids = {line.concept: line.id for line in reversed(lines)}
        for (_, kind), frame in frames.items():
            for line in lines:
                parts = line.footing if kind is None else _parts(line, ids)
                terms = tuple((frame[name], Decimal(weight)) for name, weight in parts if name in frame)
                total_ = frame.get(line.id) if kind is None or len(terms) == len(parts) else None
                if total_ and total_.value is not None and any(one.value is not None for one, _ in terms):
                    yield Footing(table, total_, terms)


def _parts(line: Line, ids: Mapping[QName, str]) -> tuple[tuple[str, int], ...]:
    """The lines a line adds up and their weights: a statement names the concepts, a table the lines."""
    return line.footing or tuple((ids[concept], weight) for concept, weight in line.addends if concept in ids)


def restated(filing: Filing) -> Iterator[Restated]:
    """Every figure of a table whose fact is made elsewhere, beside that fact as the table would round it."""
    for one in filing.prints:
        fact = filing.report.get(one.key)
        if fact is None or fact.source == one.source:
            continue
        if one.table in filing.rounded_tables or fact.table in filing.rounded_tables:
            yield restate(one, fact, filing)


def restate(one: Print, fact: Fact, filing: Filing) -> Restated:
    """A print beside a fact as its table would round it."""
    if not isinstance(fact.value, Decimal):
        return Restated(one, fact, None, None)
    decimals = fact.decimals if one.decimals is None else one.decimals
    if decimals is None or decimals == fact.decimals:
        return Restated(one, fact, fact.value, fact.value)
    low, high = span_of(fact, filing) or (Fraction(fact.value), Fraction(fact.value))
    rounding = rounding_of(one.key.unit, filing)
    return Restated(one, fact, rounded(low, decimals, rounding), rounded(high, decimals, rounding))
