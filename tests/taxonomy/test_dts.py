from __future__ import annotations

import pytest
from msgspec.structs import replace

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts, clashes, merge
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.values.qname import QName

NS = "https://example.com"
ROLE = Role(f"{NS}/role/Sheet", "Sheet", (("ja", "貸借対照表"), ("en", "Balance sheet")))


def name(local: str, namespace: str = NS) -> QName:
    return QName(namespace, local)


def dts(*locals_: str, namespace: str = NS, role: Role = ROLE) -> Dts:
    concepts = {name(local, namespace): Concept(name(local, namespace)) for local in locals_}
    arcs = tuple(
        Relationship(arcroles.PARENT_CHILD, role.uri, name(locals_[0], namespace), target, order)
        for order, target in enumerate(list(concepts)[1:], 1)
    )
    return Dts(concepts, {role.uri: role}, arcs, {namespace: f"{namespace}/ex.xsd"})


def test_networks_are_found_by_role() -> None:
    one = dts("A", "B", "C")
    assert one.presentation[ROLE.uri].roots == (name("A"),)
    assert one.calculation == {}


def test_the_default_of_a_dimension_is_known() -> None:
    arc = Relationship(arcroles.DIMENSION_DEFAULT, ROLE.uri, name("Axis"), name("Domain"), 1)
    assert replace(dts("A"), relationships=(arc,)).default_members == {name("Axis"): name("Domain")}


def test_merging_keeps_everything_once() -> None:
    first, second = dts("A", "B"), dts("A", "C", namespace="https://example.org")
    both = merge(first, second, first)
    assert list(both.concepts) == [*first.concepts, *second.concepts]
    assert both.relationships == (*first.relationships, *second.relationships)
    assert both.schemas == {**first.schemas, **second.schemas}
    assert both.roles == {ROLE.uri: ROLE}


def test_merging_nothing_gives_nothing() -> None:
    assert merge() == Dts({}, {}, (), {})


def test_two_definitions_of_a_concept_cannot_be_merged() -> None:
    other = replace(dts("A"), concepts={name("A"): Concept(name("A"), ItemType.MONETARY)})
    assert list(clashes(dts("A"), other)) == ["A is defined twice, differently"]
    with pytest.raises(ValueError, match="A is defined twice, differently"):
        merge(dts("A"), dts("B"), other)


def test_clashes_come_in_the_order_of_the_first() -> None:
    names = [f"{letter}{number}" for letter in "ZAMB" for number in range(5)]
    one, other = dts(*names), dts(*reversed(names))
    other = replace(other, concepts={name: Concept(name, ItemType.MONETARY) for name in other.concepts})
    assert [told.split()[0] for told in clashes(one, other)] == names


def test_two_definitions_of_a_role_cannot_be_merged() -> None:
    other = dts("B", role=Role(ROLE.uri, "Sheet"))
    assert list(clashes(dts("A"), other)) == [f"role {ROLE.uri} is defined twice, differently"]
    with pytest.raises(ValueError, match=r"role .* is defined twice"):
        merge(dts("A"), other)


def test_a_role_has_a_title_in_each_language_and_falls_back_to_english_and_its_id() -> None:
    assert [ROLE.title(lang) for lang in ("ja", "en", "de")] == ["貸借対照表", "Balance sheet", "Balance sheet"]
    assert Role(ROLE.uri, "Sheet").title("ja") == "Sheet"
