"""Calculation networks against facts (XBRL 2.1, section 5.2.5.2; Calculations 1.1, REC 2023-02-22).

One binding, three readings of it. *Exact* is the source tier: canonical figures are not rounded, so a sum holds or it
does not. The other two say what an XBRL processor makes of the published facts: 2.1 rounds, and 1.1 asks whether
figures exist that round to what is reported. On rounded facts 1.1 alone lets several units pass in a long sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from tanshin.report.aspect import Dimensions, Entity, Period, Unit
from tanshin.report.fact import VAGUE, Fact
from tanshin.report.report import Report
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Network, Relationship
from tanshin.values.interval import ZERO, Interval, interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import EXACT, Rounding, check_magnitude

#: What is filed of a concept in a place, and the place.
E = TypeVar("E")
P = TypeVar("P")

#: Everything but the concept: items of one calculation share it (c-equal and u-equal, XBRL 2.1, section 4.10).
Place = tuple[Entity, Period, Unit | None, Dimensions]

_HALF_EVEN = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


class Summation(Struct, frozen=True):
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
        if any(fact.decimals == VAGUE for fact in (self.total, *(fact for fact, _ in self.items))):
            return True  # no rounding makes a figure equal to one of which nothing is known
        rounded = total((_rounded(number(fact), fact.decimals), weight) for fact, weight in self.items)
        return _rounded(rounded, self.total.decimals) != _rounded(self.reported, self.total.decimals)

    def is_inconsistent_11(self, mode: Rounding) -> bool | None:
        """Whether Calculations 1.1 calls the total inconsistent; ``None`` where it does not judge.

        It does not judge where facts about one thing contradict each other, or show more digits than they claim.
        """
        facts = [self.total, *(fact for fact, _ in self.items), *self.repeated]
        if any(fact.value is None or fact.decimals == VAGUE or _has_excess_digits(fact) for fact in facts):
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
    facts = report.facts
    return tuple(bind(facts, (facts,), dts.calculation.values()))


def bind(totals: Sequence[Fact], parents: Iterable[Sequence[Fact]], networks: Iterable[Network]) -> Iterator[Summation]:
    """A summation for each total and network with at least one item, all of them non-nil and in one place.

    ``parents`` hold the items. A report has one parent, which holds the totals as well. An instance with tuples has
    more: items of a total are all that stand below its parent, and facts in different tuples are no duplicates (XBRL
    2.1, section 5.2.5.2).
    """
    own = _filed(totals)
    filed = [own if facts is totals else _filed(facts) for facts in parents]
    for one in bindings(own, filed, networks):
        summation = summation_of(one.role, one.total, zip(one.arcs, one.items, strict=True))
        if summation.items and not summation.total.is_nil:
            yield summation


class Binding(NamedTuple, Generic[E, P]):
    """What stands in the place of a total: what is filed of it there, and of each item, by parent."""

    role: str
    place: P
    total: E
    arcs: tuple[Relationship, ...]
    items: list[list[E]]


def bindings(
    own: Mapping[QName, Mapping[P, E]], parents: Sequence[Mapping[QName, Mapping[P, E]]], networks: Iterable[Network]
) -> Iterator[Binding[E, P]]:
    """Every total of every network that is filed, with what is filed of its items in the same place.

    What is filed may be anything: facts of a report, or what little of a million items has to be kept.
    """
    for network in networks:
        for concept, arcs in network.children.items():
            places = own.get(concept)
            if places:
                columns = [[filed for by_concept in parents if (filed := by_concept.get(arc.target))] for arc in arcs]
                for place, total in places.items():
                    items = [[filed[place] for filed in column if place in filed] for column in columns]
                    yield Binding(network.role, place, total, arcs, items)


def summation_of(
    role: str, totals: Sequence[Fact], reported: Iterable[tuple[Relationship, Iterable[Sequence[Fact]]]]
) -> Summation:
    """The summation of a total, nil ones last, and of what is reported of each item, by parent."""
    items: list[tuple[Fact, Decimal]] = []
    absent: list[QName] = []
    repeated = list(totals[1:])
    for arc, parents in reported:
        weight = Decimal(1) if arc.weight is None else arc.weight
        values = [(facts[0], weight) for facts in parents if not facts[0].is_nil]
        items += values
        absent += [] if values else [arc.target]
        repeated += [fact for facts in parents for fact in facts[1:]]
    return Summation(role, totals[0], tuple(items), tuple(absent), tuple(repeated))


_Filed = dict[QName, dict[Place, list[Fact]]]


def _filed(facts: Iterable[Fact]) -> _Filed:
    """Numeric facts by concept and place, nil ones last: they repeat another, whatever its value (XBRL 2.1, 4.10)."""
    found: _Filed = {}
    for fact in sorted(facts, key=lambda fact: fact.is_nil):
        key = fact.key
        if key.unit is not None:
            place = (key.entity, key.period, key.unit, key.dimensions)
            found.setdefault(key.concept, {}).setdefault(place, []).append(fact)
    return found


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
