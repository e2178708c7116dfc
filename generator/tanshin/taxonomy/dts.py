"""The discoverable taxonomy set: every concept, role and relationship a report is judged by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations

from msgspec import Struct

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.relationship import Network, Relationship, networks
from tanshin.taxonomy.role import Role
from tanshin.values.qname import QName


class Dts(Struct, frozen=True, dict=True):
    """A taxonomy in memory, whatever it was read from.

    Concepts keep the order of their definition. ``schemas`` gives for each namespace the URL of the schema document
    that declares it.
    """

    concepts: Mapping[QName, Concept]
    roles: Mapping[str, Role]
    relationships: tuple[Relationship, ...]
    schemas: Mapping[str, str]

    @cached_property
    def presentation(self) -> Mapping[str, Network]:
        """The presentation network of each role."""
        return self._by_role(arcroles.PARENT_CHILD)

    @cached_property
    def calculation(self) -> Mapping[str, Network]:
        """The calculation network of each role, as of XBRL 2.1."""
        return self._by_role(arcroles.SUMMATION_ITEM)

    @cached_property
    def calculation_11(self) -> Mapping[str, Network]:
        """The calculation network of each role, as of Calculations 1.1."""
        return self._by_role(arcroles.SUMMATION_ITEM_11)

    @cached_property
    def calculations(self) -> tuple[Network, ...]:
        """Every calculation network, of either arcrole; a role may have one of each."""
        return (*self.calculation.values(), *self.calculation_11.values())

    @cached_property
    def default_members(self) -> Mapping[QName, QName]:
        """The default member of each dimension that has one."""
        return {r.source: r.target for r in self.relationships if r.arcrole == arcroles.DIMENSION_DEFAULT}

    def _by_role(self, arcrole: str) -> Mapping[str, Network]:
        return {network.role: network for network in networks(self.relationships, arcrole)}


def clashes(first: Dts, second: Dts) -> Iterator[str]:
    """What two DTSs define differently, in words; nothing when they can be merged."""
    for name in first.concepts:
        if name in second.concepts and first.concepts[name] != second.concepts[name]:
            yield f"{name} is defined twice, differently"
    for uri in first.roles:
        if uri in second.roles and first.roles[uri] != second.roles[uri]:
            yield f"role {uri} is defined twice, differently"


def merge(*parts: Dts) -> Dts:
    """One DTS from several; a concept or role that stands in two parts must be the same in both.

    Raises:
        ValueError: two parts define one name differently.
    """
    for first, second in combinations(parts, 2):
        for clash in clashes(first, second):
            raise ValueError(clash)
    concepts: dict[QName, Concept] = {}
    roles: dict[str, Role] = {}
    relationships: dict[Relationship, None] = {}
    schemas: dict[str, str] = {}
    for part in parts:
        concepts.update(part.concepts)
        roles.update(part.roles)
        relationships.update(dict.fromkeys(part.relationships))
        schemas.update(part.schemas)
    return Dts(concepts, roles, tuple(relationships), schemas)
