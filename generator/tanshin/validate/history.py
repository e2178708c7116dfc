"""A filing beside those announced before it: every figure, by what it is about, in each filing that publishes it.

Figures in a foreign currency are left out: a convenience translation is at the rate of its own day, so that two filings
translate one figure differently and both are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from tanshin.derive.expression import FORM
from tanshin.derive.lookup import span_of
from tanshin.derive.place import is_foreign
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.aspect import SHARES, Duration, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print, scale_of
from tanshin.report.form import FigureKind
from tanshin.report.restatement import Restatement
from tanshin.report.series import Series, series_of
from tanshin.values.date import add_months
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding, scaled

#: The axis by which the form tells dividends by their record date: they are stated for a share of that date.
RECORD_DATES = "AnnualDividendPaymentScheduleAxis"

_FORM_SCALES = {kind.unit: kind.scale for kind in FigureKind}


class Published(Struct, frozen=True):
    """A figure as a filing published it."""

    fact: Fact
    filing: Filing

    @property
    def value(self) -> Decimal | None:
        """The number; ``None`` for nil."""
        return self.fact.value if isinstance(self.fact.value, Decimal) else None

    @property
    def unit(self) -> Decimal:
        """What one unit of its last digit is worth where it is rounded; zero where a statement has it exactly."""
        if self.fact.decimals is None or self.fact.table not in self.filing.rounded_tables:
            return Decimal(0)
        return Decimal(1).scaleb(-self.fact.decimals)


class Comparative(Struct, frozen=True):
    """A figure of an earlier period beside the same figure in the latest filing that published it before."""

    fact: Fact
    before: Published
    agrees: bool
    restatement: Restatement | None = None


class History(Struct, frozen=True, dict=True):
    """A filing and the ones that were announced before it."""

    filing: Filing
    earlier: tuple[Filing, ...] = ()

    @cached_property
    def before(self) -> tuple[Filing, ...]:
        """The filings announced before, the latest first."""
        found = (one for one in self.earlier if one.announced < self.filing.announced)
        return tuple(sorted(found, key=lambda one: one.announced, reverse=True))

    @cached_property
    def own(self) -> tuple[tuple[Series, Fact], ...]:
        """The printed numbers of the filing, in the home currency or none, each with its series."""
        printed = {one.key for one in self.filing.prints}
        return tuple((name, fact) for name, fact in _numbers(self.filing) if fact.key in printed)

    @cached_property
    def named(self) -> Mapping[str, tuple[tuple[Series, Fact], ...]]:
        """By earlier filing, its numbers in the home currency or none, each with its series."""
        return {one.name: tuple(_numbers(one)) for one in self.before}

    @cached_property
    def published(self) -> Mapping[tuple[Series, Period], tuple[Published, ...]]:
        """Every number of the earlier filings, by what it is about; of several filings the latest comes first."""
        found: dict[tuple[Series, Period], list[Published]] = {}
        for filing in self.before:
            for name, fact in self.named[filing.name]:
                found.setdefault((name, fact.key.period), []).append(Published(fact, filing))
        return {at: tuple(several) for at, several in found.items()}

    @cached_property
    def comparatives(self) -> tuple[Comparative, ...]:
        """Every printed figure that an earlier filing published when its period was over."""
        return tuple(self._comparatives())

    @cached_property
    def unmatched(self) -> tuple[Fact, ...]:
        """The printed figures of periods that ended a quarter ago or more and that no earlier filing has.

        What accompanies other figures follows from them, and need not have been published.
        """
        latest = add_months(self.filing.calendar.period("CurrentAccumulated").last, -3)
        return tuple(
            fact
            for name, fact in self.own
            if last_day(fact.key.period) <= latest
            and (name, fact.key.period) not in self.published
            and fact.concept not in self.accompanying
        )

    @cached_property
    def accompanying(self) -> frozenset[QName]:
        """The concepts of what accompanies other figures and follows from them, such as changes and shares."""
        return frozenset(
            name for _, line in self.filing.taxonomy.lines() for one, name in line.companions if one.expression
        )

    @cached_property
    def _deviations(self) -> Mapping[str, frozenset[Key]]:
        """By earlier filing, the figures of which it says itself that they are published wrong."""
        return {one.name: frozenset(_deviating(one)) for one in self.before}

    @cached_property
    def used(self) -> frozenset[Restatement]:
        """The restatements that explain why a figure differs from what was published."""
        return frozenset(one.restatement for one in self.comparatives if one.restatement)

    @cached_property
    def restated_cells(self) -> tuple[tuple[Restatement, Print | None], ...]:
        """Each restatement and the figure its cell prints."""
        cells = {(one.table, one.row, one.column): one for one in self.filing.prints}
        return tuple((one, cells.get((one.table, one.row, one.column))) for one in self.filing.restatements)

    def old_figure(self, restatement: Restatement, cell: Print) -> Decimal:
        """What a restatement says was published, in the sense and scale of the fact."""
        return self._as_fact(restatement.old, restatement, cell)

    def is_current(self, restatement: Restatement, cell: Print) -> bool:
        """Whether the cell still prints what the restatement says is new."""
        return cell.value is not None and self._as_fact(restatement.new, restatement, cell) == cell.value

    def factors(self, one: Published) -> tuple[Fraction, ...]:
        """What a figure is to be multiplied by: shares are counted as on the day of this filing's announcement.

        A dividend may also stay as it was declared, for a share of its record date.
        """
        unit = one.fact.key.unit
        split = Fraction(self.filing.issuer.split_factor(one.filing.announced, self.filing.announced))
        if split == 1 or unit is None:
            return (Fraction(1),)
        if unit == SHARES:
            return (split,)
        if unit.denominators != SHARES.numerators:
            return (Fraction(1),)
        declared = any(axis.local == RECORD_DATES for axis, _ in one.fact.key.dimensions)
        return (Fraction(1), 1 / split) if declared else (1 / split,)

    def agree(self, fact: Fact, before: Published) -> bool:
        """Whether two prints of one figure can be of one number, at the precision of the coarser."""
        if not isinstance(fact.value, Decimal) or before.value is None:
            return not fact.value and not before.value
        return any(self._equal(fact, before, factor) for factor in self.factors(before))

    def _equal(self, fact: Fact, before: Published, factor: Fraction) -> bool:
        value, other = fact.value, before.value
        assert isinstance(value, Decimal)
        assert other is not None
        own, its = fact.decimals, before.fact.decimals
        if factor != 1:  # a figure per share was rounded before it is divided
            half = Fraction() if its is None or fact.key.unit == SHARES else Fraction(10) ** -its / 2
            low, high = (Fraction(other) - half) * factor, (Fraction(other) + half) * factor
            if own is None:
                return low <= value <= high
            return rounded(low, own, Rounding.HALF_UP) <= value <= rounded(high, own, Rounding.HALF_UP)
        if own == its:
            return value == other
        if its is None or (own is not None and own < its):
            return _rounds_to(before.fact, before.filing, value, own)
        return _rounds_to(fact, self.filing, other, its)

    def _comparatives(self) -> Iterator[Comparative]:
        cells = [(one, cell) for one, cell in self.restated_cells if cell]
        for name, fact in self.own:
            over = (
                one
                for one in self.published.get((name, fact.key.period), ())
                if last_day(fact.key.period) <= one.filing.announced
            )
            before = next(over, None)
            if before is None or before.fact.key in self._deviations[before.filing.name]:
                continue
            agrees = self.agree(fact, before)
            entry = None if agrees else self._restatement(fact.key, before, cells)
            yield Comparative(fact, before, agrees, entry)

    def _restatement(self, key: Key, before: Published, cells: list[tuple[Restatement, Print]]) -> Restatement | None:
        """The restatement that says of a figure what was published and what is now."""
        for one, cell in cells:
            if cell.key == key and self.is_current(one, cell) and self.was_published(one, cell, before):
                return one
        return None

    def was_published(self, restatement: Restatement, cell: Print, before: Published) -> bool:
        """Whether an earlier filing has what a restatement says was published, as precisely as it says so."""
        if before.value is None:
            return False
        decimals = restatement.places - self._scale(cell)
        rounding = rounding_of(cell.key.unit, self.filing)
        old, value = self.old_figure(restatement, cell), Fraction(before.value)
        return any(rounded(value * factor, decimals, rounding) == old for factor in self.factors(before))

    def _as_fact(self, printed: Decimal, restatement: Restatement, cell: Print) -> Decimal:
        """A figure as the cell prints it, as the fact; the cell's own figure tells whether the sign is turned."""
        turned = bool(cell.value) and bool(restatement.new) and (cell.value or 0) * restatement.new < 0
        value = scaled(printed, self._scale(cell))
        return value.copy_negate() if turned else value

    def _scale(self, cell: Print) -> int:
        """The power of ten of what a cell prints."""
        concept = self.filing.dts.concepts[cell.key.concept]
        table = next((one for one in self.filing.printed_tables if one.id == cell.table), None)
        if table is None:
            return _FORM_SCALES.get(cell.key.unit, 0) if cell.key.unit else 0
        column = next((one for one in table.columns if one.key == cell.column), table.columns[0])
        return scale_of(concept, column)


def _numbers(filing: Filing) -> Iterator[tuple[Series, Fact]]:
    for fact in filing.report:
        unit = fact.key.unit
        if unit is not None and not is_foreign(unit) and (name := name_of(fact, filing)):
            yield name, fact


def name_of(fact: Fact, filing: Filing) -> Series | None:
    """The series of a number; what the form calls by a name is another thing than what the company does."""
    found = series_of(fact.key)
    if found and fact.concept in filing.form_taxonomy.dts.concepts:
        return f"{FORM}.{found[0]}", *found[1:]
    return found


def last_day(period: Period) -> date:
    """The day a period ends on, or the day of an instant."""
    return period.last if isinstance(period, Duration) else period.day


def _rounds_to(finer: Fact, filing: Filing, printed: Decimal, decimals: int | None) -> bool:
    """Whether a figure, rounded, is what is printed; one that is rounded itself stands for all that round to it."""
    assert isinstance(finer.value, Decimal)
    if decimals is None:
        return finer.value == printed
    low, high = span_of(finer, filing) or (Fraction(finer.value), Fraction(finer.value))
    rounding = rounding_of(finer.key.unit, filing)
    return rounded(low, decimals, rounding) <= printed <= rounded(high, decimals, rounding)


def _deviating(filing: Filing) -> Iterator[Key]:
    cells = {one.cell for one in filing.deviations}
    return (one.key for one in filing.prints if one.source in cells)
