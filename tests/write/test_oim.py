"""What is written in xBRL-JSON and xBRL-CSV: its form, and that it reads as what was written, here and for others."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from tanshin.arelle.client import Arelle, as_arelle
from tanshin.opening import open_reports
from tanshin.read.oim.csv_report import read_csv
from tanshin.read.oim.json_report import read_json
from tanshin.report.aspect import FOREVER, JPY, PURE, Duration, Entity, Instant, TypedMember, Unit
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.instance import FactNote, Instance
from tanshin.report.oim import NO_ENTITY
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.qname import QName
from tanshin.write.oim_csv import METADATA, oim_csv
from tanshin.write.oim_json import oim_json
from tests.oim_reports import DTS, noted

NS = "http://example.com/e"
COMPANY = Entity("http://example.com/companies", "1")
NOW = Instant(date(2013, 3, 31))
YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))
TYPES = {
    "Assets": ItemType.MONETARY,
    "Ratio": ItemType.PURE,
    "Name": ItemType.STRING,
    "Staff": ItemType.INTEGER,
    "Power": ItemType.DECIMAL,
}
TAXONOMY = Dts({QName(NS, name): Concept(QName(NS, name), kind) for name, kind in TYPES.items()}, {}, (), {})


def fact(local: str, value: Value, unit: Unit | None = None, decimals: int | None = None, **more: Any) -> Fact:
    key = Key(QName(NS, local, "e"), more.pop("entity", COMPANY), more.pop("period", NOW), unit, **more)
    return Fact(key, value, decimals)


ASSETS = fact("Assets", Decimal("-1234567000.00"), JPY, -3)


def told(*facts: Fact, notes: tuple[FactNote, ...] = (), dts: Dts | None = TAXONOMY) -> Any:
    return json.loads(oim_json(facts, taxonomy=["e.xsd"], dts=dts, notes=notes))


def rows(*facts: Fact, **more: Any) -> list[list[str]]:
    files = oim_csv(facts, taxonomy=["e.xsd"], **more)
    return list(csv.reader(io.StringIO(files["facts.csv"].decode(), newline="")))


def test_a_fact_has_its_aspects_and_its_value_in_canonical_form() -> None:
    assert told(ASSETS)["facts"] == {
        "f1": {
            "value": "-1234567000.0",
            "decimals": -3,
            "dimensions": {
                "concept": "e:Assets",
                "entity": "entity:1",
                "period": "2013-04-01T00:00:00",
                "unit": "iso4217:JPY",
            },
        }
    }


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (fact("Assets", Decimal("0.500"), JPY), "0.5"),
        (fact("Assets", Decimal("-0"), JPY), "0.0"),
        (fact("Assets", Decimal("1E+3"), JPY), "1000.0"),
        (fact("Staff", Decimal(7), JPY), "7"),
        (fact("Other", Decimal(7), JPY), "7"),
        (fact("Name", "1.50 "), "1.50 "),
        (fact("Name", None), None),
    ],
)
def test_values_have_the_canonical_form_of_their_types(one: Fact, value: str | None) -> None:
    assert told(one)["facts"]["f1"]["value"] == value


def test_what_is_not_said_is_left_out() -> None:
    one = fact("Ratio", Decimal(1), PURE, entity=NO_ENTITY, period=FOREVER)
    assert told(one)["facts"]["f1"] == {"value": "1.0", "dimensions": {"concept": "e:Ratio"}}


def test_canonical_values_are_claimed_where_all_types_are_known() -> None:
    assert told(ASSETS)["documentInfo"]["features"]["xbrl:canonicalValues"] is True
    assert "xbrl:canonicalValues" not in told(fact("Other", "x"))["documentInfo"]["features"]
    assert "xbrl:canonicalValues" not in told(ASSETS, dts=None)["documentInfo"]["features"]


def test_units_are_products_in_order_and_sides_in_brackets() -> None:
    one, two = QName(NS, "A", "e"), QName(NS, "B", "e")
    units = [Unit((two, one)), Unit((two, one), (two,)), Unit((one,), (two, one))]
    facts = [fact("Assets", Decimal(1), unit) for unit in units]
    assert [one["dimensions"]["unit"] for one in told(*facts)["facts"].values()] == [
        "e:A*e:B",
        "(e:A*e:B)/e:B",
        "e:A/(e:A*e:B)",
    ]


def test_members_are_names_texts_or_null() -> None:
    axes = {name: QName(NS, name, "e") for name in ("A", "B", "C")}
    key = ((axes["A"], QName(NS, "M", "e")), (axes["B"], TypedMember("7")), (axes["C"], TypedMember(None)))
    about = told(fact("Name", "x", dimensions=key))["facts"]["f1"]["dimensions"]
    assert {name: about[name] for name in ("e:A", "e:B", "e:C")} == {"e:A": "e:M", "e:B": "7", "e:C": None}


def test_notes_are_facts_that_links_lead_to() -> None:
    note = FactNote("<p>in &lt; out</p>", "EN", (ASSETS.key,))
    made = told(ASSETS, notes=(note,))
    assert made["facts"]["f1"]["links"] == {"footnote": {"_": ["n1"]}}
    assert made["facts"]["n1"] == {
        "value": "<p>in &lt; out</p>",
        "dimensions": {"concept": "xbrl:note", "noteId": "n1", "language": "en"},
    }
    assert made["documentInfo"]["linkTypes"] == {"footnote": note.arcrole}


def test_a_note_that_is_no_markup_becomes_some() -> None:
    made = told(ASSETS, notes=(FactNote("a < b", "", (ASSETS.key,)),))
    assert made["facts"]["n1"]["value"] == "a &lt; b"
    assert made["facts"]["n1"]["dimensions"]["language"] == "und"


def test_a_table_has_the_columns_that_its_facts_need() -> None:
    assert rows(ASSETS) == [
        ["concept", "period", "unit", "decimals", "value"],
        ["e:Assets", "2013-03-31@end", "iso4217:JPY", "-3", "-1234567000"],
    ]
    axis = ((QName(NS, "period", "e"), TypedMember("")),)
    name = fact("Name", "#1", dimensions=axis, lang="ja", period=YEAR, entity=Entity(COMPANY.scheme, "2"))
    assert rows(name, fact("Name", None, period=FOREVER), dts=TAXONOMY) == [
        ["label", "concept", "entity", "period", "language", "period_", "value"],
        ["Name", "e:Name", "entity:2", "2012-04-01..2013-03-31", "ja", "#empty", "##1"],
        ["Name", "e:Name", "entity:1", "", "", "", "#nil"],
    ]


def test_each_table_of_the_filing_is_a_file() -> None:
    facts = [Fact(ASSETS.key, Decimal(1), table="balance-sheet"), fact("Name", "x")]
    files = oim_csv(facts, taxonomy=["e.xsd"])
    assert list(files) == [METADATA, "balance-sheet.csv", "facts.csv"]
    metadata = json.loads(files[METADATA])
    assert metadata["tables"]["balance-sheet"] == {"url": "balance-sheet.csv"}
    assert metadata["tableTemplates"]["balance-sheet"]["dimensions"] == {"entity": "entity:1"}


@pytest.mark.parametrize(
    ("facts", "notes", "words"),
    [
        ((ASSETS, ASSETS), (), "a fact stands in a report once"),
        ((), (FactNote("x", "en", (ASSETS.key,)),), "no such fact"),
        ((fact("Name", "x", entity=Entity("s", "a b")),), (), "white space"),
        ((fact("Name", "\ud800"),), (), "surrogates"),
    ],
)
def test_what_has_no_place_in_the_formats_is_refused(
    facts: tuple[Fact, ...], notes: tuple[FactNote, ...], words: str
) -> None:
    for write in (oim_json, oim_csv):
        with pytest.raises(ValueError, match=words):
            write(facts, taxonomy=["e.xsd"], notes=notes)


def test_the_last_day_there_is_has_no_end_in_json() -> None:
    with pytest.raises(ValueError, match="the end of 9999-12-31 has no date"):
        told(fact("Assets", Decimal(1), JPY, period=Instant(date.max)))


# What is written reads as what it was.


def same(read: Instance, facts: tuple[Fact, ...], notes: tuple[FactNote, ...]) -> None:
    assert read.findings == ()
    assert Counter(read.report.facts) == Counter(facts)
    assert read.repeated == ()
    assert read.schemas == ("e.xsd",)
    assert Counter((one.text, one.lang, one.arcrole, frozenset(one.facts)) for one in read.notes) == Counter(
        (one.text, one.lang, one.arcrole, frozenset(one.facts)) for one in notes
    )


@given(noted())
@example(((fact("Name", "a\r\nb"),), ()))
def test_json_reads_as_what_was_written(report: tuple[tuple[Fact, ...], tuple[FactNote, ...]]) -> None:
    facts, notes = report
    data = oim_json(facts, taxonomy=["e.xsd"], dts=DTS, notes=notes)
    same(read_json(data, "report.json", DTS), facts, notes)
    assert oim_json(facts, taxonomy=["e.xsd"], dts=DTS, notes=notes) == data


@given(noted())
def test_csv_reads_as_what_was_written(report: tuple[tuple[Fact, ...], tuple[FactNote, ...]]) -> None:
    facts, notes = report
    files = oim_csv(facts, taxonomy=["e.xsd"], dts=DTS, notes=notes)
    same(read_csv(files, METADATA, "csv", DTS), facts, notes)
    assert oim_csv(facts, taxonomy=["e.xsd"], dts=DTS, notes=notes) == files


# And others read the same.

SCHEMA = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:e="http://example.com/e" targetNamespace="http://example.com/e"
  elementFormDefault="qualified">
  <xs:import namespace="http://www.xbrl.org/2003/instance"
    schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
  <xs:element name="Key" id="e_Key" type="xs:string" nillable="true"/>
  <xs:element name="Typed" id="e_Typed" substitutionGroup="xbrldt:dimensionItem" type="xbrli:stringItemType"
    abstract="true" xbrli:periodType="duration" xbrldt:typedDomainRef="#e_Key"/>
  <xs:element name="Explicit" id="e_Explicit" substitutionGroup="xbrldt:dimensionItem" type="xbrli:stringItemType"
    abstract="true" xbrli:periodType="duration"/>
  <xs:element name="Member" id="e_Member" substitutionGroup="xbrli:item" type="xbrli:stringItemType" abstract="true"
    xbrli:periodType="duration"/>
  <xs:element name="Assets" id="e_Assets" substitutionGroup="xbrli:item" type="xbrli:monetaryItemType"
    xbrli:periodType="instant" nillable="true"/>
  <xs:element name="Power" id="e_Power" substitutionGroup="xbrli:item" type="xbrli:decimalItemType"
    xbrli:periodType="instant"/>
  <xs:element name="Ratio" id="e_Ratio" substitutionGroup="xbrli:item" type="xbrli:pureItemType"
    xbrli:periodType="duration"/>
  <xs:element name="Name" id="e_Name" substitutionGroup="xbrli:item" type="xbrli:stringItemType"
    xbrli:periodType="duration"/>
</xs:schema>
"""
EXPLICIT = (QName(NS, "Explicit", "e"), QName(NS, "Member", "e"))
TYPED = QName(NS, "Typed", "e")
REPORT = (
    ASSETS,
    fact("Assets", None, JPY, dimensions=(EXPLICIT,)),
    fact("Power", Decimal("0.25"), Unit((*JPY.numerators, *JPY.numerators)), dimensions=(EXPLICIT,)),
    fact("Ratio", Decimal("0.160"), PURE, 3, period=YEAR),
    fact("Name", 'a "word", #1\nand more', period=YEAR, lang="en", dimensions=((TYPED, TypedMember('K "1"')),)),
    fact("Name", "#nil", period=YEAR, lang="ja", dimensions=(EXPLICIT, (TYPED, TypedMember("甲")))),
    fact("Name", "", period=YEAR, lang="en"),
)
NOTES = (FactNote("<p>In <b>yen</b> &amp; sen</p>", "en", (REPORT[0].key, REPORT[1].key)),)


def test_arelle_reads_every_kind_of_fact(arelle: Arelle, tmp_path: Path) -> None:
    (tmp_path / "e.xsd").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "report.json").write_bytes(oim_json(REPORT, taxonomy=["e.xsd"], dts=TAXONOMY, notes=NOTES))
    files = oim_csv(REPORT, taxonomy=["e.xsd"], dts=TAXONOMY, notes=NOTES, name="metadata.json", folder="csv")
    (tmp_path / "csv").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for place in (tmp_path / "report.json", tmp_path / "metadata.json"):
        result = arelle.load(place)
        assert result.problems == ()
        assert Counter(result.facts) == Counter(map(as_arelle, REPORT))
        # What Arelle accepts is read here as well, from the same files and without a word.
        [own] = open_reports(place)
        assert isinstance(own, Instance)
        assert own.findings == ()
        assert Counter(own.report.facts) == Counter(REPORT)
        assert own.notes == NOTES
