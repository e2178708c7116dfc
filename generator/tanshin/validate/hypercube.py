"""Whether the dimensions of a fact are those a taxonomy allows (XBRL Dimensions 1.0, sections 2.3 and 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from tanshin.report.aspect import Dimensions, TypedMember
from tanshin.report.fact import Fact
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Relationship
from tanshin.values.qname import QName

_Arcs = Mapping[tuple[str, str, QName], Sequence[Relationship]]


class Hypercubes(Struct, frozen=True, dict=True):
    """The hypercubes of a taxonomy, as ``all`` and ``notAll`` arcs give them to its items.

    Each extended link role is one choice: a fact fits where in one role every hypercube of an ``all`` arc of its item
    takes it, and none of a ``notAll`` arc does (XBRL Dimensions 1.0, section 2.3).
    """

    dts: Dts

    @cached_property
    def _arcs(self) -> _Arcs:
        found: dict[tuple[str, str, QName], list[Relationship]] = {}
        for one in self.dts.relationships:
            found.setdefault((one.arcrole, one.role, one.source), []).append(one)
        return found

    @cached_property
    def by_item(self) -> Mapping[QName, Mapping[str, tuple[Relationship, ...]]]:
        """The arcs of each item to hypercubes by role: its own and those of the items it stands below."""
        found: dict[QName, dict[str, tuple[Relationship, ...]]] = {}
        for one in self.dts.relationships:
            if one.arcrole in (arcroles.ALL, arcroles.NOT_ALL):
                for name in self._below(one.role, one.source):
                    roles = found.setdefault(name, {})
                    roles[one.role] = (*roles.get(one.role, ()), one)
        return found

    def fits(self, fact: Fact) -> bool:
        """Whether a fact has dimensions that its item may have; an item without hypercubes may have any."""
        roles = self.by_item.get(fact.concept, {})
        members = dict(fact.key.dimensions)
        return not roles or any(
            all(self._takes(arc, members) is (arc.arcrole == arcroles.ALL) for arc in arcs) for arcs in roles.values()
        )

    def _takes(self, arc: Relationship, members: Mapping[QName, object]) -> bool:
        axes = self._arcs.get((arcroles.HYPERCUBE_DIMENSION, _next(arc), arc.target), ())
        if arc.closed and not members.keys() <= {one.target for one in axes}:
            return False
        return all(self._has(one, members.get(one.target)) for one in axes)

    def _has(self, axis: Relationship, member: object) -> bool:
        """Whether a member, or the default where none is named, is in the domain of an axis."""
        named = self.dts.default_members.get(axis.target) if member is None else member
        if named is None:
            return False
        return isinstance(named, TypedMember) or named in self._domain(_next(axis), axis.target)

    def _domain(self, role: str, axis: QName) -> frozenset[QName]:
        known = self._domains.get((role, axis))
        if known is None:
            domains = self._arcs.get((arcroles.DIMENSION_DOMAIN, role, axis), ())
            tops = {(_next(one), one.target): one.usable for one in domains}
            # Taxonomies without a domain hang members on the axis itself, and ours do.
            below = (self._below(*top, usable=usable) for top, usable in {**tops, (role, axis): True}.items())
            known = self._domains[role, axis] = frozenset(name for names in below for name in names)
        return known

    @cached_property
    def _domains(self) -> dict[tuple[str, QName], frozenset[QName]]:
        return {}

    def _below(self, role: str, top: QName, *, usable: bool = True) -> Iterable[QName]:
        """A name and everything below it in the domain-member trees that begin in a role, if it can be used."""
        found: dict[tuple[str, QName], bool] = {}
        waiting = [(role, top, usable)]
        while waiting:
            here, name, can_be_used = waiting.pop()
            if (here, name) not in found:
                arcs = self._arcs.get((arcroles.DOMAIN_MEMBER, here, name), ())
                waiting += ((_next(one), one.target, one.usable) for one in arcs)
            found[here, name] = found.get((here, name), False) or can_be_used
        return {name for (_, name), can_be_used in found.items() if can_be_used}


def _next(arc: Relationship) -> str:
    """The role in which what follows an arc stands (XBRL Dimensions 1.0, section 2.4.3)."""
    return arc.target_role or arc.role


def named(dimensions: Dimensions) -> str:
    """The members of a fact with their axes, as a message lists them."""
    return ", ".join(f"{axis.local} = {member.local}" for axis, member in dimensions)
