from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin.taxonomy import label as label_roles
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Balance, Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import Label, Reference
from tanshin.taxonomy.linkbase import (
    REF,
    calculation,
    definition,
    labels,
    locator,
    presentation,
    references,
    role_labels,
)
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import LINK, XBRLDT, XLINK, schema
from tanshin.taxonomy.xlink import GEN, LABEL, XML
from tanshin.values.qname import QName

NS = "https://example.com/taxonomy/2013-03-31"
SHEET = Role(f"{NS}/role/BalanceSheet", "BalanceSheet", (("en", "Balance Sheet"), ("ja", "連結貸借対照表")))
FLOWS = Role(f"{NS}/role/CashFlows", "CashFlows", (("en", "Cash Flows"),))
NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
LOCATE = locator({NS: "ex.xsd"})


def name(local: str) -> QName:
    return QName(NS, local, "ex")


def concept(local: str, *more: tuple[str, str], abstract: bool = True, kind: Kind = Kind.ITEM) -> Concept:
    texts = [Label(label_roles.STANDARD, "en", local), Label(label_roles.STANDARD, "ja", f"{local}（日本語）")]
    texts += [Label(role, "en", text) for role, text in more]
    return Concept(name(local), abstract=abstract, kind=kind, labels=tuple(texts))


def amount(local: str, balance: Balance, *more: tuple[str, str]) -> Concept:
    return replace(
        concept(local, *more, abstract=False), type=ItemType.MONETARY, period=PeriodType.INSTANT, balance=balance
    )


START = (label_roles.PERIOD_START, "Cash, beginning of year")
END = (label_roles.PERIOD_END, "Cash, end of year")
LESS = (label_roles.NEGATED, "LESS: Allowance")
ASC = Reference("http://www.xbrl.org/2003/role/reference", (("Publisher", "FASB"), ("Name", "ASC"), ("Section", "210")))

CONCEPTS = (
    concept("SheetAbstract"),
    concept("SheetTable", kind=Kind.HYPERCUBE),
    concept("SheetLineItems"),
    concept("EquityAxis", kind=Kind.AXIS),
    concept("TotalMember", kind=Kind.MEMBER),
    concept("RetainedMember", kind=Kind.MEMBER),
    replace(amount("Cash", Balance.DEBIT, START, END), references=(ASC, ASC)),
    amount("Allowance", Balance.CREDIT, LESS),
    amount("Assets", Balance.DEBIT),
    concept("FlowsAbstract"),
)


def arc(arcrole: str, role: Role, source: str, target: str, order: int, preferred: str | None = None) -> Relationship:
    return Relationship(arcrole, role.uri, name(source), name(target), order, preferred_label=preferred)


ARCS = (
    arc(arcroles.PARENT_CHILD, SHEET, "SheetLineItems", "Cash", 1),
    arc(arcroles.PARENT_CHILD, SHEET, "SheetLineItems", "Allowance", 2, label_roles.NEGATED),
    arc(arcroles.PARENT_CHILD, SHEET, "SheetLineItems", "Assets", 3),
    arc(arcroles.PARENT_CHILD, FLOWS, "FlowsAbstract", "Cash", 1, label_roles.PERIOD_START),
    arc(arcroles.PARENT_CHILD, FLOWS, "FlowsAbstract", "Allowance", 2),
    arc(arcroles.PARENT_CHILD, FLOWS, "FlowsAbstract", "Cash", 3, label_roles.PERIOD_END),
    replace(arc(arcroles.SUMMATION_ITEM, SHEET, "Assets", "Cash", 1), weight=Decimal("1.0")),
    replace(arc(arcroles.SUMMATION_ITEM, SHEET, "Assets", "Allowance", 2), weight=Decimal(-1)),
    replace(arc(arcroles.ALL, SHEET, "SheetAbstract", "SheetTable", 1), closed=True, context_element="scenario"),
    arc(arcroles.HYPERCUBE_DIMENSION, SHEET, "SheetTable", "EquityAxis", 1),
    arc(arcroles.DIMENSION_DOMAIN, SHEET, "EquityAxis", "TotalMember", 1),
    arc(arcroles.DIMENSION_DEFAULT, SHEET, "EquityAxis", "TotalMember", 1),
    arc(arcroles.DOMAIN_MEMBER, SHEET, "TotalMember", "RetainedMember", 1),
    arc(arcroles.DOMAIN_MEMBER, SHEET, "SheetAbstract", "SheetLineItems", 2),
    arc(arcroles.DOMAIN_MEMBER, SHEET, "SheetLineItems", "Cash", 1),
)
DTS = Dts({c.qname: c for c in CONCEPTS}, {r.uri: r for r in (SHEET, FLOWS)}, ARCS, {NS: f"{NS}/ex.xsd"})
ROLES = (SHEET, FLOWS)

WRITERS: dict[str, Callable[[Dts], bytes]] = {
    "presentation": lambda dts: presentation(dts, ROLES, LOCATE, roles_at="ex.xsd"),
    "calculation": lambda dts: calculation(dts, ROLES, LOCATE, roles_at="ex.xsd"),
    "calculation-1.1": lambda dts: calculation(
        dts, ROLES, LOCATE, arcrole=arcroles.SUMMATION_ITEM_11, roles_at="ex.xsd"
    ),
    "definition": lambda dts: definition(dts, ROLES, LOCATE, roles_at="ex.xsd"),
    "labels-en": lambda dts: labels(dts, dts.concepts, "en", LOCATE),
    "labels-ja": lambda dts: labels(dts, dts.concepts, "ja", LOCATE),
    "references": lambda dts: references(dts, dts.concepts, LOCATE),
    "role-labels-en": lambda dts: role_labels(dts.roles.values(), "en", roles_at="ex.xsd"),
    "role-labels-ja": lambda dts: role_labels(dts.roles.values(), "ja", roles_at="ex.xsd"),
}


def xlink(element: etree._Element, attribute: str) -> str:
    return str(element.get(f"{{{XLINK}}}{attribute}"))


def refs(document: bytes, kind: str) -> dict[str, str]:
    found = etree.fromstring(document).iter(f"{{{LINK}}}{kind}Ref")
    return {str(e.get(f"{kind}URI")): xlink(e, "href") for e in found}


def links(document: bytes) -> list[etree._Element]:
    return [e for e in etree.fromstring(document) if xlink(e, "type") == "extended"]


def arcs(document: bytes) -> list[tuple[str, str, str, str, dict[str, str]]]:
    """Role, arcrole, source and target id of each arc, and what else it says."""
    found = []
    for link in links(document):
        places = {xlink(e, "label"): xlink(e, "href").partition("#")[2] for e in link.iter(f"{{{LINK}}}loc")}
        for element in link:
            if xlink(element, "type") == "arc":
                more = {
                    str(key): str(value)
                    for key, value in element.attrib.items()
                    if not str(key).startswith(f"{{{XLINK}}}")
                }
                source, target = places[xlink(element, "from")], places.get(xlink(element, "to"), "")
                found.append((xlink(link, "role"), xlink(element, "arcrole"), source, target, more))
    return found


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_is_the_same_every_time(kind: str) -> None:
    document = WRITERS[kind](DTS)
    assert document == WRITERS[kind](DTS)
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<link:linkbase ')


@pytest.mark.parametrize("kind", WRITERS)
def test_namespaces_are_declared_at_the_root_only(kind: str) -> None:
    document = WRITERS[kind](DTS)
    assert document.count(b"xmlns:") == len(etree.fromstring(document).nsmap)


@pytest.mark.parametrize("kind", WRITERS)
def test_labels_of_locators_and_resources_are_names_given_once_per_link(kind: str) -> None:
    for link in links(WRITERS[kind](DTS)):
        ends = [xlink(e, "label") for e in link if xlink(e, "type") in ("locator", "resource")]
        assert len(ends) == len(set(ends))
        assert all(NCNAME.fullmatch(end) for end in ends)
        joined = [(xlink(e, "from"), xlink(e, "to")) for e in link if xlink(e, "type") == "arc"]
        assert len(joined) == len(set(joined)), "a link holds one arc between two labels"
        assert {end for pair in joined for end in pair} == set(ends)


@pytest.mark.parametrize("kind", WRITERS)
def test_every_place_pointed_to_in_the_taxonomy_exists(kind: str) -> None:
    ids = {str(e.get("id")) for e in etree.fromstring(schema(DTS, NS)).iter() if e.get("id")}
    pointed = [xlink(e, "href") for e in etree.fromstring(WRITERS[kind](DTS)).iter() if e.get(f"{{{XLINK}}}href")]
    assert pointed
    assert {href.partition("#")[2] for href in pointed if href.startswith("ex.xsd")} <= ids
    assert all(re.match(r"ex\.xsd#|https?://www\.xbrl\.org/.+\.xsd#.", href) for href in pointed)


@pytest.mark.parametrize("kind", WRITERS)
def test_every_role_and_arcrole_that_is_not_of_xbrl_2_1_is_declared(kind: str) -> None:
    root = etree.fromstring(WRITERS[kind](DTS))
    for attribute, which in (("role", "role"), ("arcrole", "arcrole")):
        used = {xlink(e, attribute) for e in root.iter() if xlink(e, "type") in ("extended", "resource", "arc")}
        used |= {str(e.get("preferredLabel")) for e in root.iter() if which == "role" and e.get("preferredLabel")}
        own = {uri for uri in used - {"None"} if not uri.startswith("http://www.xbrl.org/2003/")}
        assert set(refs(WRITERS[kind](DTS), which)) == own


def test_presentation_writes_every_relationship() -> None:
    written = arcs(WRITERS["presentation"](DTS))
    assert [(role, source, target, int(more["order"])) for role, _, source, target, more in written] == [
        (a.role, f"ex_{a.source.local}", f"ex_{a.target.local}", a.order)
        for a in ARCS
        if a.arcrole == arcroles.PARENT_CHILD
    ]


def test_a_concept_can_stand_twice_under_one_parent() -> None:
    flows = [(target, more) for role, _, _, target, more in arcs(WRITERS["presentation"](DTS)) if role == FLOWS.uri]
    assert flows == [
        ("ex_Cash", {"order": "1", "preferredLabel": label_roles.PERIOD_START}),
        ("ex_Allowance", {"order": "2"}),
        ("ex_Cash", {"order": "3", "preferredLabel": label_roles.PERIOD_END}),
    ]


def test_a_negated_label_role_is_referred_to_in_the_registry() -> None:
    registered = "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd#negatedLabel"
    assert refs(WRITERS["presentation"](DTS), "role")[label_roles.NEGATED] == registered
    assert refs(WRITERS["labels-en"](DTS), "role") == {label_roles.NEGATED: registered}
    assert refs(WRITERS["labels-ja"](DTS), "role") == {}


def test_roles_are_written_in_the_order_given_and_only_where_they_have_relationships() -> None:
    document = presentation(DTS, (FLOWS, SHEET, FLOWS), LOCATE, roles_at="ex.xsd")
    assert [xlink(link, "role") for link in links(document)] == [FLOWS.uri, SHEET.uri]
    assert [xlink(link, "role") for link in links(WRITERS["calculation"](DTS))] == [SHEET.uri]
    assert refs(WRITERS["calculation"](DTS), "role") == {SHEET.uri: "ex.xsd#BalanceSheet"}


def test_a_role_may_be_declared_elsewhere() -> None:
    official = replace(SHEET, href="https://example.com/rt.xsd#Role_BS")
    document = presentation(DTS, [official], LOCATE)
    assert refs(document, "role")[SHEET.uri] == "https://example.com/rt.xsd#Role_BS"
    with pytest.raises(ValueError, match="does not say where it is declared"):
        presentation(DTS, [SHEET], LOCATE)


@pytest.mark.parametrize("arcrole", [arcroles.SUMMATION_ITEM, arcroles.SUMMATION_ITEM_11])
def test_calculation_writes_weights_under_either_arcrole(arcrole: str) -> None:
    document = calculation(DTS, ROLES, LOCATE, arcrole=arcrole, roles_at="ex.xsd")
    assert arcs(document) == [
        (SHEET.uri, arcrole, "ex_Assets", "ex_Cash", {"order": "1", "weight": "1"}),
        (SHEET.uri, arcrole, "ex_Assets", "ex_Allowance", {"order": "2", "weight": "-1"}),
    ]


def test_only_calculations_1_1_need_an_arcrole_reference() -> None:
    assert refs(WRITERS["calculation"](DTS), "arcrole") == {}
    assert refs(WRITERS["calculation-1.1"](DTS), "arcrole") == {
        arcroles.SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item"
    }


def test_calculation_refuses_other_arcroles_and_missing_weights() -> None:
    with pytest.raises(ValueError, match="not an arcrole of calculations"):
        calculation(DTS, ROLES, LOCATE, arcrole=arcroles.PARENT_CHILD, roles_at="ex.xsd")
    weightless = replace(DTS, relationships=(arc(arcroles.SUMMATION_ITEM, SHEET, "Assets", "Cash", 1),))
    with pytest.raises(ValueError, match="calculation of ex:Assets from ex:Cash has no weight"):
        WRITERS["calculation"](weightless)


def test_definition_writes_every_dimensional_relationship() -> None:
    written = arcs(WRITERS["definition"](DTS))
    assert [(arcrole, source, target) for _, arcrole, source, target, _ in written] == [
        (a.arcrole, f"ex_{a.source.local}", f"ex_{a.target.local}") for a in ARCS[8:]
    ]


def test_a_hypercube_says_where_its_dimensions_stand_and_that_it_is_closed() -> None:
    (cube,) = [more for _, arcrole, *_, more in arcs(WRITERS["definition"](DTS)) if arcrole == arcroles.ALL]
    assert cube == {"order": "1", f"{{{XBRLDT}}}contextElement": "scenario", f"{{{XBRLDT}}}closed": "true"}
    nowhere = replace(DTS, relationships=(arc(arcroles.ALL, SHEET, "SheetAbstract", "SheetTable", 1),))
    with pytest.raises(ValueError, match="hypercube ex:SheetTable of ex:SheetAbstract has no context element"):
        WRITERS["definition"](nowhere)


def test_labels_of_one_language_only_with_their_roles() -> None:
    (link,) = links(labels(DTS, [name("Cash"), name("Cash"), name("Assets")], "en", LOCATE))
    found = [(xlink(e, "role"), e.get(f"{{{XML}}}lang"), e.text) for e in link.iter(f"{{{LINK}}}label")]
    assert found == [
        (label_roles.STANDARD, "en", "Assets"),
        (label_roles.STANDARD, "en", "Cash"),
        (label_roles.PERIOD_END, "en", "Cash, end of year"),
        (label_roles.PERIOD_START, "en", "Cash, beginning of year"),
    ]
    assert [source for _, _, source, _, _ in arcs(WRITERS["labels-ja"](DTS))] == sorted(
        f"ex_{c.qname.local}" for c in CONCEPTS
    )


def test_japanese_is_written_as_it_is() -> None:
    assert "Cash（日本語）".encode() in WRITERS["labels-ja"](DTS)


def test_the_order_of_the_source_does_not_show_in_labels_and_references() -> None:
    turned = replace(
        DTS,
        concepts=dict(reversed(list(DTS.concepts.items()))),
        roles=dict(reversed(list(DTS.roles.items()))),
    )
    for kind in ("labels-en", "labels-ja", "references", "role-labels-en"):
        assert WRITERS[kind](turned) == WRITERS[kind](DTS)


def test_references_write_their_parts_in_order() -> None:
    document = WRITERS["references"](DTS)
    (link,) = links(document)
    found = [[(part.tag, part.text) for part in e] for e in link.iter(f"{{{LINK}}}reference")]
    assert found == [[(f"{{{REF}}}Publisher", "FASB"), (f"{{{REF}}}Name", "ASC"), (f"{{{REF}}}Section", "210")]] * 2
    assert [source for _, _, source, _, _ in arcs(document)] == ["ex_Cash", "ex_Cash"]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (replace(ASC, parts=(("Topic", "210"),)), "'Topic' is not a part of a reference"),
        (replace(ASC, role="https://example.com/role"), r"declaration of role \S+ is not known"),
    ],
)
def test_references_refuse_what_has_no_declaration(reference: Reference, message: str) -> None:
    odd = Concept(name("Odd"), references=(reference,))
    with pytest.raises(ValueError, match=message):
        references(replace(DTS, concepts={odd.qname: odd}), [odd.qname], LOCATE)


def test_labels_refuse_a_role_without_a_declaration() -> None:
    odd = Concept(name("Odd"), labels=(Label("https://example.com/role", "en", "Odd"),))
    with pytest.raises(ValueError, match=r"declaration of label role \S+ is not known"):
        labels(replace(DTS, concepts={odd.qname: odd}), [odd.qname], "en", LOCATE)


def test_titles_of_roles_are_generic_labels() -> None:
    document = WRITERS["role-labels-ja"](DTS)
    (link,) = links(document)
    assert link.tag == f"{{{GEN}}}link"
    (text,) = link.iter(f"{{{LABEL}}}label")
    assert (text.text, text.get(f"{{{XML}}}lang")) == ("連結貸借対照表", "ja")
    assert arcs(document) == [
        ("http://www.xbrl.org/2008/role/link", "http://xbrl.org/arcrole/2008/element-label", "BalanceSheet", "", {})
    ]
    assert len(arcs(WRITERS["role-labels-en"](DTS))) == 2


def test_a_name_without_its_prefix_is_the_same_name() -> None:
    bare = replace(DTS, relationships=tuple(replace(a, target=QName(NS, a.target.local)) for a in ARCS))
    assert WRITERS["presentation"](bare) == WRITERS["presentation"](DTS)
    assert labels(DTS, [QName(NS, "Cash")], "en", LOCATE) == labels(DTS, [name("Cash")], "en", LOCATE)


def test_concepts_that_are_not_there_are_named() -> None:
    with pytest.raises(ValueError, match="no concept ex:Nothing is defined"):
        labels(DTS, [name("Nothing")], "en", LOCATE)
    with pytest.raises(ValueError, match=r"no schema document is known for \{https:\S+\}Y"):
        LOCATE(QName("https://example.com/x", "Y"))


def test_concepts_of_two_taxonomies_can_share_an_id() -> None:
    other = Concept(QName("https://example.com/other", "Cash", "ex"))
    twins = replace(
        DTS,
        concepts={**DTS.concepts, other.qname: other},
        relationships=(Relationship(arcroles.PARENT_CHILD, SHEET.uri, name("Cash"), other.qname, 1),),
    )
    document = presentation(twins, ROLES, locator({NS: "ex.xsd", other.qname.namespace: "o.xsd"}), roles_at="ex.xsd")
    (link,) = links(document)
    places = [(xlink(e, "label"), xlink(e, "href")) for e in link.iter(f"{{{LINK}}}loc")]
    assert places == [("ex_Cash", "ex.xsd#ex_Cash"), ("ex_Cash_2", "o.xsd#ex_Cash")]
