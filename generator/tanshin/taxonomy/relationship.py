"""Relationships between concepts and the networks they form (XBRL 2.1, section 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from tanshin.values.qname import QName


class Relationship(Struct, frozen=True):
    """One arc, resolved: from a source concept to a target concept within an extended link role.

    ``order`` is a whole number in sources of ours, and may be any decimal number in those of others. ``weight`` is for
    summation-item, ``preferred_label`` (a label role) for parent-child; ``closed`` and ``context_element`` are for
    has-hypercube arcs. ``target_role`` is the role in which dimensional relationships go on where that is another
    one, ``usable`` tells whether the target can be a member (XBRL Dimensions 1.0, sections 2.4.3 and 2.5.3.3).
    """

    arcrole: str
    role: str
    source: QName
    target: QName
    order: int | Decimal
    weight: Decimal | None = None
    preferred_label: str | None = None
    closed: bool = False
    context_element: str | None = None
    target_role: str | None = None
    usable: bool = True


class Network(Struct, frozen=True, dict=True):
    """All relationships of one arcrole in one extended link role."""

    arcrole: str
    role: str
    relationships: tuple[Relationship, ...]

    @cached_property
    def children(self) -> Mapping[QName, tuple[Relationship, ...]]:
        """The relationships from each source, in their order."""
        found: dict[QName, list[Relationship]] = {}
        for relationship in self.relationships:
            found.setdefault(relationship.source, []).append(relationship)
        return {source: tuple(sorted(arcs, key=lambda arc: arc.order)) for source, arcs in found.items()}

    @cached_property
    def roots(self) -> tuple[QName, ...]:
        """Sources that are nobody's target, in the order of their first appearance."""
        targets = {relationship.target for relationship in self.relationships}
        return tuple(dict.fromkeys(arc.source for arc in self.relationships if arc.source not in targets))

    def walk(self) -> Iterator[tuple[int, QName, Relationship | None]]:
        """Every position, depth first: its depth, its concept, and the relationship that put it there.

        What stands below itself, as it may in taxonomies of others, ends there.
        """
        for root in self.roots:
            yield 0, root, None
            yield from self._below(root, (root,))

    def _below(self, source: QName, above: tuple[QName, ...]) -> Iterator[tuple[int, QName, Relationship]]:
        for arc in self.children.get(source, ()):
            yield len(above), arc.target, arc
            if arc.target not in above:
                yield from self._below(arc.target, (*above, arc.target))


def networks(relationships: Iterable[Relationship], arcrole: str) -> tuple[Network, ...]:
    """The networks of one arcrole, one for each role, in the order of their first relationship."""
    found: dict[str, list[Relationship]] = {}
    for relationship in relationships:
        if relationship.arcrole == arcrole:
            found.setdefault(relationship.role, []).append(relationship)
    return tuple(Network(arcrole, role, tuple(arcs)) for role, arcs in found.items())
