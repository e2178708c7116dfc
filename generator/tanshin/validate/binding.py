"""Which totals and items meet: those of one network in one place (XBRL 2.1, section 5.2.5.2; Calculations 1.1, 6.1).

What is filed may be anything: the facts of a report, or what little of a million items has to be kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

from tanshin.taxonomy.relationship import Network, Relationship
from tanshin.values.qname import QName

P = TypeVar("P")
E = TypeVar("E")
F = TypeVar("F")

#: What is filed about each concept, by the place it is about: all that items of one sum have in common.
Filed: TypeAlias = Mapping[QName, Mapping[P, E]]


class Binding(Struct, Generic[P, E, F], frozen=True):
    """A total and what is filed about its items in the same place, in the order of the network."""

    network: Network
    concept: QName
    place: P
    total: E
    items: Sequence[tuple[Relationship, F]]


def bindings(totals: Filed[P, E], items: Filed[P, F], networks: Iterable[Network]) -> Iterator[Binding[P, E, F]]:
    """Every total that is filed, in every network, with at least one item that is filed in its place.

    The time it takes grows with what is filed, not with the arcs of networks that nobody reports on.
    """
    for network in networks:
        children = network.children
        concepts = children if len(children) <= len(totals) else [one for one in totals if one in children]
        for concept in concepts:
            places = totals.get(concept)
            if places:
                arcs = children[concept]
                columns = [(arc, column) for arc in arcs if (column := items.get(arc.target))]
                for place, found in _rows(places, columns):
                    yield Binding(network, concept, place, places[place], found)


def _rows(
    places: Mapping[P, E], columns: Sequence[tuple[Relationship, Mapping[P, F]]]
) -> Iterator[tuple[P, list[tuple[Relationship, F]]]]:
    """The items in each place, by asking each column for the place, or each place for the columns it is in."""
    if len(places) * len(columns) <= 4 * sum(len(column) for _, column in columns):
        for place in places:
            found = [(arc, column[place]) for arc, column in columns if place in column]
            if found:
                yield place, found
        return
    rows: dict[P, list[tuple[Relationship, F]]] = {}
    for arc, column in columns:
        for place, entry in column.items():
            if place in places:
                rows.setdefault(place, []).append((arc, entry))
    yield from rows.items()


def absent_of(binding: Binding[P, E, F], present: Container[QName]) -> tuple[QName, ...]:
    """The contributing concepts that are not among those with a value."""
    arcs = binding.network.children[binding.concept]
    return tuple(arc.target for arc in arcs if arc.target not in present)


def weight_of(arc: Relationship) -> Decimal:
    """The weight of an item; one where none is said."""
    return Decimal(1) if arc.weight is None else arc.weight
