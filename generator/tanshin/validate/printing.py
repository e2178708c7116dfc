"""Where each printed figure comes from: derived, moved by the display policy, or known because it is given.

Every figure of every table is taken away in thought, and what the rest of the filing says about it is rounded and made
to foot as the company does it. What comes out so need not be given. What does not is told with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from tanshin.derive.derived import Derived, derive, translations
from tanshin.derive.display import Node, Shown, displayed
from tanshin.derive.footing import Footing
from tanshin.derive.place import HOME, is_foreign
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, MarkKind, Print
from tanshin.validate.workpaper import Workpaper
from tanshin.values.rounding import EXACT, scaled


class Origin(StrEnum):
    """How a printed figure can be had."""

    DERIVED = "derived"
    """It is what follows, rounded by itself."""

    ADJUSTED = "adjusted"
    """It is what follows, moved by a unit as the display policy moves it."""

    GIVEN = "given"
    """It is known because it is given."""


class Reason(StrEnum):
    """Why a figure has to be given."""

    SOURCE = "no source more precise in the filing"
    ROUNDED = "made of figures known only rounded"
    ELSEWHERE = "known from another filing only"
    MOVED = "the company moved another line"
    PUBLISHED = "published so (recorded)"
    DAMAGED = "damaged text (mark)"
    OWN = "the company's own (target, forecast)"


class Printing(Struct, frozen=True):
    """A printed figure and where it comes from; ``expected`` is what the rest of the filing would have printed.

    A figure that has to be given and has no ``reason`` is one that nobody has explained.
    """

    printed: Print
    origin: Origin
    expected: Decimal | None = None
    reason: Reason | None = None


def printings(paper: Workpaper) -> tuple[Printing, ...]:
    """Every printed figure in the order of the tables; marks of nil are none."""
    judge = _Judge(paper)
    return tuple(judge.judge(one) for one in paper.filing.prints if one.value is not None and one.decimals is not None)


class _Judge(Struct, frozen=True, dict=True):
    paper: Workpaper

    @property
    def filing(self) -> Filing:
        return self.paper.filing

    def judge(self, one: Print) -> Printing:
        """Where a printed figure comes from."""
        node = _node(one)
        fact = self.filing.report.get(one.key)
        if fact and fact.source != one.source and fact.decimals == one.decimals and fact.value == one.value:
            return Printing(one, Origin.DERIVED, one.value)  # another table has it in the same digits
        shown = self._shown.get(node)
        if shown and shown.value == one.value:
            return Printing(one, Origin.DERIVED if shown.plain == one.value else Origin.ADJUSTED, shown.value)
        return Printing(one, Origin.GIVEN, shown.value if shown else None, self._reason(one, shown))

    def _reason(self, one: Print, shown: Shown | None) -> Reason | None:
        if (one.table, one.row, one.column) in self._deviating:
            return Reason.PUBLISHED
        if mark := self._marks.get((one.table, one.row, one.column)):
            return Reason.DAMAGED if mark in (MarkKind.ILLEGIBLE, MarkKind.RECOMPUTED) else Reason.PUBLISHED
        if shown is None:
            if self._is_own(one.key):
                return Reason.OWN
            return Reason.ELSEWHERE if self._is_elsewhere(one) else Reason.SOURCE
        derived = self._derived.get(one.key)
        by_millions = self.paper.from_millions.get(one.key)
        if (derived and derived.allows(one.value)) or (by_millions and by_millions.value == one.value):
            return Reason.ROUNDED
        units = scaled(EXACT.subtract(one.value or Decimal(0), shown.plain), one.decimals or 0)
        return Reason.MOVED if abs(units) <= 1 and _node(one) in self._in_sums else None

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str, str], MarkKind]:
        return {(mark.table, mark.row, mark.column): mark.kind for mark in self.filing.marks}

    @cached_property
    def _deviating(self) -> frozenset[tuple[str, str, str]]:
        return frozenset((one.table, one.row, one.column) for one in self.filing.deviations)

    def _is_own(self, key: Key) -> bool:
        targets = self.filing.taxonomy.targets
        return key.concept in targets or any("Forecast" in member.local for _, member in key.dimensions)

    def _is_elsewhere(self, one: Print) -> bool:
        """Whether an earlier filing has the figure, or what it is made of."""
        if (derived := self._with_earlier.get(one.key)) and derived.is_checkable:
            return derived.allows(one.value)
        for filing in self.paper.earlier:
            name = filing.taxonomy.name
            members = tuple(sorted((name(axis.local), name(member.local)) for axis, member in one.key.dimensions))
            fact = filing.report.get(one.key._replace(concept=name(one.key.concept.local), dimensions=members))
            if fact and one.decimals is not None and isinstance(fact.value, Decimal):
                plain = rounded(Fraction(fact.value), one.decimals, rounding_of(one.key.unit, filing))
                return plain == one.value and fact.decimals is not None and fact.decimals >= one.decimals
        return False

    @cached_property
    def _with_earlier(self) -> Mapping[Key, Derived]:
        if not self.paper.earlier:
            return {}
        return {one.key: one for one in derive(self.filing, self.paper.figures, self.paper.earlier)}

    @cached_property
    def _derived(self) -> Mapping[Key, Derived]:
        found = (*derive(self.filing, self.paper.figures), *translations(self.filing))
        return {one.key: one for one in reversed(found) if one.is_checkable and one.exact is not None}

    @cached_property
    def _printed(self) -> Mapping[Node, Print]:
        """What is printed of each figure in each precision, where it is first."""
        found: dict[Node, Print] = {}
        for one in self.filing.prints:
            if one.value is not None and one.decimals is not None:
                found.setdefault(_node(one), one)
        return found

    @cached_property
    def _exact(self) -> Mapping[Node, Fraction]:
        """What is known more precisely than it is printed, or by itself from other figures."""
        found: dict[Node, Fraction] = {}
        for node, one in self._printed.items():
            fact = self.filing.report.get(node[0])
            if fact and fact.decimals != node[1] and isinstance(fact.value, Decimal):
                found[node] = Fraction(fact.value)
            elif (derived := self._derived.get(node[0])) and derived.exact is not None:
                found[node] = derived.exact
            elif one.key in self._added_up:
                found[node] = self._added_up[one.key]
        for footing in self.paper.footings:
            total = _node(footing.total)
            if total in self._printed and total not in found:
                terms = ((found.get(_node(one), Fraction(one.value or 0)), weight) for one, weight in footing.terms)
                found[total] = sum((value * Fraction(times) for value, times in terms), Fraction())
        return found

    @cached_property
    def _added_up(self) -> Mapping[Key, Fraction]:
        """What statements add up, and what identities say, in the home currency and in numbers of things."""
        report, found = self.filing.report, dict[Key, Fraction]()
        for one in self.paper.sums:
            (stated, weight), *terms = one.terms
            if not is_foreign(stated.unit):
                values = ((_number(report.get(key)), Fraction(times)) for key, times in terms)
                parts = sum((value * times for value, times in values), Fraction())
                found.setdefault(stated, -parts / Fraction(weight))
        return found

    @cached_property
    def _shown(self) -> Mapping[Node, Shown]:
        given = {node: one.value for node, one in self._printed.items() if one.value is not None}
        return displayed(self.filing, self._exact, given, self._sums)

    @cached_property
    def _sums(self) -> tuple[Footing[Node], ...]:
        """The sums that tables are to show: their footings, and in foreign currency what statements add up."""
        return tuple(one for one in (*self._of_tables(), *self._of_translations()) if _is_even(one))

    def _of_tables(self) -> Iterator[Footing[Node]]:
        for one in self.paper.footings:
            terms = tuple((_node(part), int(weight)) for part, weight in one.terms if part.value is not None)
            yield Footing(_node(one.total), terms)

    def _of_translations(self) -> Iterator[Footing[Node]]:
        for one in self.paper.sums:
            (stated, weight), *terms = one.terms
            if is_foreign(stated.unit):
                facts = [(self.filing.report.get(key), int(-times * weight)) for key, times in terms]
                parts = tuple((_of(fact), times) for fact, times in facts if fact and fact.value is not None)
                total = self.filing.report.get(stated)
                if total and total.value is not None:
                    yield Footing(_of(total), parts)

    @cached_property
    def _in_sums(self) -> frozenset[Node]:
        return frozenset(node for one in self._sums for node in (one.total, *(node for node, _ in one.addends)))


def _node(one: Print) -> Node:
    return one.key, one.decimals or 0


def _of(fact: Fact) -> Node:
    return fact.key, fact.decimals or 0


def _number(fact: Fact | None) -> Fraction:
    return Fraction(fact.value) if fact and isinstance(fact.value, Decimal) else Fraction()


def _is_money(key: Key) -> bool:
    return key.unit is not None and key.unit.numerators[0].namespace == HOME.numerators[0].namespace


def _is_even(one: Footing[Node]) -> bool:
    """Whether all of a sum is printed in one precision; only then it can foot."""
    return {node[1] for node, _ in one.addends} == {one.total[1]}
