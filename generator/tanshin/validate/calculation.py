"""Calculation networks against facts (XBRL 2.1, section 5.2.5.2; Calculations 1.1, REC 2023-02-22).

One binding, several readings of it. *Exact* is the source tier: canonical figures are not rounded, so a sum holds or it
does not. The others say what an XBRL processor makes of the published facts: 2.1 rounds, and 1.1 asks whether figures
exist that round to what is reported. On rounded facts 1.1 alone lets several units pass in a long sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from enum import StrEnum
from functools import reduce

from msgspec import Struct

from tanshin.report.aspect import Dimensions, Entity, Period, Unit
from tanshin.report.fact import VAGUE, Fact
from tanshin.report.report import Report
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Network
from tanshin.validate.binding import Binding, absent_of, bindings, weight_of
from tanshin.values.interval import ZERO, Interval, interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import EXACT, Rounding, check_magnitude


class Mode(StrEnum):
    """By which specification sums are judged."""

    XBRL_21 = "c10"
    """XBRL 2.1, section 5.2.5.2: rounded figures are compared, and what is repeated binds nothing."""

    XBRL_21_ONCE = "c10d"
    """The same, after of facts that say the same the most precise one is kept; no specification has this."""

    ROUNDING = "c11r"
    """Calculations 1.1, round-to-nearest: figures that round to what is reported add up."""

    TRUNCATION = "c11t"
    """Calculations 1.1, truncation: figures that are cut off to what is reported add up."""

    @property
    def is_21(self) -> bool:
        """Whether XBRL 2.1 is meant."""
        return self in (Mode.XBRL_21, Mode.XBRL_21_ONCE)

    @property
    def rounding(self) -> Rounding:
        """How reported figures were made, for Calculations 1.1."""
        return Rounding.TRUNCATE if self is Mode.TRUNCATION else Rounding.HALF_UP


class Verdict(StrEnum):
    """What is said of a sum that is bound."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    REPEATED = "repeated"
    """XBRL 2.1 binds nothing where a total or an item is reported twice."""
    CONTRADICTED = "disallowedDuplicateFacts"
    """Calculations 1.1 stops where facts about one thing are no consistent duplicates."""
    EXCESS_DIGITS = "excessDigits"
    """Calculations 1.1 stops where a fact shows more digits than it claims."""
    UNREADABLE = "unreadable"
    """A figure is no number that could be added, or for Calculations 1.1 one of which no digit is known."""


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
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that takes part."""
        return (self.total, *(fact for fact, _ in self.items), *self.repeated)

    @property
    def is_inconsistent_21(self) -> bool:
        """Whether XBRL 2.1 calls the total inconsistent.

        Each figure is rounded to its own decimals, the sum to those of the total; a half goes to the even digit. A
        figure of which no digit is known is equal to nothing. Nothing is bound where a fact is repeated.
        """
        if self.repeated:
            return False
        if any(fact.decimals == VAGUE for fact in self.facts):
            return True
        added = total((rounded(number(fact), fact.decimals), weight) for fact, weight in self.items)
        return rounded(added, self.total.decimals) != rounded(self.reported, self.total.decimals)

    def is_inconsistent_11(self, mode: Rounding) -> bool | None:
        """Whether Calculations 1.1 calls the total inconsistent; ``None`` where it does not judge.

        It does not judge where facts about one thing contradict each other, show more digits than they claim, or where
        nothing is known of one: a report with a precision of 0 is none of the Open Information Model.
        """
        found = self._verdict_11(mode)
        return found is Verdict.INCONSISTENT if found in (Verdict.INCONSISTENT, Verdict.CONSISTENT) else None

    def verdict(self, mode: Mode) -> Verdict:
        """What is said of the sum in a mode; facts are expected to be de-duplicated where the mode asks for it."""
        if any(isinstance(fact.value, str) for fact in self.facts):
            return Verdict.UNREADABLE
        if not mode.is_21:
            return self._verdict_11(mode.rounding)
        if self.repeated:
            return Verdict.REPEATED
        return Verdict.INCONSISTENT if self.is_inconsistent_21 else Verdict.CONSISTENT

    def _verdict_11(self, mode: Rounding) -> Verdict:
        facts = self.facts
        if any(fact.decimals == VAGUE for fact in facts):
            return Verdict.UNREADABLE
        if any(_has_excess_digits(fact) for fact in facts):
            return Verdict.EXCESS_DIGITS
        intervals = _intervals(facts, mode)
        if intervals is None:
            return Verdict.CONTRADICTED
        items = (intervals[fact.concept].scale(weight) for fact, weight in self.items)
        both = reduce(Interval.__add__, items, ZERO).intersect(intervals[self.total.concept])
        return Verdict.INCONSISTENT if both.is_empty else Verdict.CONSISTENT


def _intervals(facts: Iterable[Fact], mode: Rounding) -> Mapping[QName, Interval] | None:
    """What the facts about each concept say together; ``None`` where some contradict each other.

    Nil and a value do, two values of one precision do (Open Information Model 1.0, section 6.2.1), and those that no
    single figure can have been rounded to.
    """
    found: dict[QName, Interval] = {}
    values: dict[tuple[QName, int | None], Decimal] = {}
    for fact in facts:
        if fact.value is None or values.setdefault((fact.concept, fact.decimals), number(fact)) != number(fact):
            return None
        own = interval_of(number(fact), fact.decimals, mode)
        found[fact.concept] = found.get(fact.concept, own).intersect(own)
    return None if any(one.is_empty for one in found.values()) else found


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
    below: dict[QName, dict[Place, list[list[Fact]]]] = {}
    for facts in parents:
        for concept, places in (own if facts is totals else _filed(facts)).items():
            for place, found in places.items():
                below.setdefault(concept, {}).setdefault(place, []).append(found)
    for binding in bindings(own, below, networks):
        one = summation_of(binding)
        if one is not None:
            yield one


def summation_of(binding: Binding[Place, list[Fact], list[list[Fact]]]) -> Summation | None:
    """The summation of a binding, facts by parent and nil ones last; ``None`` where its total or each item is nil."""
    items: list[tuple[Fact, Decimal]] = []
    repeated = binding.total[1:]
    for arc, parents in binding.items:
        values = [facts for facts in parents if not facts[0].is_nil]
        items += [(facts[0], weight_of(arc)) for facts in values]
        repeated += [fact for facts in values for fact in facts[1:]]
    if not items or binding.total[0].is_nil:
        return None
    absent = absent_of(binding, {fact.concept for fact, _ in items})
    return Summation(binding.network.role, binding.total[0], tuple(items), absent, tuple(repeated))


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


def rounded(value: Decimal, decimals: int | None) -> Decimal:
    """XBRL 2.1, section 4.6.7: to the nearest, a half to the even digit, as the conformance suite has it."""
    if decimals is None:
        return value
    check_magnitude(value, decimals)
    return _HALF_EVEN.quantize(value, Decimal((0, (1,), -decimals)))


def _has_excess_digits(fact: Fact) -> bool:
    return rounded(number(fact), fact.decimals) != number(fact)
