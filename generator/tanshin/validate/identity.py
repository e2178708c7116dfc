"""Identities against facts: equations that tie several contexts, which no calculation arc can express.

An identity holds wherever the statements it speaks of are printed. A roll-forward is a matter of the statement that
opens and closes its balance: elsewhere single movements may well be reported (net income of a quarter) without the
others, and a movement that is not reported would count as zero for the wrong reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.report.aspect import Dimensions, Duration, Member, Period, Unit
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Table
from tanshin.report.unit import unit_of
from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Term, Total, Within
from tanshin.taxonomy.statement import Statement
from tanshin.validate.equation import Bound, Equation, Evaluation, Gap, Operand
from tanshin.values.qname import QName


def evaluate(filing: Filing) -> Evaluation:
    """Every identity of the issuer's taxonomy, wherever the filing's statements call for it."""
    equations: list[Equation] = []
    gaps: list[Gap] = []
    bounds: list[Bound] = []
    for identity in filing.taxonomy.identities:
        found = list(_evaluate(identity, filing))
        if not found and _is_printed(identity, filing):
            found = [Gap(identity)]
        equations += (one for one in found if isinstance(one, Equation))
        gaps += (one for one in found if isinstance(one, Gap))
        bounds += (one for one in found if isinstance(one, Bound))
    return Evaluation(tuple(equations), tuple(gaps), tuple(bounds))


def _evaluate(identity: Identity, filing: Filing) -> Iterator[Equation | Gap | Bound]:
    match identity:
        case RollForward():
            yield from _roll_forward(identity, filing)
        case MemberSum():
            yield from _member_sum(identity, filing)
        case Equality():
            yield from _equality(identity, filing)
        case Movement():
            yield from _movement(identity, filing)
        case AtMost():
            yield from _at_most(identity, filing)
        case Within():
            yield from _within(identity, filing)
        case Total():
            pass  # rounded figures are not looked at here: see tanshin.validate.rounded


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
        members: dict[Key, dict[Member, Fact]] = {}
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


def _without(axis: QName, key: Key) -> tuple[Member | None, Key]:
    """The member a key has on an axis, and the key without it."""
    members = dict(key.dimensions)
    member = members.pop(axis, None)
    return member, key._replace(dimensions=tuple(members.items()))


def _equality(identity: Equality, filing: Filing) -> Iterator[Equation]:
    for left, right in _pairs_of(identity.left, identity.right, filing):
        unit = left[0].key.unit
        yield Equation(identity, left, (right,), identity.tolerance.get(str(unit), Decimal(0)))


def _at_most(identity: AtMost, filing: Filing) -> Iterator[Bound]:
    for left, right in _pairs_of(identity.left, identity.right, filing):
        yield Bound(identity, left, right)


def _pairs_of(left: Term, right: Term, filing: Filing) -> Iterator[tuple[Operand, Operand]]:
    """Two terms wherever both are reported and one is not nil."""
    others = dict(_term(right, filing))
    for (period, unit, dimensions), fact in _term(left, filing):
        at_end = right.at_end and isinstance(period, Duration)
        other = others.get((period.closing if at_end and isinstance(period, Duration) else period, unit, dimensions))
        if other is not None and not (fact.is_nil and other.is_nil):
            yield (fact, Decimal(left.weight)), (other, Decimal(right.weight))


def _term(term: Term, filing: Filing) -> Iterator[tuple[tuple[Period, Unit | None, Dimensions], Fact]]:
    """The facts of a term, each by what it has in common with its other side."""
    for fact in filing.unrounded.by_concept.get(term.concept, ()):
        key = fact.key
        if term.axis is not None:
            member, key = _without(term.axis, key)
            if member != term.member:
                continue
        yield (key.period, key.unit, key.dimensions), fact


def _movement(identity: Movement, filing: Filing) -> Iterator[Equation]:
    report = filing.unrounded
    anchor, *_ = identity.changes
    first, *others = identity.balances.items()
    for fact in report.by_concept.get(anchor, ()):
        period = fact.key.period
        if not isinstance(period, Duration):
            continue
        key = fact.key
        changes = [
            (report.get(key._replace(concept=name)), Decimal(weight)) for name, weight in identity.changes.items()
        ]

        def at(when: Period, names: Iterable[tuple[QName, int]], sign: int, key: Key = key) -> list[Operand]:
            found = ((report.get(key._replace(concept=name, period=when)), weight) for name, weight in names)
            return [(one, Decimal(sign * weight)) for one, weight in found if one]

        opening, closing = at(period.opening, [first], 1), at(period.closing, [first], 1)
        if opening and closing and all(one for one, _ in changes):
            terms = (*opening, *at(period.opening, others, 1), *((one, weight) for one, weight in changes if one))
            yield Equation(identity, closing[0], (*terms, *at(period.closing, others, -1)))


def _within(identity: Within, filing: Filing) -> Iterator[Bound]:
    for concept in identity.concepts:
        facts = [fact for fact in filing.unrounded.by_concept.get(concept, ()) if not fact.is_nil]
        for part in facts:
            for whole in facts:
                if _is_part(part.key, whole.key):
                    yield Bound(identity, (part, Decimal(1)), (whole, Decimal(1)))


def _is_part(part: Key, whole: Key) -> bool:
    """Whether two keys differ in their periods alone, of which the first lies in the second."""
    one, other = part.period, whole.period
    if not isinstance(one, Duration) or not isinstance(other, Duration) or part._replace(period=other) != whole:
        return False
    return one != other and other.first <= one.first and one.last <= other.last


def _is_printed(identity: Identity, filing: Filing) -> bool:
    """Whether the filing prints the statements the identity speaks of."""
    match identity:
        case RollForward():
            return any(_opens(filing.statement(table), identity.balance) for table in filing.tables)
        case MemberSum():
            return any(_prints(table, concept, identity.axis, filing) for table, concept in _pairs(identity, filing))
        case Equality() | AtMost():
            return all(
                any(_prints(table, term.concept, term.axis, filing) for table in filing.tables)
                for term in (identity.left, identity.right)
            )
        case Movement() | Within() | Total():
            # A filing may have only one of the dates, or one of the periods.
            return False


def _pairs(identity: MemberSum, filing: Filing) -> Iterable[tuple[Table, QName]]:
    return ((table, concept) for table in filing.tables for concept in identity.concepts)


def _prints(table: Table, concept: QName, axis: QName | None, filing: Filing) -> bool:
    statement = filing.statement(table)
    return concept in statement.concepts and (axis is None or axis in dict(statement.axes))
