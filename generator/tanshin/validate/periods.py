"""What follows across periods: sums of parts of a year, quarters that nobody publishes, balances from filing to filing.

Published periods are roads between days (:mod:`tanshin.derive.chain`). Where two ways lead from one day to another, the
flows along both must be equal; where there is one way only, it implies a quarter that is not published by itself.
Many figures share their periods, so the ways are looked for once for each set of periods and not once for each figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from tanshin.derive.chain import Step, chain
from tanshin.report.aspect import Duration, Instant, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.series import Series, series
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.identity import RollForward
from tanshin.validate.calculation import total
from tanshin.validate.history import History, Published

#: Half of the least to twice the greatest of the other quarters is where a steady figure is expected.
BAND = 2
#: So many other quarters must be known before anything is expected of one: of a steady figure, and of its sign.
STEADY, SIGNED = 3, 5

_QUARTERS = tuple(f"{year}Quarter{quarter}" for year in ("Prior", "Current") for quarter in range(1, 5))


class Way(Struct, frozen=True):
    """Figures of published periods with their weights, which add up to what a stretch of time brought."""

    steps: tuple[tuple[Published, int], ...]

    @property
    def value(self) -> Decimal:
        """What they add up to; nil counts as zero."""
        return total((one.value or Decimal(0), Decimal(sign)) for one, sign in self.steps)

    @property
    def slack(self) -> Decimal:
        """By how much rounding and footing may move the sum: a unit of each figure that is rounded."""
        return sum((one.unit for one, _ in self.steps), Decimal(0))


class PeriodSum(Struct, frozen=True):
    """A figure of the filing and other published periods that add up to its own."""

    stated: Published
    way: Way

    @property
    def difference(self) -> Decimal:
        """How much is stated beyond what the others add up to."""
        return total([(self.stated.value or Decimal(0), Decimal(1)), (self.way.value, Decimal(-1))])

    @property
    def holds(self) -> bool:
        """Whether both agree as far as rounding lets one see."""
        return abs(self.difference) <= self.way.slack + self.stated.unit


class Implied(Struct, frozen=True):
    """A quarter that is not published by itself, and the other quarters of the figure in this year and the last."""

    period: Duration
    way: Way
    others: tuple[Decimal, ...]

    @property
    def sign_is_odd(self) -> bool:
        """Whether all of many other quarters have the opposite sign."""
        signs = {value > 0 for value in self.others if value}
        if len(signs) != 1 or sum(1 for value in self.others if value) < SIGNED:
            return False
        value = self.way.value
        return abs(value) > self.way.slack and (value > 0) not in signs

    @property
    def size_is_odd(self) -> bool:
        """Whether the quarter is far from the others, which lie within a factor of two of each other."""
        sizes = [abs(value) for value in self.others]
        if len(sizes) < STEADY or len({value > 0 for value in self.others}) > 1 or not all(sizes):
            return False
        if max(sizes) > BAND * min(sizes):
            return False
        size = abs(self.way.value)
        return not min(sizes) / BAND <= size <= BAND * max(sizes) or (self.way.value > 0) != (self.others[0] > 0)


class Bridge(Struct, frozen=True):
    """A balance, the one before it in time that any filing has, and the flows between them."""

    identity: RollForward
    opening: Published
    closing: Published
    way: Way

    @property
    def difference(self) -> Decimal:
        """How much the closing balance is above the opening one and the flows."""
        values = ((self.closing, 1), (self.opening, -1), *((one, -sign) for one, sign in self.way.steps))
        return total((one.value or Decimal(0), Decimal(sign)) for one, sign in values)

    @property
    def holds(self) -> bool:
        """Whether both agree as far as rounding lets one see."""
        return abs(self.difference) <= self.opening.unit + self.closing.unit + self.way.slack


class Unimplied(Struct, frozen=True):
    """A statement that prints a year and its last quarter, no line of which implies the third quarter."""

    table: str
    period: Duration
    facts: tuple[Fact, ...]


class Periods(Struct, frozen=True, dict=True):
    """The flows of a filing and of those before it."""

    history: History

    @cached_property
    def flows(self) -> Mapping[Series, Mapping[Period, Published]]:
        """Every amount of the filing by period, with what earlier filings have of the same; the latest one counts."""
        filing, history = self.history.filing, self.history
        concepts = filing.taxonomy.dts.concepts
        found: dict[Series, dict[Period, Published]] = {}
        for name, fact in history.own:
            concept = concepts.get(fact.concept)
            if concept and concept.type is ItemType.MONETARY and fact.concept not in history.accompanying:
                found.setdefault(name, {})[fact.key.period] = Published(fact, filing)
        for (name, period), several in history.published.items():
            if name in found:
                found[name].setdefault(period, several[0])
        return found

    def flows_of(self, name: Series) -> Mapping[Period, Published]:
        """What any filing has of an amount, whether or not this one prints it; the latest one counts."""
        if name in self.flows:
            return self.flows[name]
        return self._others.get(name, {})

    @cached_property
    def _others(self) -> Mapping[Series, Mapping[Period, Published]]:
        found: dict[Series, dict[Period, Published]] = {}
        for (name, period), several in self.history.published.items():
            found.setdefault(name, {})[period] = several[0]
        return found

    @cached_property
    def sums(self) -> tuple[PeriodSum, ...]:
        """Every figure of the filing that follows from other periods; each set of periods counts once."""
        return tuple(self._sums())

    @cached_property
    def summed(self) -> frozenset[Key]:
        """The facts that a sum over periods or a passage from balance to balance has to do with."""
        ways = [(one.stated, *(each for each, _ in one.way.steps)) for one in self.sums]
        ways += [(one.opening, one.closing, *(each for each, _ in one.way.steps)) for one in self.bridges]
        return frozenset(one.fact.key for published in ways for one in published)

    @cached_property
    def implied(self) -> tuple[Implied, ...]:
        """The quarters of this year and the last that follow from what the filing and those before it publish."""
        return tuple(self._implied())

    @cached_property
    def bridges(self) -> tuple[Bridge, ...]:
        """Balances and flows between them that only several filings together have."""
        return tuple(self._bridges())

    @cached_property
    def unimplied(self) -> tuple[Unimplied, ...]:
        """The statements whose third quarter no filing at hand lets one imply."""
        calendar = self.history.filing.calendar
        if calendar.quarter != 4:  # earlier in the year no quarter lies between what is published
            return ()
        found: list[Unimplied] = []
        for year in ("Current", "Prior"):
            whole, last, third = (calendar.period(f"{year}{span}") for span in ("Year", "Quarter4", "Quarter3"))
            tables: dict[str, list[Fact]] = {}
            implied: set[str] = set()
            for known in self.flows.values():
                one = known.get(whole)
                if one is None or one.filing is not self.history.filing or one.unit or last not in known:
                    continue
                tables.setdefault(one.fact.table, []).append(one.fact)
                if self._chained(third, frozenset(period for period in known if isinstance(period, Duration))):
                    implied.add(one.fact.table)
            missing = {table: facts for table, facts in tables.items() if table not in implied}
            found += (Unimplied(table, third, tuple(facts)) for table, facts in missing.items())
        return tuple(found)

    def _chained(self, wanted: Duration, published: frozenset[Duration]) -> tuple[Step, ...] | None:
        """A way through published periods, looked for once: most lines of a statement have the same ones."""
        ways: dict[tuple[Duration, frozenset[Duration]], tuple[Step, ...] | None] = self._ways
        if (wanted, published) not in ways:
            ways[wanted, published] = chain(wanted, published)
        return ways[wanted, published]

    @cached_property
    def _ways(self) -> dict[tuple[Duration, frozenset[Duration]], tuple[Step, ...] | None]:
        return {}

    def _sums(self) -> Iterator[PeriodSum]:
        plans: dict[tuple[frozenset[Duration], frozenset[Duration]], tuple[tuple[Duration, tuple[Step, ...]], ...]] = {}
        for known in self._durations():
            own = frozenset(period for period, one in known.items() if one.filing is self.history.filing)
            if len(known) < 3 or not own:
                continue
            pattern = (frozenset(known), own)
            if pattern not in plans:
                plans[pattern] = tuple(_plans(*pattern))
            for wanted, steps in plans[pattern]:
                yield PeriodSum(known[wanted], Way(tuple((known[period], sign) for period, sign in steps)))

    def _implied(self) -> Iterator[Implied]:
        plans: dict[frozenset[Duration], tuple[tuple[Duration, tuple[Step, ...]], ...]] = {}
        calendar = self.history.filing.calendar
        quarters = [calendar.period(name) for name in _QUARTERS]
        for known in self._durations():
            pattern = frozenset(known)
            if pattern not in plans:
                ways = ((quarter, self._chained(quarter, pattern)) for quarter in quarters)
                plans[pattern] = tuple((quarter, steps) for quarter, steps in ways if steps)
            ways_of = {
                quarter: Way(tuple((known[period], sign) for period, sign in steps))
                for quarter, steps in plans[pattern]
            }
            values = {quarter: way.value for quarter, way in ways_of.items()}
            for quarter, way in ways_of.items():
                if len(way.steps) > 1 and any(one.filing is self.history.filing for one, _ in way.steps):
                    others = tuple(value for other, value in values.items() if other != quarter)
                    yield Implied(quarter, way, others)

    def _durations(self) -> Iterator[dict[Duration, Published]]:
        for known in self.flows.values():
            yield {period: one for period, one in known.items() if isinstance(period, Duration)}

    def _bridges(self) -> Iterator[Bridge]:
        filing = self.history.filing
        for identity in filing.taxonomy.identities:
            if not isinstance(identity, RollForward) or identity.axis or len(identity.changes) != 1:
                continue
            ((change, weight),) = identity.changes.items()
            if filing.dts.concepts[identity.balance].type is ItemType.MONETARY and weight == 1:
                for name, known in self.flows.items():
                    if name[0] == identity.balance.local and not name[1]:
                        yield from self._between(identity, known, self.flows.get(series(change, (), name[2]), {}))

    def _between(
        self, identity: RollForward, balances: Mapping[Period, Published], flows: Mapping[Period, Published]
    ) -> Iterator[Bridge]:
        days = sorted(one for one in balances if isinstance(one, Instant))
        published = tuple(period for period in flows if isinstance(period, Duration))
        for before, after in pairwise(days):
            span = Duration(before.day.fromordinal(before.day.toordinal() + 1), after.day)
            steps = chain(span, published)
            if not steps:
                continue
            way = Way(tuple((flows[period], sign) for period, sign in steps))
            parts = [balances[before], balances[after], *(one for one, _ in way.steps)]
            mine = [one.filing is self.history.filing for one in parts]
            # What one filing has all by itself is its own roll-forward (TNS201), or that of the filing before.
            if any(mine[2:]) and (not all(mine) or len(steps) > 1):
                yield Bridge(identity, balances[before], balances[after], way)


def _plans(periods: frozenset[Duration], own: frozenset[Duration]) -> Iterator[tuple[Duration, tuple[Step, ...]]]:
    """The periods of the filing that others add up to, and how; one plan for each set of periods."""
    seen: set[frozenset[Duration]] = set()
    for wanted in sorted(own):
        steps = chain(wanted, periods - {wanted})
        if steps:
            taking_part = frozenset({wanted, *(period for period, _ in steps)})
            if taking_part not in seen:
                seen.add(taking_part)
                yield wanted, steps
