"""Calculation networks against facts (XBRL 2.1, section 5.2.5.2; Calculations 1.1, REC 2023-02-22).

One binding, three readings of it. *Exact* is the source tier: canonical figures are not rounded, so a sum holds or it
does not. The other two say what an XBRL processor makes of the published facts: 2.1 rounds, and 1.1 asks whether
figures exist that round to what is reported. On rounded facts 1.1 alone lets several units pass in a long sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import reduce

from tanshin.report.aspect import Dimensions, Entity, Period, Unit
from tanshin.report.fact import Fact
from tanshin.report.report import Report
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Network
from tanshin.values.interval import ZERO, Interval, interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import EXACT, Rounding, check_magnitude

#: Everything but the concept: items of one calculation share it (c-equal and u-equal, XBRL 2.1, section 4.10).
Place = tuple[Entity, Period, Unit | None, Dimensions]

_HALF_EVEN = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


@dataclass(frozen=True)
class Summation:
    """A total and the items that were reported with it, in the order of the network.

    ``absent`` are the contributing concepts without a value there; they count as zero. ``repeated`` are further facts
    about the total or an item, which only an instance can have.
    """

    role: str
    total: Fact
    items: tuple[tuple[Fact, Decimal], ...]
    absent: tuple[QName, ...] = ()
    repeated: tuple[Fact, ...] = ()

    @property
    def reported(self) -> Decimal:
        """The value of the total."""
        return number(self.total)

    @property
    def computed(self) -> Decimal:
        """The sum of the items, exactly."""
        return total((number(fact), weight) for fact, weight in self.items)

    @property
    def difference(self) -> Decimal:
        """How much the total is above the sum of its items, without rounding or tolerance."""
        return EXACT.subtract(self.reported, self.computed)

    @property
    def is_inconsistent_21(self) -> bool:
        """Whether XBRL 2.1 calls the total inconsistent.

        Each figure is rounded to its own decimals, the sum to those of the total; a half goes to the even digit.
        Nothing is bound where a fact is repeated.
        """
        if self.repeated:
            return False
        rounded = total((_rounded(number(fact), fact.decimals), weight) for fact, weight in self.items)
        return _rounded(rounded, self.total.decimals) != _rounded(self.reported, self.total.decimals)

    def is_inconsistent_11(self, mode: Rounding) -> bool | None:
        """Whether Calculations 1.1 calls the total inconsistent; ``None`` where it does not judge.

        It does not judge where facts about one thing contradict each other, or show more digits than they claim.
        """
        facts = [self.total, *(fact for fact, _ in self.items), *self.repeated]
        if any(fact.value is None or _has_excess_digits(fact) for fact in facts):
            return None
        intervals = self._intervals(facts, mode)
        if any(one.is_empty for one in intervals.values()):
            return None
        items = (intervals[fact.concept].scale(weight) for fact, weight in self.items)
        return reduce(Interval.__add__, items, ZERO).intersect(intervals[self.total.concept]).is_empty

    @staticmethod
    def _intervals(facts: Iterable[Fact], mode: Rounding) -> Mapping[QName, Interval]:
        """What the facts about each concept say together."""
        found: dict[QName, Interval] = {}
        for fact in facts:
            own = interval_of(number(fact), fact.decimals, mode)
            found[fact.concept] = found.get(fact.concept, own).intersect(own)
        return found


def summations(report: Report, dts: Dts) -> tuple[Summation, ...]:
    """Every calculation of the taxonomy wherever the report binds it."""
    return tuple(bind(report, report, dts.calculation.values()))


def bind(totals: Iterable[Fact], items: Iterable[Fact], networks: Iterable[Network]) -> Iterator[Summation]:
    """A summation for each total and network with at least one item, all of them non-nil and in one place.

    Totals and items are one collection but for instances with tuples, where the items are all that stand below the
    total's parent (XBRL 2.1, section 5.2.5.2).
    """
    by_concept: dict[QName, dict[Place, list[Fact]]] = {}
    for fact in totals:
        _file(fact, by_concept)
    by_item: dict[QName, dict[Place, list[Fact]]] = {}
    for fact in items:
        _file(fact, by_item)
    nothing: dict[Place, list[Fact]] = {}
    for network in networks:
        for concept, arcs in network.children.items():
            for place, facts in by_concept.get(concept, nothing).items():
                found: list[tuple[Fact, Decimal]] = []
                absent: list[QName] = []
                repeated = facts[1:]
                for arc in arcs:
                    there = by_item.get(arc.target, nothing).get(place)
                    if not there:
                        absent.append(arc.target)
                        continue
                    found.append((there[0], Decimal(1) if arc.weight is None else arc.weight))
                    repeated += there[1:]
                if found:
                    yield Summation(network.role, facts[0], tuple(found), tuple(absent), tuple(repeated))


def _file(fact: Fact, found: dict[QName, dict[Place, list[Fact]]]) -> None:
    if isinstance(fact.value, Decimal):
        key = fact.key
        place = (key.entity, key.period, key.unit, key.dimensions)
        found.setdefault(key.concept, {}).setdefault(place, []).append(fact)


def number(fact: Fact) -> Decimal:
    """The value of a numeric fact; nil counts as zero.

    Raises:
        ValueError: the fact is no number.
    """
    if fact.value is None:
        return Decimal(0)
    if not isinstance(fact.value, Decimal):
        raise ValueError(f"{fact.key} is no number: {fact.value}")  # noqa: TRY004 - the type is fine, the value is not
    return fact.value


def total(terms: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """The sum of values times weights, exactly."""
    return reduce(EXACT.add, (EXACT.multiply(value, weight) for value, weight in terms), Decimal(0))


def _rounded(value: Decimal, decimals: int | None) -> Decimal:
    """XBRL 2.1, section 4.6.7: to the nearest, a half to the even digit, as the conformance suite has it."""
    if decimals is None:
        return value
    check_magnitude(value, decimals)
    return _HALF_EVEN.quantize(value, Decimal((0, (1,), -decimals)))


def _has_excess_digits(fact: Fact) -> bool:
    return _rounded(number(fact), fact.decimals) != number(fact)
