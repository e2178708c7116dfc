from __future__ import annotations

from decimal import Decimal

from tanshin.taxonomy.relationship import Network, Relationship, networks
from tanshin.taxonomy.role import PARENT_CHILD, SUMMATION_ITEM
from tanshin.values.qname import QName

NS = "https://example.com"
ROLE = f"{NS}/role/Sheet"


def name(local: str) -> QName:
    return QName(NS, local)


def arc(source: str, target: str, order: int, arcrole: str = PARENT_CHILD, role: str = ROLE) -> Relationship:
    return Relationship(arcrole, role, name(source), name(target), order)


def test_children_stand_in_their_order_and_not_in_that_of_the_arcs() -> None:
    network = Network(PARENT_CHILD, ROLE, (arc("A", "C", 2), arc("A", "B", 1), arc("B", "D", 1)))
    assert [child.target.local for child in network.children[name("A")]] == ["B", "C"]
    assert name("D") not in network.children


def test_roots_are_what_nothing_points_at() -> None:
    network = Network(PARENT_CHILD, ROLE, (arc("B", "C", 1), arc("X", "Y", 1), arc("A", "B", 1)))
    assert network.roots == (name("X"), name("A"))


def test_walking_goes_depth_first_and_tells_the_arc_that_led_there() -> None:
    first, second, third = arc("A", "B", 1), arc("A", "C", 2), arc("B", "D", 1)
    network = Network(PARENT_CHILD, ROLE, (second, third, first))
    assert list(network.walk()) == [
        (0, name("A"), None),
        (1, name("B"), first),
        (2, name("D"), third),
        (1, name("C"), second),
    ]


def test_a_concept_that_stands_twice_is_met_twice() -> None:
    opening, closing = arc("A", "Cash", 1), arc("A", "Cash", 2)
    walked = list(Network(PARENT_CHILD, ROLE, (opening, closing)).walk())
    assert walked == [(0, name("A"), None), (1, name("Cash"), opening), (1, name("Cash"), closing)]


def test_a_network_without_arcs_has_nothing_to_walk() -> None:
    assert list(Network(PARENT_CHILD, ROLE, ()).walk()) == []


def test_networks_part_the_arcs_of_one_arcrole_by_role() -> None:
    other = f"{NS}/role/Other"
    arcs = (
        arc("A", "B", 1, role=other),
        arc("A", "B", 1),
        arc("A", "C", 2, role=other),
        Relationship(SUMMATION_ITEM, ROLE, name("B"), name("A"), 1, weight=Decimal(1)),
    )
    found = networks(arcs, PARENT_CHILD)
    assert [(network.role, len(network.relationships)) for network in found] == [(other, 2), (ROLE, 1)]
    assert networks(arcs, "https://example.com/unknown") == ()
