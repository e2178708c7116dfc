"""Identities: equations between facts of different contexts, which calculation arcs cannot express.

Calculation arcs tie items of one context (XBRL 2.1, section 5.2.5.2). A roll-forward ties instants with a duration, a
sum over members ties contexts of different dimensions; both are declared in the taxonomy and checked by one engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from tanshin.values.qname import QName


class Term(Struct, frozen=True):
    """A concept, optionally in one member of an axis; its value counts ``weight`` times."""

    concept: QName
    axis: QName | None = None
    member: QName | None = None
    weight: int = 1

    def __str__(self) -> str:
        return f"{self.concept.local}[{self.member.local}]" if self.member else self.concept.local


class RollForward(Struct, frozen=True):
    """Opening balance plus the weighted changes of a period equals the closing balance, also for every member.

    A change that is nil or not reported counts as zero. ``always`` is one that every period reports: who knows only
    facts, and not which statements are printed, finds the period by it.
    """

    id: str
    titles: Mapping[str, str]
    balance: QName
    changes: Mapping[QName, int]
    always: QName
    axis: QName | None = None


class MemberSum(Struct, frozen=True):
    """For each concept, the values over the members of an axis add up to the value without the axis.

    That value is the concept's own, or that of ``total`` where another concept states it.

    A member that is nil or not reported counts as zero; where none is reported there is nothing to add up.
    """

    id: str
    titles: Mapping[str, str]
    axis: QName
    members: tuple[QName, ...]
    concepts: tuple[QName, ...]
    total: QName | None = None


class Equality(Struct, frozen=True):
    """Two terms have one value in every period and unit in which both are reported.

    ``tolerance`` gives, by unit, the difference a company's own footing of a translated column explains.
    """

    id: str
    titles: Mapping[str, str]
    left: Term
    right: Term
    tolerance: Mapping[str, Decimal] = field(default_factory=dict)


Identity = RollForward | MemberSum | Equality
