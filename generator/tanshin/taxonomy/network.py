"""Statements -> relationships: the networks that their nesting, sums and axes amount to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.qname import QName


def relationships_of(statements: Iterable[Statement], defaults: Mapping[QName, QName]) -> tuple[Relationship, ...]:
    """Every relationship of the statements; ``defaults`` gives the default member (the domain) of an axis."""
    found: list[Relationship] = []
    definitions = _Definitions()
    for statement in statements:
        if statement.presented:
            found += _presentation(statement, defaults)
            found += _calculation(statement)
        found += definitions.added(_definition(statement, defaults))
    return tuple(found)


class _Definitions:
    """Definition arcs; of two forms that fill one role, the later adds what the earlier has not, behind it."""

    def __init__(self) -> None:
        self._targets: dict[tuple[str, str, QName], dict[QName, int | Decimal]] = {}

    def added(self, arcs: Iterable[Relationship]) -> Iterator[Relationship]:
        for arc in arcs:
            siblings = self._targets.setdefault((arc.arcrole, arc.role, arc.source), {})
            if arc.target in siblings:
                continue
            order = max(siblings.values()) + 1 if arc.order in siblings.values() else arc.order
            siblings[arc.target] = order
            yield arc if order == arc.order else replace(arc, order=order)


def _presentation(statement: Statement, defaults: Mapping[QName, QName]) -> Iterator[Relationship]:
    def arc(source: QName, target: QName, order: int, preferred: str | None = None) -> Relationship:
        return Relationship(arcroles.PARENT_CHILD, statement.role, source, target, order, preferred_label=preferred)

    # A concept that stands in several lines, with different members, is shown once under its heading.
    shown: dict[QName, dict[tuple[QName, str], int]] = {}

    def below(parent: QName, lines: Iterable[Line]) -> Iterator[Relationship]:
        placed = shown.setdefault(parent, {})
        for line in lines:
            beside = ((name, STANDARD) for _, name in line.companions)
            for concept, role in ((line.concept, line.role), *beside) if line.concept != parent else ():
                if (concept, role) not in placed:
                    placed[concept, role] = len(placed) + 1
                    yield arc(parent, concept, len(placed), None if role == STANDARD else role)
            yield from below(line.concept, line.lines)

    yield arc(statement.heading, statement.table, 1)
    for order, (axis, members) in enumerate(statement.axes, 1):
        yield arc(statement.table, axis, order)
        domain = defaults.get(axis)
        if domain:
            yield arc(axis, domain, 1)
        for position, member in enumerate(members, 1):
            yield arc(domain or axis, member, position)
    yield arc(statement.heading, statement.line_items, 2)
    yield from below(statement.line_items, statement.lines)


def _calculation(statement: Statement) -> Iterator[Relationship]:
    known: dict[QName, set[QName]] = {}
    for _, line in statement.walk():
        added = known.setdefault(line.concept, set())
        for concept, weight in line.addends:
            if concept not in added:  # two members of one total are added up alike
                added.add(concept)
                yield Relationship(
                    arcroles.SUMMATION_ITEM, statement.role, line.concept, concept, len(added), weight=Decimal(weight)
                )


def _definition(statement: Statement, defaults: Mapping[QName, QName]) -> Iterator[Relationship]:
    def arc(arcrole: str, source: QName, target: QName, order: int) -> Relationship:
        return Relationship(arcrole, statement.role, source, target, order)

    # The heading owns the hypercube and hands it down: everything under the line items inherits it.
    yield Relationship(
        arcroles.ALL, statement.role, statement.heading, statement.table, 1, closed=True, context_element="scenario"
    )
    yield arc(arcroles.DOMAIN_MEMBER, statement.heading, statement.line_items, 1)
    for order, (axis, members) in enumerate(statement.axes, 1):
        yield arc(arcroles.HYPERCUBE_DIMENSION, statement.table, axis, order)
        domain = defaults.get(axis)
        if domain:
            yield arc(arcroles.DIMENSION_DOMAIN, axis, domain, 1)
            yield arc(arcroles.DIMENSION_DEFAULT, axis, domain, 1)
        for position, member in enumerate(members, 1):
            if domain:
                yield arc(arcroles.DOMAIN_MEMBER, domain, member, position)
            else:
                yield arc(arcroles.DIMENSION_DOMAIN, axis, member, position)
    yield from _members(statement)


def _members(statement: Statement) -> Iterator[Relationship]:
    """Domain-member arcs along the nesting; a concept that stands twice under one parent needs only one."""
    seen: set[tuple[QName, QName]] = set()

    def below(parent: QName, lines: Iterable[Line]) -> Iterator[Relationship]:
        for order, line in enumerate(lines, 1):
            for offset, concept in enumerate((line.concept, *line.others) if line.concept != parent else ()):
                if (parent, concept) not in seen:
                    seen.add((parent, concept))
                    yield Relationship(arcroles.DOMAIN_MEMBER, statement.role, parent, concept, order * 10 + offset)
            yield from below(line.concept, line.lines)

    yield from below(statement.line_items, statement.lines)
