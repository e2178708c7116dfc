"""The ledger of forecasts: what each filing says of periods that are not over on the day it is announced.

The company's targets and the forecasts of the exchange's form are one thing where ``figures.yaml`` says that the one is
the other. Amounts per share are compared as they are stated and, after a split, for a share of the later day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from tanshin.derive.expression import FORM, Item
from tanshin.derive.figure import Figure
from tanshin.report.aspect import SHARES, Duration, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.series import Series
from tanshin.validate.history import RECORD_DATES, History, Published, last_day
from tanshin.values.date import add_months
from tanshin.values.qname import QName

#: Members of the form that say what kind of figure it is, and not of what.
_KINDS = {"ResultMember", "ForecastMember", "ConsolidatedMember", "PreviousMember", "CurrentMember"}
_TOTAL = {"AnnualMember"}
#: Members of a notice of revision: what was announced before, and what is announced now.
_PREVIOUS, _REVISED = "PreviousMember", "CurrentMember"
_FORECASTS = "forecasts"
#: From these deviations on a company has to announce that a result differs from its forecast: revenues, income
#: (Securities Listing Regulations of the exchange, Rule 405, and their Enforcement Rules, Rule 407).
DEVIATION = {True: Fraction(1, 10), False: Fraction(3, 10)}


class Group(StrEnum):
    """What a flag of the form speaks of; the value is the flag's element."""

    RESULTS = "CorrectionOfConsolidatedFinancialForecastInThisQuarter"
    DIVIDENDS = "CorrectionOfDividendForecastInThisQuarter"


class Subject(NamedTuple):
    """What is forecast, and for when."""

    series: Series
    period: Period


class Entry(Struct, frozen=True):
    """A forecast of the filing beside the latest one that an earlier filing announced of the same."""

    fact: Fact
    before: Published
    agrees: bool
    group: Group | None


class Outcome(Struct, frozen=True):
    """A result beside the latest forecast of it; ``share`` is how far it is from that, as a share of the forecast."""

    fact: Fact
    forecast: Published
    share: Fraction
    limit: Fraction


class Flag(Struct, frozen=True):
    """A flag of the form that says whether forecasts were revised, and the forecasts it speaks of.

    ``entries`` are only those whose last forecast stands in the filing of the quarter before: after an older one,
    others may have been announced.
    """

    fact: Fact
    group: Group
    entries: tuple[Entry, ...]

    @property
    def revised(self) -> tuple[Entry, ...]:
        """The forecasts that are not what they were."""
        return tuple(one for one in self.entries if not one.agrees)


class Ledger(Struct, frozen=True, dict=True):
    """The forecasts of a filing and of those before it; ``figures`` tell which targets are forecasts of the form."""

    history: History
    figures: tuple[Figure, ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every forecast that was announced before, oldest tables first."""
        return tuple(self._entries())

    @cached_property
    def unflagged(self) -> tuple[Entry, ...]:
        """The forecasts of which no flag of the form says whether they were revised.

        One per share goes with the income that is forecast beside it, where that has a flag and was revised.
        """
        flagged = {one.group for one in self.flags}
        revised = {one.fact.key.period for one in self.entries if one.group is Group.RESULTS and not one.agrees}
        moved = revised if Group.RESULTS in flagged else set[Period]()
        return tuple(
            one
            for one in self.entries
            if one.group not in flagged and not (one.fact.table == _FORECASTS and one.fact.key.period in moved)
        )

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """The flags of the filing's form."""
        filing = self.history.filing
        return tuple(
            Flag(fact, group, tuple(self._proved(group)))
            for group in Group
            for fact in filing.report.by_concept.get(filing.form_taxonomy.name(group.value), ())
            if isinstance(fact.value, bool)
        )

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every result of the form that was forecast for a period that is over now."""
        return tuple(self._outcomes())

    @cached_property
    def compared(self) -> frozenset[Key]:
        """The forecasts of the filing that an earlier one announced as well."""
        return frozenset(one.fact.key for one in self.entries)

    def is_said(self, entry: Entry) -> bool:
        """Whether a footnote stands on the cell or the row that prints a forecast."""
        filing = self.history.filing
        cells = [(one.table, one.row, one.column) for one in filing.prints if one.key == entry.fact.key]
        return any(
            (target.table, target.row) == (table, row) and target.column in (None, column)
            for footnote in filing.footnotes
            for target in footnote.targets
            for table, row, column in cells
        )

    def _entries(self) -> Iterator[Entry]:
        filing = self.history.filing
        for name, fact in self.history.own:
            if not _is_ahead(fact, filing) or fact.concept in self.history.accompanying or _has(fact, _REVISED):
                continue
            before = self._announced.get(self._subject(name, fact.key.period))
            if before:
                yield Entry(fact, before, self.history.agree(fact, before), self._group(fact))

    @cached_property
    def _announced(self) -> Mapping[Subject, Published]:
        """The latest forecast of each subject in the earlier filings."""
        found: dict[Subject, Published] = {}
        for filing in self.history.before:
            for name, fact in self.history.named[filing.name]:
                if _is_ahead(fact, filing) and not _has(fact, _PREVIOUS):
                    found.setdefault(self._subject(name, fact.key.period), Published(fact, filing))
        return found

    def _subject(self, name: Series, period: Period) -> Subject:
        local, members, unit = name
        kept = tuple((axis, member) for axis, member in members if member not in _KINDS)
        return Subject((self._aliases.get(local, local), kept, unit), period)

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        """The company's targets that are forecasts of the form, by what the form calls them."""
        return {
            one.concept.local: f"{FORM}.{one.tree.concept.local}"
            for one in self.figures
            if one.concept and isinstance(one.tree, Item) and one.tree.of_form
        }

    def _group(self, fact: Fact) -> Group | None:
        filing = self.history.filing
        if fact.concept not in filing.form_taxonomy.dts.concepts:
            return None
        if any(axis.local == RECORD_DATES for axis, _ in fact.key.dimensions):
            return Group.DIVIDENDS if fact.key.unit and fact.key.unit.denominators == SHARES.numerators else None
        unit = fact.key.unit
        # The forecast per share moves with the number of shares and is no forecast of results by itself.
        is_amount = unit is not None and unit.is_money
        return Group.RESULTS if is_amount and fact.table == _FORECASTS else None

    def _proved(self, group: Group) -> Iterator[Entry]:
        last = add_months(self.history.filing.calendar.period("CurrentAccumulated").last, -3)
        for one in self.entries:
            if one.group is group and one.before.filing.calendar.period("CurrentAccumulated").last == last:
                yield one

    def _outcomes(self) -> Iterator[Outcome]:
        filing = self.history.filing
        table = filing.form.table_of.get(_FORECASTS)
        revenues = {concept.local for concept in table.columns[0].concepts} if table and table.columns else set()
        for name, fact in self.history.own:
            if fact.concept not in filing.form_taxonomy.dts.concepts or _is_ahead(fact, filing):
                continue
            if not isinstance(fact.value, Decimal) or not isinstance(fact.key.period, Duration):
                continue
            forecast = self._announced.get(self._subject(name, fact.key.period))
            if forecast is None or not forecast.value:
                continue
            if any(axis.local == RECORD_DATES for axis, _ in fact.key.dimensions):
                if any(member in _TOTAL for _, member in name[1]):  # of the parts, which are compared
                    continue
                limit = Fraction()
                is_same = self.history.agree(fact, forecast)
                apart = Fraction() if is_same else Fraction(fact.value) / Fraction(forecast.value) - 1
            elif fact.key.unit and not fact.key.unit.denominators:
                limit = DEVIATION[fact.concept.local in revenues]
                apart = Fraction(fact.value - forecast.value) / abs(Fraction(forecast.value))
            else:
                continue
            yield Outcome(fact, forecast, apart, limit)


def _has(fact: Fact, member: str) -> bool:
    return any(isinstance(one, QName) and one.local == member for _, one in fact.key.dimensions)


def _is_ahead(fact: Fact, filing: Filing) -> bool:
    """Whether an amount, in all or per share, is of a period that is not over on the day of the announcement."""
    if not isinstance(fact.value, Decimal) or not isinstance(fact.key.period, Duration) or fact.key.unit is None:
        return False
    unit = fact.key.unit
    if unit.currency is None and not unit.denominators:
        return False
    return last_day(fact.key.period) > filing.announced
