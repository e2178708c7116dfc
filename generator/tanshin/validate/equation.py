"""Identities in their places: equations, limits, and what is missing for them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from tanshin.report.fact import Fact, Key
from tanshin.taxonomy.identity import Equality, Identity, Movement
from tanshin.validate.calculation import number, total
from tanshin.values.rounding import EXACT

#: A fact and how often it counts.
Operand = tuple[Fact, Decimal]


class Equation(Struct, frozen=True):
    """An identity in one place: ``stated`` is one side, ``terms`` add up to the other.

    ``role`` is the statement it was read in, where there is one.
    """

    identity: Identity
    stated: Operand
    terms: tuple[Operand, ...]
    tolerance: Decimal = Decimal(0)
    role: str | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that takes part, the stated one first."""
        return (self.stated[0], *(fact for fact, _ in self.terms))

    @property
    def actual(self) -> Decimal:
        """What is stated."""
        return total([(number(self.stated[0]), self.stated[1])])

    @property
    def expected(self) -> Decimal:
        """What the terms add up to, exactly."""
        return total((number(fact), weight) for fact, weight in self.terms)

    @property
    def difference(self) -> Decimal:
        """How much is stated beyond what was expected."""
        return EXACT.subtract(self.actual, self.expected)

    @property
    def is_usual(self) -> bool:
        """Whether the identity holds only as a rule."""
        return isinstance(self.identity, Equality | Movement) and self.identity.usual

    @property
    def holds(self) -> bool:
        """Whether both sides are equal, or as near as the identity allows."""
        return abs(self.difference) <= self.tolerance


class Gap(Struct, frozen=True):
    """A place where an identity should hold and cannot be checked: some facts are there, ``needs`` are not.

    Without any fact it is an identity that was checked nowhere, although its statements are printed.
    """

    identity: Identity
    facts: tuple[Fact, ...] = ()
    needs: tuple[Key, ...] = ()


class Bound(Struct, frozen=True):
    """A limit in one place: ``less`` is to be no greater than ``more``."""

    identity: Identity
    less: Operand
    more: Operand

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return total([_amount(self.less)]) <= total([_amount(self.more)])


class Evaluation(Struct, frozen=True):
    """All identities of a filing: where they could be evaluated, and where not."""

    equations: tuple[Equation, ...]
    gaps: tuple[Gap, ...]
    bounds: tuple[Bound, ...] = ()


def _amount(operand: Operand) -> tuple[Decimal, Decimal]:
    return number(operand[0]), operand[1]
