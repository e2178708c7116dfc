"""Documents that mean harm: one clear finding each, in bounded time, and the rest is loaded."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.dts import discover
from tanshin.read.dts.load import Loaded
from tests.read.dts.small import arc, codes, import_, item, linkbase, load, loc, name, refer, schema

SECONDS = 20.0
"""Far more than any of these takes, far less than what they are after."""


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def beside(content: bytes) -> Loaded:
    """A sound schema that imports a document which is not; the sound one must be there."""
    loaded = load({"e.xsd": schema(import_("http://example.com/f", "f.xsd"), item("Cash")), "f.xsd": content})
    assert name("Cash") in loaded.dts.concepts
    assert not loaded.is_complete
    return loaded


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"<schema",
        schema(item("A"))[:-3],
        b'<!DOCTYPE s SYSTEM "file:///etc/passwd"><s/>',
        b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><s>&b;</s>',
        b'<!DOCTYPE s [<!ENTITY x SYSTEM "http://example.com/x">]><s>&x;</s>',
        b'<?xml version="1.0" encoding="klingon"?><s/>',
        b'<?xml version="1.0" encoding="utf-8"?><s>\xff\xfe</s>',
        b"<a>" * 100_000,
        schema("<annotation>" * 5000 + "</annotation>" * 5000),
    ],
)
def test_what_is_no_xml_to_be_trusted(content: bytes) -> None:
    assert codes(beside(content)) == ["TNS017"]


def test_an_encoding_that_is_declared_and_kept_is_fine() -> None:
    text = schema(item("現金")).decode()
    content = f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")
    assert [one.local for one in load({"e.xsd": content}).dts.concepts] == ["現金"]


def test_forty_thousand_slips_are_told_in_a_few_words() -> None:
    locators = [
        f'<loc xlink:type="locator" xlink:href="e.xsd#no_{number}" xlink:label="l"/>' for number in range(20_000)
    ]
    lines = [f"{line}\n" for line in (*locators, *[arc("l", "l", 'weight="0"')] * 20_000)]
    loaded = load({"e.xsd": schema(refer("c.xml"), item("A")), "c.xml": linkbase(*lines, arc("l", "l"))})
    assert len(loaded.findings) == 22
    assert set(codes(loaded)) == {"TNS055", "TNS056"}
    assert "the same is so in 19,990 more places" in [str(one.message) for one in loaded.findings]


def test_names_that_are_missing_are_told_once_each_up_to_a_bound() -> None:
    gone = [import_(f"http://example.com/{number}", f"http://example.com/{number}/a.xsd") for number in range(3000)]
    loaded = load({"e.xsd": schema(*gone, *gone, item("A"))})
    assert len(loaded.missing) == 3000
    assert len(loaded.findings) == 101


def test_one_arc_for_a_million_relationships() -> None:
    many = [loc("A", "l")] * 1001
    loaded = load({"e.xsd": schema(refer("c.xml"), item("A")), "c.xml": linkbase(*many, arc("l", "l"))})
    assert codes(loaded) == ["TNS057"]
    assert not loaded.is_complete
    assert loaded.dts.relationships == ()


def test_documents_without_end_stop_at_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "MAX_DOCUMENTS", 50)
    files = {f"{n}.xsd": schema(f'<include schemaLocation="{n + 1}.xsd"/>', item(f"A{n}")) for n in range(100)}
    loaded = load(files)
    assert codes(loaded) == ["TNS057"]
    assert not loaded.is_complete
    assert 40 < len(loaded.documents) < 60


def test_bytes_without_end_stop_at_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "MAX_BYTES", 100_000)
    filler = f"<!--{'x' * 40_000}-->"
    files = {f"{n}.xsd": schema(f'<include schemaLocation="{n + 1}.xsd"/>', filler) for n in range(100)}
    loaded = load(files)
    assert codes(loaded) == ["TNS057"]
    assert len(loaded.documents) == 3


def test_parts_without_a_namespace_cannot_multiply_without_end() -> None:
    part = b'<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:include schemaLocation="part.xsd"/></s:schema>'
    wholes = {
        f"{n}.xsd": schema('<include schemaLocation="part.xsd"/>', namespace=f"http://example.com/{n}")
        for n in range(200)
    }
    loaded = load({"part.xsd": part, **wholes}, *wholes)
    assert loaded.findings == ()
    assert len(loaded.documents) == 400


def test_linkbases_that_lead_in_circles_end() -> None:
    first = '<linkbaseRef xlink:type="simple" xlink:href="b.xml"/>'
    files = {
        "e.xsd": schema(refer("a.xml"), item("A")),
        "a.xml": linkbase(loc("A", href="b.xml")).replace(b"<calculationLink", f"{first}<calculationLink".encode()),
        "b.xml": linkbase(loc("A", href="a.xml"), '<loc xlink:type="locator" xlink:href="#x" xlink:label="s"/>'),
    }
    loaded = load(files)
    assert loaded.documents == ("e.xsd", "a.xml", "b.xml")
    assert loaded.is_complete


def test_a_presentation_that_stands_below_itself_is_told_and_can_be_walked() -> None:
    below = [arc(one, other, "", "presentation") for one, other in (("R", "A"), ("A", "B"), ("B", "A"), ("A", "A"))]
    locators = [loc(one) for one in "RAB"]
    loaded = load(
        {
            "e.xsd": schema(refer("p.xml"), item("R"), item("A"), item("B")),
            "p.xml": linkbase(*locators, *below, kind="presentation"),
        }
    )
    assert codes(loaded) == ["TNS059"]
    (network,) = loaded.dts.presentation.values()
    assert [(depth, one.local) for depth, one, _ in network.walk()] == [
        (0, "R"),
        (1, "A"),
        (2, "B"),
        (3, "A"),
        (2, "A"),
    ]


def test_a_sum_of_itself_is_no_tree() -> None:
    link = linkbase(loc("A"), loc("B"), arc("A", "B"), arc("B", "A"))
    assert load({"e.xsd": schema(refer("c.xml"), item("A"), item("B")), "c.xml": link}).findings == ()


def test_a_chain_of_twenty_thousand_names_is_no_trouble() -> None:
    names = range(20_000)
    link = linkbase(
        *(loc(f"A{n}") for n in names),
        *(arc(f"A{n}", f"A{n + 1}", "", "presentation") for n in names[:-1]),
        kind="presentation",
    )
    files = {"e.xsd": schema(refer("p.xml"), *(item(f"A{n}") for n in names)), "p.xml": link}
    loaded = load(files)
    assert loaded.findings == ()
    assert len(loaded.dts.relationships) == 19_999


def test_types_derived_from_each_other_ten_thousand_times() -> None:
    chain = (
        f'<complexType name="t{n}"><simpleContent><restriction base="e:t{n + 1}"/></simpleContent></complexType>'
        for n in range(10_000)
    )
    last = (
        '<complexType name="t10000"><simpleContent><restriction base="xbrli:sharesItemType"/></simpleContent>'
        "</complexType>"
    )
    items = (item(f"A{n}", f'type="e:t{n}"') for n in range(0, 10_000, 10))
    loaded = load({"e.xsd": schema(*chain, last, *items)})
    assert {one.type.value for one in loaded.dts.concepts.values()} == {"shares"}


def test_substitution_groups_of_each_other_ten_thousand_times() -> None:
    chain = (item(f"A{n}", "", f"e:A{n + 1}") for n in range(10_000))
    loaded = load({"e.xsd": schema(*chain, item("A10000"))})
    assert len(loaded.dts.concepts) == 10_001
    assert {one.type.value for one in loaded.dts.concepts.values()} == {"monetary"}


SOUND = {
    "e.xsd": schema(
        refer("c.xml"),
        import_("http://example.com/f", "f.xsd"),
        '<complexType name="t"><simpleContent><restriction base="xbrli:sharesItemType"/></simpleContent></complexType>',
        item("A"),
        item("B", 'type="e:t"', "e:A"),
    ),
    "f.xsd": schema(item("C"), namespace="http://example.com/f"),
    "c.xml": linkbase(
        loc("A"), loc("B"), loc("C", href="f.xsd"), arc("A", "B"), arc("A", "C", 'weight="-1" order="2"')
    ),
}
PIECES = st.sampled_from(
    [
        "",
        "#",
        "../",
        "http://",
        "file:///etc/passwd",
        ":",
        "e:",
        "prohibited",
        "1e9",
        "NaN",
        "-",
        "&#0;",
        "%",
        "//[",
        "@" * 3000,
    ]
)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(SOUND)), st.floats(0, 1), PIECES.map(str.encode) | st.binary(max_size=3)),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_stands_in_a_document_there_is_an_answer(changes: list[tuple[str, float, bytes]]) -> None:
    files = dict(SOUND)
    for file, where, piece in changes:
        content = files[file]
        values = [match.span(1) for match in re.finditer(rb'"([^"]*)"', content)]
        start, end = values[int(where * (len(values) - 1))] if values else (0, 0)
        files[file] = content[:start] + piece + content[end:]
    loaded = load(files, "e.xsd")
    assert all(one.message and one.sources for one in loaded.findings)
    assert all(list(network.walk()) or network.relationships for network in loaded.dts.calculations)
