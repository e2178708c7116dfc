"""What declarations make of a concept: its kind, its type, and declarations without sense."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from tanshin.read.dts.standard import is_standard, is_standard_namespace, standard_type
from tanshin.taxonomy.concept import ItemType, Kind
from tanshin.taxonomy.schema import TYPES, XSD
from tests.read.dts.small import codes, import_, item, load, name, schema
from tests.strict import missing

DTR = "http://www.xbrl.org/dtr/type/"


def derived(local: str, base: str, how: str = "restriction") -> str:
    return f'<complexType name="{local}"><simpleContent><{how} base="{base}"/></simpleContent></complexType>'


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("xbrli:monetaryItemType", ItemType.MONETARY),
        ("xbrli:sharesItemType", ItemType.SHARES),
        ("xbrli:pureItemType", ItemType.PURE),
        ("xbrli:decimalItemType", ItemType.DECIMAL),
        ("xbrli:fractionItemType", ItemType.DECIMAL),
        ("xbrli:nonNegativeIntegerItemType", ItemType.INTEGER),
        ("xbrli:gYearItemType", ItemType.STRING),
        ("xbrli:dateItemType", ItemType.DATE),
        ("xbrli:booleanItemType", ItemType.BOOLEAN),
        ("xbrli:anyURIItemType", ItemType.URI),
        ("num:perShareItemType", ItemType.PER_SHARE),
        ("num:percentItemType", ItemType.PERCENT),
        ("num:massItemType", ItemType.DECIMAL),
        ("non:textBlockItemType", ItemType.STRING),
        ("non:gYearListItemType", ItemType.STRING),
        ("new:perShareItemType", ItemType.PER_SHARE),
        ("new:textBlockItemType", ItemType.STRING),
        ("new:energyItemType", ItemType.DECIMAL),
        ("enum:enumerationItemType", ItemType.STRING),
        ("e:once", ItemType.MONETARY),
        ("e:twice", ItemType.MONETARY),
        ("gone:monetaryItemType", ItemType.MONETARY),
        ("gone:flavourItemType", ItemType.STRING),
    ],
)
def test_item_types(type_: str, expected: ItemType) -> None:
    spaces = (
        f'xmlns:num="{DTR}numeric" xmlns:non="{DTR}non-numeric" xmlns:new="{DTR}2022-03-31" '
        'xmlns:gone="http://example.com/gone" xmlns:enum="http://xbrl.org/2020/extensible-enumerations-2.0"'
    )
    types = derived("once", "xbrli:monetaryItemType") + derived("twice", "e:once", "extension")
    loaded = load({"e.xsd": schema(types, item("A", f'type="{type_}"'), more=spaces)})
    assert loaded.findings == ()
    assert loaded.dts.concepts[name("A")].type is expected


@pytest.mark.parametrize("item_type", [one for one in TYPES if one not in (ItemType.PERCENT_2, ItemType.COMPANIES)])
def test_every_type_we_write_is_read_as_what_it_is(item_type: ItemType) -> None:
    type_ = TYPES[item_type]
    loaded = load({"e.xsd": schema(item("A", f'type="t:{type_.local}"'), more=f'xmlns:t="{type_.namespace}"')})
    assert loaded.dts.concepts[name("A")].type is item_type


def test_a_type_within_the_element_and_the_type_of_the_head() -> None:
    inner = (
        '<element name="B" substitutionGroup="xbrli:item" xbrli:periodType="instant"><complexType><simpleContent>'
        '<restriction base="xbrli:sharesItemType"/></simpleContent></complexType></element>'
    )
    loaded = load({"e.xsd": schema(item("A"), inner, item("C", "", "e:A"))})
    assert {one.local: concept.type for one, concept in loaded.dts.concepts.items()} == {
        "A": ItemType.MONETARY,
        "B": ItemType.SHARES,
        "C": ItemType.MONETARY,
    }


def test_kinds_follow_from_substitution_groups() -> None:
    string = 'type="xbrli:stringItemType" abstract="1"'
    loaded = load(
        {
            "e.xsd": schema(
                item("Item"),
                item("Tuple", "", "xbrli:tuple"),
                item("InTuple", "", "e:Tuple").replace('xbrli:periodType="instant"', ""),
                item("Axis", string, "xbrldt:dimensionItem"),
                item("Cube", string, "xbrldt:hypercubeItem"),
                item("OtherAxis", string, "e:Axis"),
                item("Member", f'type="d:domainItemType" xmlns:d="{DTR}non-numeric"'),
                '<element name="part" substitutionGroup="link:part"/>',
                '<element name="alone" type="xbrli:stringItemType"/>',
                item("Beyond", string, "g:item").replace("<element", '<element xmlns:g="http://example.com/gone"'),
            )
        }
    )
    assert loaded.findings == ()
    assert {one.local: concept.kind for one, concept in loaded.dts.concepts.items()} == {
        "Item": Kind.ITEM,
        "Tuple": Kind.TUPLE,
        "InTuple": Kind.TUPLE,
        "Axis": Kind.AXIS,
        "Cube": Kind.HYPERCUBE,
        "OtherAxis": Kind.AXIS,
        "Member": Kind.MEMBER,
        "Beyond": Kind.ITEM,
    }


def test_included_parts_without_a_namespace_take_that_of_the_whole() -> None:
    part = schema(
        item("B", 'type="once"'),
        '<complexType name="once"><simpleContent>'
        '<restriction base="xbrli:sharesItemType"/></simpleContent></complexType>',
    ).replace(b'targetNamespace="http://example.com/e" xmlns="http://www.w3.org/2001/XMLSchema"', b"")
    part = part.replace(b"<schema", b'<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"')
    for tag in (b"element", b"complexType", b"simpleContent", b"restriction", b"schema"):
        part = part.replace(b"<" + tag, b"<s:" + tag).replace(b"</" + tag, b"</s:" + tag)
    loaded = load({"e.xsd": schema('<include schemaLocation="part.xsd"/>', item("A")), "part.xsd": part})
    assert loaded.findings == ()
    assert {str(one): concept.type for one, concept in loaded.dts.concepts.items()} == {
        "e:A": ItemType.MONETARY,
        "e:B": ItemType.SHARES,
    }
    assert loaded.dts.schemas == {"http://example.com/e": "e.xsd"}


def test_chains_without_end_are_told() -> None:
    loaded = load(
        {
            "e.xsd": schema(
                item("A", "", "e:B"),
                item("B", "", "e:A"),
                derived("t", "e:u"),
                derived("u", "e:t"),
                item("C", 'type="e:t"'),
                item("D", 'type="e:u"'),
                item("E", "", "e:E"),
            )
        }
    )
    assert set(codes(loaded)) == {"TNS054"}
    assert sorted(one.local for one in loaded.dts.concepts) == ["C", "D"]


def test_names_without_a_namespace_are_told() -> None:
    loaded = load({"e.xsd": schema(item("A", 'type="x:y"'), item("B", "", "a:b:c"), item("C", 'type=":"'), item("D"))})
    assert set(codes(loaded)) == {"TNS054"}
    assert [one.local for one in loaded.dts.concepts] == ["A", "C", "D"]


@pytest.mark.parametrize(
    "place",
    [
        "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        "https://www.xbrl.org/2023/calculation-1.1.xsd",
        "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
        "http://www.xbrl.org/lrr/role/negated-2009-12-16.xsd",
        "http://www.w3.org/2001/xml.xsd",
        "lib/xbrl-instance-2003-12-31.xsd",
    ],
)
def test_documents_of_the_standards_need_not_be_at_hand(place: str) -> None:
    assert is_standard(place)
    assert load({"e.xsd": schema(import_("http://example.com/any", place), item("A"))}).is_complete


@pytest.mark.parametrize(
    "place", ["http://www.xbrl.org/taxonomy/int/lei/2020-07-02/lei.xsd", "http://www.xbrl.org/us/fr/a.xsd", "xl.xsd"]
)
def test_other_documents_need(place: str) -> None:
    assert not is_standard(place)


def test_namespaces_of_the_standards() -> None:
    assert is_standard_namespace("http://www.xbrl.org/2003/instance")
    assert is_standard_namespace("http://xbrl.org/2005/xbrldt")
    assert is_standard_namespace("http://www.xbrl.org/dtr/type/non-numeric")
    assert not is_standard_namespace("http://www.xbrl.org/taxonomy/int/lei/2020-07-02")
    assert not is_standard_namespace("http://example.com/2003/instance")


@pytest.mark.parametrize(
    "file",
    ["2003/xbrl-instance-2003-12-31.xsd", "dtr/type/numeric-2009-12-16.xsd", "dtr/type/nonNumeric-2009-12-16.xsd"],
)
def test_what_is_known_by_heart_is_what_the_schemas_say(file: str) -> None:
    """Arelle brings copies of the schemas along; it is looked at as a folder, not imported."""
    spec = find_spec("arelle")
    if spec is None or spec.submodule_search_locations is None:
        missing("Arelle is not installed")
    root = etree.parse(Path(spec.submodule_search_locations[0]) / "resources/cache/http/www.xbrl.org" / file).getroot()
    types = [one for one in root.iterchildren(f"{{{XSD}}}complexType") if one.get("name", "").endswith("ItemType")]
    assert types
    for one in types:
        found = standard_type(f"{{{root.get('targetNamespace')}}}{one.get('name')}")
        assert found is not None
        groups = {group.get("ref", "").rpartition(":")[2] for group in one.iter(f"{{{XSD}}}attributeGroup")}
        has_unit = "numeric-" in file or bool(groups & {"numericItemAttrs", "essentialNumericItemAttrs"})
        assert found.is_numeric == has_unit, one.get("name")
