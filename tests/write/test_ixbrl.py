from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

import pytest
from lxml import etree

from tanshin.document.model import Cell, Document, Format, Heading, Paragraph, Row, Run, Table, Tagged, Text
from tanshin.report.aspect import JPY, PURE, SHARES, XBRLI, Entity, Instant, Unit
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value
from tanshin.taxonomy.schema import LINK, XLINK
from tanshin.values.qname import QName
from tanshin.write.context import XML_LANG, XSI_NIL
from tanshin.write.ixbrl import InlineVersion, inline

NS = "https://example.com/taxonomy"
CALENDAR = Calendar(date(2013, 3, 31))
IX: dict[InlineVersion, str] = {
    "1.0": "http://www.xbrl.org/2008/inlineXBRL",
    "1.1": "http://www.xbrl.org/2013/inlineXBRL",
}
VERSIONS: tuple[InlineVersion, ...] = ("1.0", "1.1")
NOW = "CurrentYearInstant"


def fact(
    local: str, value: Value, unit: Unit | None = None, decimals: int | None = None, lang: str | None = None
) -> Fact:
    entity = Entity("http://www.tse.or.jp/sicc", "37740")
    return Fact(Key(QName(NS, local, "ex"), entity, Instant(date(2013, 3, 31)), unit, (), lang), value, decimals)


def page(*runs: Run, hidden: tuple[Tagged, ...] = ()) -> Document:
    return Document("summary", "ja", "題 <&>", (Heading(1, (Text("題"),)), Paragraph(runs)), hidden)


def write(document: Document, version: InlineVersion = "1.0", prefix: str = "") -> bytes:
    return inline(document, calendar=CALENDAR, schema_refs=["a.xsd"], version=version, prefix=prefix)


def tags(content: bytes, version: InlineVersion = "1.0") -> list[tuple[str, str | None, dict[str, str]]]:
    root = etree.fromstring(content)
    names = [f"{{{IX[version]}}}{local}" for local in ("nonFraction", "nonNumeric")]
    return [(etree.QName(one).localname, one.text, attributes_of(one)) for one in root.iter(*names)]


def attributes_of(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


MONEY = Tagged(fact("Assets", Decimal(25691911000000), JPY, -6), "25,691,911", scale=6, format=Format.NUMBER)


@pytest.mark.parametrize(("version", "name"), [("1.0", "ixt:numdotdecimal"), ("1.1", "ixt:num-dot-decimal")])
def test_a_number(version: InlineVersion, name: str) -> None:
    attributes = {"name": "ex:Assets", "contextRef": NOW, "unitRef": "JPY"}
    attributes |= {"decimals": "-6", "scale": "6", "format": name}
    assert tags(write(page(MONEY), version), version) == [("nonFraction", "25,691,911", attributes)]


def test_a_negative_number_has_its_sign_outside() -> None:
    run = Tagged(fact("Change", Decimal("-0.164"), PURE, 3), "16.4", "△", "", -2, Format.NUMBER)
    content = write(page(run))
    [(_, text, attributes)] = tags(content)
    assert (text, attributes["sign"], attributes["scale"], attributes["decimals"]) == ("16.4", "-", "-2", "3")
    assert "△<" in content.decode()


def test_the_sign_is_the_fact_s_not_the_page_s() -> None:
    payment = Tagged(fact("Payments", Decimal(5000), JPY, -3), "5", "(", ")", 3, Format.NUMBER)
    increase = Tagged(fact("Increase", Decimal(-5000), JPY, -3), "5", scale=3, format=Format.NUMBER)
    zero = Tagged(fact("Zero", Decimal(0), JPY, -3), "0", "△", "", 3, Format.NUMBER)
    found = tags(write(page(payment, increase, zero)))
    assert [attributes.get("sign") for _, _, attributes in found] == [None, "-", None]


@pytest.mark.parametrize("version", VERSIONS)
def test_nil_has_no_attribute_of_a_number(version: InlineVersion) -> None:
    run = Tagged(fact("Dividend", None, JPY, 2), "", after="―")
    content = write(page(run), version)
    assert tags(content, version) == [
        ("nonFraction", None, {"name": "ex:Dividend", "contextRef": NOW, "unitRef": "JPY", XSI_NIL: "true"})
    ]
    assert 'xsi:nil="true"></ix:nonFraction>' in content.decode()


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("1.0", ("booleantrue", "booleanfalse", "dateerayearmonthdayjp", "datemonthdayyearen")),
        ("1.1", ("fixed-true", "fixed-false", "date-jpn-era-year-month-day", "date-monthname-day-year-en")),
    ],
)
def test_flags_and_days(version: InlineVersion, names: tuple[str, ...]) -> None:
    runs = (
        Tagged(fact("Yes", True), "有", format=Format.TRUE),
        Tagged(fact("No", False), "無", format=Format.FALSE),
        Tagged(fact("Day", date(2013, 5, 15)), "平成25年5月15日", format=Format.ERA_DATE),
        Tagged(fact("Long", date(2013, 5, 15)), "May 15, 2013", format=Format.LONG_DATE),
    )
    found = tags(write(page(*runs), version), version)
    assert [attributes["format"] for _, _, attributes in found] == [f"ixt:{name}" for name in names]
    assert {name for name, _, _ in found} == {"nonNumeric"}
    assert "decimals" not in found[0][2]


def test_there_is_no_other_version() -> None:
    with pytest.raises(ValueError, match=r"1\.0 and 1\.1, not in 1\.2"):
        write(page(Tagged(fact("Assets", Decimal(1), JPY, 0), "1")), cast(InlineVersion, "1.2"))


def test_a_text_says_its_language_itself_and_is_escaped() -> None:
    run = Tagged(fact("Name", 'A & B <"C">', lang="en"), 'A & B <"C">')
    assert tags(write(page(run))) == [
        ("nonNumeric", 'A & B <"C">', {"name": "ex:Name", "contextRef": NOW, XML_LANG: "en"})
    ]


def test_what_is_not_tagged_is_printed_and_needs_no_context() -> None:
    run = Tagged(fact("Assets", Decimal(1), JPY, 0), "1", "(", ")", tagged=False)
    content = write(page(run))
    assert tags(content) == []
    assert "(1)" in content.decode()
    assert f"{{{XBRLI}}}context" not in [one.tag for one in etree.fromstring(content).iter()]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_header_is_the_last_thing_in_the_body_and_hidden(version: InlineVersion) -> None:
    hidden = (
        Tagged(fact("Change", Decimal(-5), JPY, 0), "5", "△", format=Format.NUMBER),
        Tagged(fact("Flag", False), "無", format=Format.FALSE),
    )
    root = etree.fromstring(write(page(MONEY, hidden=hidden), version))
    ix, xhtml = f"{{{IX[version]}}}", "{http://www.w3.org/1999/xhtml}"
    last = root.find(f"{xhtml}body")[-1]  # type: ignore[index]
    assert attributes_of(last) == {"style": "display:none"}
    [header] = last
    assert [one.tag for one in header] == [f"{ix}hidden", f"{ix}references", f"{ix}resources"]
    concealed, references, resources = header
    assert [one.get("name") for one in concealed] == ["ex:Change", "ex:Flag"]
    assert [one.tail for one in concealed] == [None, None]
    assert attributes_of(references) == {}
    assert [one.get(f"{{{XLINK}}}href") for one in references.iter(f"{{{LINK}}}schemaRef")] == ["a.xsd"]
    assert [one.get("id") for one in resources] == [NOW, "JPY"]


def test_nothing_hidden_leaves_no_empty_element() -> None:
    assert b"ix:hidden" not in write(page(MONEY))


def test_the_file_is_as_tdnet_wants_it() -> None:
    content = write(page(MONEY))
    assert content.startswith(b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<html ')
    assert b"<!DOCTYPE" not in content
    root = etree.fromstring(content)
    assert root.get("version") == "-//XBRL International//DTD XHTML Inline XBRL 1.0//EN"
    assert root.get(XML_LANG) == "ja"
    assert etree.fromstring(write(page(MONEY), "1.1")).get("version") is None


def test_namespaces_are_declared_at_the_root_and_nowhere_else() -> None:
    content = write(page(MONEY)).decode()
    root = etree.fromstring(content.encode())
    assert set(root.nsmap) == {None, "ix", "ixt", "xbrli", "xbrldi", "link", "xlink", "xsi", "iso4217", "ex"}
    assert root.nsmap["ixt"] == "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"
    assert "xmlns" not in content.partition("<head>")[2]


def test_a_prefix_is_on_every_id() -> None:
    content = write(page(MONEY), prefix="acbs01_")
    [(_, _, attributes)] = tags(content)
    assert (attributes["contextRef"], attributes["unitRef"]) == ("acbs01_CurrentYearInstant", "acbs01_JPY")
    resources = etree.fromstring(content).iter(f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit")
    assert [one.get("id") for one in resources] == ["acbs01_CurrentYearInstant", "acbs01_JPY"]


def test_facts_in_tables_are_tagged() -> None:
    table = Table("t", (Row((Cell((Text("資産"),), "caption"), Cell((MONEY,)))),), "statement", "表")
    found = tags(write(Document("t", "ja", "表", (table,))))
    assert [(name, text) for name, text, _ in found] == [("nonFraction", "25,691,911")]


def test_a_document_without_facts_is_still_a_document() -> None:
    assert tags(write(page(Text("x")))) == []


def test_one_figure_for_two_dates_is_two_facts() -> None:
    earlier = fact("Shares", Decimal(758_800), SHARES, 0)
    run = Tagged(fact("SharesNow", Decimal(758_800), SHARES, 0), "758,800", format=Format.NUMBER, also=(earlier,))
    nested = tags(write(page(run), "1.1"), "1.1")
    assert [attributes["name"] for _, _, attributes in nested] == ["ex:SharesNow", "ex:Shares"]
    assert [text for _, text, _ in nested] == [None, "758,800"]  # the inner one holds the figure
    # Version 1.0 knows no figure within a figure: the second fact is hidden.
    content = write(page(run), "1.0")
    flat = tags(content, "1.0")
    assert [(attributes["name"], text) for _, text, attributes in flat] == [
        ("ex:SharesNow", "758,800"),
        ("ex:Shares", "758,800"),
    ]
    assert b"<ix:hidden><ix:nonFraction" in content
