"""Identities against facts: equations that tie several contexts, which no calculation arc can express.

An identity holds wherever the statements it speaks of are printed. A roll-forward is a matter of the statement that
opens and closes its balance: elsewhere single movements may well be reported (net income of a quarter) without the
others, and a movement that is not reported would count as zero for the wrong reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from tanshin.report.aspect import Dimensions, Duration, Period, Unit
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Table
from tanshin.report.unit import unit_of
from tanshin.taxonomy.identity import Equality, Identity, MemberSum, RollForward, Term
from tanshin.taxonomy.statement import Statement
from tanshin.validate.calculation import number, total
from tanshin.values.qname import QName
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


class Evaluation(Struct, frozen=True):
    """All identities of a filing: where they could be evaluated, and where not."""

    equations: tuple[Equation, ...]
    gaps: tuple[Gap, ...]


def evaluate(filing: Filing) -> Evaluation:
    """Every identity of the issuer's taxonomy, wherever the filing's statements call for it."""
    equations: list[Equation] = []
    gaps: list[Gap] = []
    for identity in filing.taxonomy.identities:
        found = list(_evaluate(identity, filing))
        if not found and _is_printed(identity, filing):
            found = [Gap(identity)]
        equations += (one for one in found if isinstance(one, Equation))
        gaps += (one for one in found if isinstance(one, Gap))
    return Evaluation(tuple(equations), tuple(gaps))


def _evaluate(identity: Identity, filing: Filing) -> Iterator[Equation | Gap]:
    match identity:
        case RollForward():
            yield from _roll_forward(identity, filing)
        case MemberSum():
            yield from _member_sum(identity, filing)
        case Equality():
            yield from _equality(identity, filing)


def _roll_forward(identity: RollForward, filing: Filing) -> Iterator[Equation | Gap]:
    for role, period, unit, dimensions in dict.fromkeys(_spans(identity, filing)):

        def key(concept: QName, when: Period, unit: Unit | None = unit, dimensions: Dimensions = dimensions) -> Key:
            return Key(concept, filing.entity, when, unit, dimensions)

        opening = filing.unrounded.get(key(identity.balance, period.opening))
        closing = filing.unrounded.get(key(identity.balance, period.closing))
        changes = [
            (fact, Decimal(weight))
            for concept, weight in identity.changes.items()
            if (fact := filing.unrounded.get(key(concept, period))) and not fact.is_nil
        ]
        if opening and closing:
            yield Equation(identity, (closing, Decimal(1)), ((opening, Decimal(1)), *changes), role=role)
        elif opening or closing or changes:
            balances = ((opening, period.opening), (closing, period.closing))
            yield Gap(
                identity,
                tuple(fact for fact in (opening, closing, *(fact for fact, _ in changes)) if fact),
                tuple(key(identity.balance, when) for fact, when in balances if not fact),
            )


def _spans(identity: RollForward, filing: Filing) -> Iterator[tuple[str, Duration, Unit | None, Dimensions]]:
    """The periods, units and members for which a statement that opens the balance is printed."""
    concept = filing.dts.concepts[identity.balance]
    for table in filing.tables:
        statement = filing.statement(table)
        if not _opens(statement, identity.balance):
            continue
        for column in table.columns:
            if column.variant or (column.dimensions and identity.axis not in dict(column.dimensions)):
                continue
            for name in (column.period,) if column.period else table.periods:
                period = filing.calendar.period(name)
                yield statement.role, period, unit_of(concept, column.unit), column.dimensions


def _opens(statement: Statement, balance: QName) -> bool:
    return any(line.opens and line.concept == balance for _, line in statement.walk())


def _member_sum(identity: MemberSum, filing: Filing) -> Iterator[Equation | Gap]:
    for concept in identity.concepts:
        # The columns of one table are what is added up; the total may be printed elsewhere as well.
        tables = (table for table in filing.tables if _prints(table, concept, identity.axis, filing))
        role = next((filing.statement(table).role for table in tables), None)
        stated = identity.total or concept
        members: dict[Key, dict[QName, Fact]] = {}
        for fact in filing.unrounded.by_concept.get(concept, ()):
            member, key = _without(identity.axis, fact.key)
            if member in identity.members and not fact.is_nil:
                members.setdefault(key._replace(concept=stated), {})[member] = fact
        totals = {fact.key: fact for fact in filing.unrounded.by_concept.get(stated, ())}
        for key, found in members.items():
            # Members in the order of the identity, which is that of the printed columns.
            facts = tuple(found[member] for member in identity.members if member in found)
            if key in totals:
                terms = tuple((fact, Decimal(1)) for fact in facts)
                yield Equation(identity, (totals[key], Decimal(1)), terms, role=role)
            else:
                yield Gap(identity, facts, (key,))


def _without(axis: QName, key: Key) -> tuple[QName | None, Key]:
    """The member a key has on an axis, and the key without it."""
    members = dict(key.dimensions)
    member = members.pop(axis, None)
    return member, key._replace(dimensions=tuple(members.items()))


def _equality(identity: Equality, filing: Filing) -> Iterator[Equation]:
    right = dict(_term(identity.right, filing))
    for place, left in _term(identity.left, filing):
        other = right.get(place)
        if other is None or (left.is_nil and other.is_nil):
            continue
        unit = left.key.unit
        yield Equation(
            identity,
            (left, Decimal(identity.left.weight)),
            ((other, Decimal(identity.right.weight)),),
            identity.tolerance.get(str(unit), Decimal(0)),
        )


def _term(term: Term, filing: Filing) -> Iterator[tuple[tuple[Period, Unit | None, Dimensions], Fact]]:
    """The facts of a term, each by what it has in common with its other side."""
    for fact in filing.unrounded.by_concept.get(term.concept, ()):
        key = fact.key
        if term.axis is not None:
            member, key = _without(term.axis, key)
            if member != term.member:
                continue
        yield (key.period, key.unit, key.dimensions), fact


def _is_printed(identity: Identity, filing: Filing) -> bool:
    """Whether the filing prints the statements the identity speaks of."""
    match identity:
        case RollForward():
            return any(_opens(filing.statement(table), identity.balance) for table in filing.tables)
        case MemberSum():
            return any(_prints(table, concept, identity.axis, filing) for table, concept in _pairs(identity, filing))
        case Equality():
            return all(
                any(_prints(table, term.concept, term.axis, filing) for table in filing.tables)
                for term in (identity.left, identity.right)
            )


def _pairs(identity: MemberSum, filing: Filing) -> Iterable[tuple[Table, QName]]:
    return ((table, concept) for table in filing.tables for concept in identity.concepts)


def _prints(table: Table, concept: QName, axis: QName | None, filing: Filing) -> bool:
    statement = filing.statement(table)
    return concept in statement.concepts and (axis is None or axis in dict(statement.axes))
