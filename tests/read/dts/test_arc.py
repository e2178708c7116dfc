"""What arcs amount to: equivalence, prohibition, priority, several locators, and what locators point to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.taxonomy import role as arcroles
from tests.read.dts.small import ROLE, arc, codes, import_, item, linkbase, load, loc, name, only, refer, schema, sums

ITEMS = (item("Assets"), item("Cash"), item("Loans"))


def of(*links: bytes) -> list[tuple[str, str, str]]:
    """The sums that some linkbases between Assets, Cash and Loans come to."""
    files = {f"{number}.xml": link for number, link in enumerate(links)}
    loaded = load({"e.xsd": schema(refer(*files), *ITEMS), **files})
    assert loaded.findings == ()
    return sums(loaded)


def linked(*arcs: str, role: str = ROLE) -> bytes:
    return linkbase(loc("Assets"), loc("Cash"), loc("Loans"), *arcs, role=role)


def test_a_prohibiting_arc_of_the_same_priority_wins() -> None:
    assert of(linked(arc("Assets", "Cash")), linked(arc("Assets", "Cash", 'weight="1" use="prohibited"'))) == []


def test_the_order_of_documents_does_not_matter() -> None:
    assert of(linked(arc("Assets", "Cash", 'weight="1" use="prohibited"')), linked(arc("Assets", "Cash"))) == []


def test_a_higher_priority_takes_a_prohibition_back() -> None:
    again = linked(arc("Assets", "Cash", 'weight="1" priority="2"'))
    prohibited = linked(arc("Assets", "Cash", 'weight="1" use="prohibited" priority="1"'))
    assert of(linked(arc("Assets", "Cash")), prohibited, again) == [("Assets", "Cash", "1")]
    assert of(again, prohibited, linked(arc("Assets", "Cash"))) == [("Assets", "Cash", "1")]


def test_a_prohibition_of_lower_priority_is_none() -> None:
    first = linked(arc("Assets", "Cash", 'weight="1" priority="1"'))
    assert of(first, linked(arc("Assets", "Cash", 'weight="1" use="prohibited"'))) == [("Assets", "Cash", "1")]


@pytest.mark.parametrize(
    "more",
    [
        'weight="1.00" use="prohibited"',
        'weight=" 1 " order="1.0" use="prohibited"',
        'weight="1" use="prohibited" xlink:title="t" id="x"',
    ],
)
def test_numbers_are_compared_as_numbers_and_titles_not_at_all(more: str) -> None:
    assert of(linked(arc("Assets", "Cash")), linked(arc("Assets", "Cash", more))) == []


@pytest.mark.parametrize(
    "more",
    ['weight="-1" use="prohibited"', 'weight="1" order="2" use="prohibited"', 'weight="1" use="prohibited" a="b"'],
)
def test_other_attributes_make_another_arc(more: str) -> None:
    assert of(linked(arc("Assets", "Cash")), linked(arc("Assets", "Cash", more))) == [("Assets", "Cash", "1")]


def test_prohibition_stays_in_its_role() -> None:
    other = linked(arc("Assets", "Cash", 'weight="1" use="prohibited"'), role="http://example.com/role/other")
    assert of(linked(arc("Assets", "Cash")), other) == [("Assets", "Cash", "1")]


def test_two_equivalent_arcs_are_one() -> None:
    assert of(linked(arc("Assets", "Cash")), linked(arc("Assets", "Cash", 'weight="1.0" order="1"'))) == [
        ("Assets", "Cash", "1")
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["Cash", "Loans"]), st.integers(-2, 2), st.booleans(), st.sampled_from(["1", "-1"])),
        max_size=8,
    )
)
def test_what_is_in_force_is_what_the_specification_says(arcs: list[tuple[str, int, bool, str]]) -> None:
    """XBRL 2.1, 3.5.3.9.7.5: of equivalent arcs those of the highest priority count, prohibiting ones first."""
    written = (
        arc("Assets", part, f'weight="{weight}" priority="{priority}" use="{"prohibited" if off else "optional"}"')
        for part, priority, off, weight in arcs
    )
    expected = set()
    for pair in {(part, weight) for part, _, _, weight in arcs}:
        same = [(priority, off) for part, priority, off, weight in arcs if (part, weight) == pair]
        highest = max(priority for priority, _ in same)
        if not any(off for priority, off in same if priority == highest):
            expected.add(("Assets", *pair))
    assert sorted(of(linked(*written))) == sorted(expected)


def test_one_label_of_several_locators_makes_several_relationships() -> None:
    assert of(linkbase(loc("Assets"), loc("Cash", "parts"), loc("Loans", "parts"), arc("Assets", "parts"))) == [
        ("Assets", "Cash", "1"),
        ("Assets", "Loans", "1"),
    ]


def test_order_is_a_decimal_number_and_one_where_it_is_not_given() -> None:
    files = {
        "e.xsd": schema(refer("e-cal.xml"), *ITEMS),
        "e-cal.xml": linked(
            arc("Assets", "Cash", 'weight="1" order="2.50"'), arc("Assets", "Loans", 'weight="1" order="3.0"')
        ),
    }
    orders = [one.order for one in load(files).dts.relationships]
    assert orders == [Decimal("2.5"), 3]
    assert str(orders[1]) == "3"
    assert [one.target.local for one in load(files).dts.calculation[ROLE].children[name("Assets")]] == ["Cash", "Loans"]


@pytest.mark.parametrize("pointer", ["e_Cash", "element(e_Cash)", "element(/1/3)", "e%5FCash"])
def test_pointers_to_declarations(pointer: str) -> None:
    locator = f'<loc xlink:type="locator" xlink:href="e.xsd#{pointer}" xlink:label="Cash"/>'
    assert of(linkbase(loc("Assets"), locator, arc("Assets", "Cash"))) == [("Assets", "Cash", "1")]


@pytest.mark.parametrize(
    "pointer", ["e_cash", "element(/1/99)", "element(/1/0)", "element(/1/2/1)", "", "xpointer(id(1))"]
)
def test_pointers_to_nothing_are_told(pointer: str) -> None:
    locator = f'<loc xlink:type="locator" xlink:href="e.xsd#{pointer}" xlink:label="Cash"/>'
    link = linkbase(loc("Assets"), locator, arc("Assets", "Cash"))
    loaded = load({"e.xsd": schema(refer("e-cal.xml"), *ITEMS), "e-cal.xml": link})
    assert codes(loaded) == ["TNS055"]
    assert loaded.dts.relationships == ()


def test_bases_of_references_are_followed() -> None:
    other = 'xml:base="deep/er/"'
    files = {
        "e.xsd": schema(refer("e-cal.xml"), item("Assets")),
        "deep/er/f.xsd": schema(item("Cash"), namespace="http://example.com/f"),
        "e-cal.xml": linkbase(
            loc("Assets", href="../../e.xsd"), loc("Cash", href="f.xsd"), arc("Assets", "Cash"), more=other
        ),
    }
    loaded = load(files)
    assert loaded.findings == ()
    assert only(loaded).target == name("Cash", "http://example.com/f")


def test_a_base_outside_is_refused() -> None:
    link = linkbase(loc("Assets"), more='xml:base="file:///etc/"')
    loaded = load({"e.xsd": schema(refer("e-cal.xml"), item("Assets")), "e-cal.xml": link})
    assert codes(loaded) == ["TNS052"]
    assert not loaded.is_complete
    assert list(loaded.dts.concepts) == [name("Assets")]


def test_dimensional_relationships_say_what_they_say() -> None:
    dim = "http://xbrl.org/int/dim/arcrole/"

    def related(arcrole: str, more: str = "") -> str:
        return arc("Assets", "Cash", more, "definition", dim + arcrole)

    files = {
        "e.xsd": schema(refer("e-def.xml"), *ITEMS),
        "e-def.xml": linkbase(
            loc("Assets"),
            loc("Cash"),
            related("all", 'xbrldt:closed="true" xbrldt:contextElement="scenario" xbrldt:targetRole="http://e/r"'),
            related("notAll", 'xbrldt:contextElement="segment"'),
            related("domain-member", 'xbrldt:usable="false" order="2"'),
            related("domain-member", 'xbrldt:usable=" 1 " order="3"'),
            kind="definition",
        ),
    }
    loaded = load(files)
    # The name stands below itself in nothing, and notAll is no tree.
    assert loaded.findings == ()
    whole, part, unusable, usable = loaded.dts.relationships
    assert (whole.arcrole, whole.closed, whole.context_element, whole.target_role) == (
        arcroles.ALL,
        True,
        "scenario",
        "http://e/r",
    )
    assert (part.arcrole, part.closed, part.context_element, part.target_role) == (
        arcroles.NOT_ALL,
        False,
        "segment",
        None,
    )
    assert (unusable.usable, usable.usable) == (False, True)


def test_concepts_of_a_missing_schema_need_a_namespace_and_an_id_that_tells_the_name() -> None:
    gone = "http://example.com/gone.xsd"
    locators = (loc("Cash", href=gone), f'<loc xlink:type="locator" xlink:href="{gone}#i17" xlink:label="odd"/>')
    link = linkbase(loc("Assets"), *locators, arc("Assets", "Cash"), arc("Assets", "odd"))
    known = load({"e.xsd": schema(refer("c.xml"), import_("http://example.com/g", gone), *ITEMS), "c.xml": link})
    assert sums(known) == [("Assets", "Cash", "1")]
    assert codes(known) == ["TNS051"]
    unknown = load({"e.xsd": schema(refer("c.xml"), *ITEMS), "c.xml": link})
    assert sums(unknown) == []
    assert codes(unknown) == ["TNS051"]


def test_labels_are_prohibited_by_pointing_at_them() -> None:
    label = (
        '<label xlink:type="resource" xlink:label="l" xml:lang="en" id="old">Cash</label>'
        '<label xlink:type="resource" xlink:label="l" xml:lang="ja">現金</label>'
    )
    joined = arc("Cash", "l", "", "label", arcroles.CONCEPT_LABEL)
    off = arc("Cash", "old", 'use="prohibited" priority="1"', "label", arcroles.CONCEPT_LABEL)
    old = '<loc xlink:type="locator" xlink:href="lab.xml#old" xlink:label="old"/>'
    new = (
        '<label xlink:type="resource" xlink:label="n" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en">'
        "Cash <b>and</b> deposits</label>"
    )
    files = {
        "e.xsd": schema(refer("lab.xml", "own.xml"), *ITEMS),
        "lab.xml": linkbase(loc("Cash"), label, joined, kind="label"),
        "own.xml": linkbase(
            loc("Cash"), old, new, off, arc("Cash", "n", "", "label", arcroles.CONCEPT_LABEL), kind="label"
        ),
    }
    loaded = load(files)
    assert loaded.findings == ()
    assert sorted((one.lang, one.text) for one in loaded.dts.concepts[name("Cash")].labels) == [
        ("en", "Cash and deposits"),
        ("ja", "現金"),
    ]
