from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Balance, Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import (
    KNOWN_SCHEMAS,
    LINK,
    NONNUM,
    NUM,
    TSE,
    TSE_TYPE,
    TSE_TYPE_BASES,
    TSE_TYPES,
    TYPES,
    XBRLDT,
    XBRLI,
    XLINK,
    XSD,
    element_id,
    role_schema,
    schema,
    type_schema,
)
from tanshin.values.qname import QName

NS = "https://example.com/taxonomy/2013-03-31"
DEFINITION_LINKBASE = "http://www.xbrl.org/2003/role/definitionLinkbaseRef"


def name(local: str, namespace: str = NS, prefix: str = "ex") -> QName:
    return QName(namespace, local, prefix)


def dts(*concepts: Concept, roles: tuple[Role, ...] = (), arcs: tuple[Relationship, ...] = ()) -> Dts:
    return Dts({c.qname: c for c in concepts}, {role.uri: role for role in roles}, arcs, {NS: f"{NS}/ex.xsd"})


def elements(document: bytes) -> dict[str, etree._Element]:
    return {str(e.get("name")): e for e in etree.fromstring(document).iter(f"{{{XSD}}}element")}


def imports(document: bytes) -> dict[str, str]:
    found = etree.fromstring(document).iter(f"{{{XSD}}}import")
    return {str(e.get("namespace")): str(e.get("schemaLocation")) for e in found}


def attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}


def expand(element: etree._Element, attribute: str) -> QName:
    prefix, _, local = str(element.get(attribute)).partition(":")
    return QName(element.nsmap[prefix], local)


CASH = Concept(name("Cash"), ItemType.MONETARY, PeriodType.INSTANT, Balance.DEBIT)
SALES = Concept(name("Sales"), ItemType.MONETARY, PeriodType.DURATION, Balance.CREDIT)
HEADING = Concept(name("AssetsAbstract"), abstract=True)
TABLE = Concept(name("BalanceSheetTable"), kind=Kind.HYPERCUBE)
AXIS = Concept(name("EquityAxis"), ItemType.MONETARY, PeriodType.INSTANT, kind=Kind.AXIS)
MEMBER = Concept(name("RetainedEarningsMember"), abstract=True, kind=Kind.MEMBER)
SHEET = Role(f"{NS}/role/BalanceSheet", "BalanceSheet", (("ja", "連結貸借対照表"), ("en", "Balance Sheet & more")))


def test_a_document_is_utf_8_and_says_so() -> None:
    document = schema(dts(CASH), NS)
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<xsd:schema ')
    assert document.endswith(b"</xsd:schema>\n")


def test_an_item_is_declared_with_everything_it_needs() -> None:
    cash = elements(schema(dts(CASH), NS))["Cash"]
    assert attributes(cash) == {
        "id": "ex_Cash",
        "name": "Cash",
        "type": "xbrli:monetaryItemType",
        "substitutionGroup": "xbrli:item",
        "abstract": "false",
        "nillable": "true",
        f"{{{XBRLI}}}periodType": "instant",
        f"{{{XBRLI}}}balance": "debit",
    }


def test_a_heading_is_abstract() -> None:
    heading = elements(schema(dts(HEADING), NS))["AssetsAbstract"]
    assert heading.get("abstract") == "true"
    assert heading.get("type") == "xbrli:stringItemType"
    assert heading.get(f"{{{XBRLI}}}balance") is None


@pytest.mark.parametrize(
    ("concept", "group"), [(TABLE, QName(XBRLDT, "hypercubeItem")), (AXIS, QName(XBRLDT, "dimensionItem"))]
)
def test_tables_and_axes_are_abstract_durations_of_their_own_group(concept: Concept, group: QName) -> None:
    element = elements(schema(dts(concept), NS))[concept.qname.local]
    assert expand(element, "substitutionGroup") == group
    assert expand(element, "type") == QName(XBRLI, "stringItemType")
    assert element.get("abstract") == "true"
    assert element.get(f"{{{XBRLI}}}periodType") == "duration"


def test_a_member_is_an_item_of_the_domain_type() -> None:
    member = elements(schema(dts(MEMBER), NS))["RetainedEarningsMember"]
    assert expand(member, "substitutionGroup") == QName(XBRLI, "item")
    assert expand(member, "type") == QName(NONNUM, "domainItemType")


@pytest.mark.parametrize(
    ("item_type", "expected"),
    [
        (ItemType.MONETARY, QName(XBRLI, "monetaryItemType")),
        (ItemType.SHARES, QName(XBRLI, "sharesItemType")),
        (ItemType.PER_SHARE, QName(NUM, "perShareItemType")),
        (ItemType.PURE, QName(XBRLI, "pureItemType")),
        (ItemType.PERCENT, QName(NUM, "percentItemType")),
        (ItemType.PERCENT_2, QName(NUM, "percentItemType")),
        (ItemType.INTEGER, QName(XBRLI, "integerItemType")),
        (ItemType.COMPANIES, QName(XBRLI, "nonNegativeIntegerItemType")),
        (ItemType.STRING, QName(XBRLI, "stringItemType")),
        (ItemType.BOOLEAN, QName(XBRLI, "booleanItemType")),
        (ItemType.DATE, QName(XBRLI, "dateItemType")),
        (ItemType.URI, QName(XBRLI, "anyURIItemType")),
        (ItemType.DOMAIN, QName(NONNUM, "domainItemType")),
    ],
)
def test_every_item_type_has_a_schema_type_whose_schema_is_imported(item_type: ItemType, expected: QName) -> None:
    document = schema(dts(Concept(name("Thing"), item_type)), NS)
    assert expand(elements(document)["Thing"], "type") == expected
    assert imports(document) == {space: KNOWN_SCHEMAS[space] for space in {XBRLI, expected.namespace}}


@pytest.mark.parametrize(
    ("item_type", "expected"),
    [
        (ItemType.PERCENT, QName(TSE_TYPE, "percentage1ItemType")),
        (ItemType.PERCENT_2, QName(TSE_TYPE, "percentage2ItemType")),
        (ItemType.COMPANIES, QName(TSE_TYPE, "numberOfCompaniesItemType")),
        (ItemType.INTEGER, QName(XBRLI, "nonNegativeIntegerItemType")),
        (ItemType.PER_SHARE, QName(NUM, "perShareItemType")),
    ],
)
def test_the_taxonomy_of_the_exchange_has_its_own_types(item_type: ItemType, expected: QName) -> None:
    document = schema(dts(Concept(name("Thing", TSE, "tse-ed-t"), item_type)), TSE)
    element = elements(document)["Thing"]
    assert element.get("id") == "tse-ed-t_Thing"
    assert expand(element, "type") == expected
    assert expected.namespace in imports(document)


def test_no_item_type_is_forgotten() -> None:
    assert set(TYPES) == set(TSE_TYPES) == set(ItemType)
    declared = {q.local for q in TSE_TYPES.values() if q.namespace == TSE_TYPE}
    assert declared == set(TSE_TYPE_BASES)


def test_types_can_be_given() -> None:
    own = QName("https://example.com/types", "yenItemType", "own")
    given = {ItemType.MONETARY: own}
    document = schema(dts(CASH), NS, types=given, imports={own.namespace: "types.xsd"})
    assert expand(elements(document)["Cash"], "type") == own
    assert imports(document)[own.namespace] == "types.xsd"
    with pytest.raises(ValueError, match=r"location of the schema for https://example\.com/types"):
        schema(dts(CASH), NS, types=given)
    with pytest.raises(ValueError, match="ex:Sales: no schema type is given for item type 'monetary'"):
        schema(dts(SALES), NS, types={})


def test_only_concepts_of_the_namespace_are_declared_in_order_of_their_names() -> None:
    other = Concept(name("Other", "https://example.com/other", "o"))
    document = schema(dts(SALES, other, MEMBER, CASH), NS)
    assert list(elements(document)) == ["Cash", "RetainedEarningsMember", "Sales"]


def test_the_order_of_the_source_does_not_show() -> None:
    roles = (SHEET, Role(f"{NS}/role/A", "A"))
    there = schema(dts(CASH, SALES, TABLE, roles=roles), NS)
    back = schema(dts(TABLE, SALES, CASH, roles=roles[::-1]), NS)
    assert there == back


def test_namespaces_are_declared_at_the_root_only() -> None:
    document = schema(dts(CASH, TABLE, MEMBER, roles=(SHEET,)), NS, linkbases=[("a-def.xml", DEFINITION_LINKBASE)])
    root = etree.fromstring(document)
    assert root.nsmap["ex"] == NS
    assert all(element.nsmap == root.nsmap for element in root.iter())
    assert document.count(b"xmlns:") == len(root.nsmap)


def test_a_role_says_where_it_is_used() -> None:
    arcs = (
        Relationship(arcroles.PARENT_CHILD, SHEET.uri, HEADING.qname, CASH.qname, 1),
        Relationship(arcroles.DOMAIN_MEMBER, SHEET.uri, HEADING.qname, CASH.qname, 1),
        Relationship(arcroles.SUMMATION_ITEM, SHEET.uri, SALES.qname, CASH.qname, 1, Decimal(1)),
    )
    root = etree.fromstring(schema(dts(CASH, roles=(SHEET,), arcs=arcs), NS))
    (role_type,) = root.iter(f"{{{LINK}}}roleType")
    assert attributes(role_type) == {"roleURI": SHEET.uri, "id": "BalanceSheet"}
    assert [child.text for child in role_type] == [
        "Balance Sheet & more",
        "link:calculationLink",
        "link:definitionLink",
        "link:presentationLink",
    ]


def test_a_role_declared_elsewhere_is_not_declared_again_unless_asked_for() -> None:
    elsewhere = replace(SHEET, href="roles.xsd#BalanceSheet")
    taxonomy = dts(CASH, roles=(elsewhere,))
    assert b"roleType" not in schema(taxonomy, NS)
    root = etree.fromstring(role_schema(taxonomy, "https://example.com/rt", [elsewhere], prefix="ex-rt"))
    assert [e.get("id") for e in root.iter(f"{{{LINK}}}roleType")] == ["BalanceSheet"]
    assert root.get("targetNamespace") == root.nsmap["ex-rt"] == "https://example.com/rt"
    assert not list(root.iter(f"{{{XSD}}}element"))


def test_linkbases_are_referred_to_in_the_order_given() -> None:
    given = [("b-def.xml", DEFINITION_LINKBASE), ("a-role-ja.xml", None)]
    root = etree.fromstring(schema(dts(), NS, linkbases=given))
    refs = list(root.iter(f"{{{LINK}}}linkbaseRef"))
    assert [(ref.get(f"{{{XLINK}}}href"), ref.get(f"{{{XLINK}}}role")) for ref in refs] == given
    assert {ref.get(f"{{{XLINK}}}arcrole") for ref in refs} == {"http://www.w3.org/1999/xlink/properties/linkbase"}


def test_a_submission_declares_nothing_and_imports_what_it_is_told_to() -> None:
    submission = "http://www.xbrl.tdnet.info/jp/tse/tdnet/ac/edus/sm/37740/20130515000001"
    document = schema(dts(CASH), submission, roles=(), imports={TSE: "tse-ed-t.xsd"}, prefix="tse-acedussm-37740")
    root = etree.fromstring(document)
    assert root.get("targetNamespace") == root.nsmap["tse-acedussm-37740"] == submission
    assert [child.tag for child in root] == [f"{{{XSD}}}import"]
    assert imports(document) == {TSE: "tse-ed-t.xsd"}


def test_a_schema_of_types_restricts_its_bases() -> None:
    document = type_schema(TSE_TYPE, TSE_TYPE_BASES, prefix="types")
    root = etree.fromstring(document)
    names = [str(e.get("name")) for e in root.iter(f"{{{XSD}}}complexType")]
    bases = [expand(e, "base") for e in root.iter(f"{{{XSD}}}restriction")]
    assert names == sorted(TSE_TYPE_BASES)
    assert dict(zip(names, bases, strict=True)) == TSE_TYPE_BASES
    assert imports(document) == {XBRLI: KNOWN_SCHEMAS[XBRLI]}


def test_an_id_is_prefix_and_name() -> None:
    assert element_id(QName(NS, "Cash", "ex")) == "ex_Cash"
    assert element_id(QName(NS, "Cash")) == "Cash"
