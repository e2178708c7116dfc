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
    """A concept, optionally in one member of an axis; its value counts ``weight`` times.

    What is measured ``at_end`` is a balance that is compared with a flow: it is that at the end of the flow's period.
    """

    concept: QName
    axis: QName | None = None
    member: QName | None = None
    weight: int = 1
    at_end: bool = False

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

    ``tolerance`` gives, by unit, the difference a company's own footing of a translated column explains. What holds
    only as a rule is ``usual``.
    """

    id: str
    titles: Mapping[str, str]
    left: Term
    right: Term
    tolerance: Mapping[str, Decimal] = field(default_factory=dict)
    usual: bool = False


class Movement(Struct, frozen=True):
    """Balances that no statement rolls forward, and the flows of other statements that move them.

    The balances together, with their weights, move by the changes together: borrowings by what was borrowed and repaid.
    It holds wherever the first balance is reported at both ends of a period and every change within it; a further
    balance that is not reported is zero. What holds only as a rule is ``usual``: a purchase of a company or a
    translation moves some balances past the statement of cash flows.
    """

    id: str
    titles: Mapping[str, str]
    balances: Mapping[QName, int]
    changes: Mapping[QName, int]
    usual: bool = False


class AtMost(Struct, frozen=True):
    """One term is no greater than another in every period and unit in which both are reported."""

    id: str
    titles: Mapping[str, str]
    left: Term
    right: Term


class Within(Struct, frozen=True):
    """What these concepts are over a part of a period is no more than what they are over the whole of it."""

    id: str
    titles: Mapping[str, str]
    concepts: tuple[QName, ...]


class Total(Struct, frozen=True):
    """A concept is the sum of others in one context, as far as rounded figures tell.

    It holds wherever all of them are reported. What a statement adds up is a calculation, and what a table adds up is
    its footing; this is for sums that no table prints as such.
    """

    id: str
    titles: Mapping[str, str]
    total: QName
    parts: Mapping[QName, int]


Identity = RollForward | MemberSum | Equality | Movement | AtMost | Within | Total


def concepts_of(identity: Identity) -> set[QName]:
    """The names that an identity speaks of: concepts, and members that it adds up."""
    match identity:
        case RollForward():
            return {identity.balance, *identity.changes}
        case MemberSum():
            return {*identity.concepts, *identity.members, *((identity.total,) if identity.total else ())}
        case Equality() | AtMost():
            return {identity.left.concept, identity.right.concept}
        case Movement():
            return {*identity.balances, *identity.changes}
        case Within():
            return set(identity.concepts)
        case Total():
            return {identity.total, *identity.parts}
