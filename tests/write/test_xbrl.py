from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from tanshin.report.aspect import JPY, PURE, XBRLI, Entity, Instant, Unit
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value, value_text
from tanshin.taxonomy.schema import LINK, XLINK
from tanshin.values.qname import QName
from tanshin.write.context import XML_LANG, XSI_NIL, attachment_names
from tanshin.write.xbrl import instance

NS = "https://example.com/taxonomy"
NOW = Instant(date(2013, 3, 31))
CALENDAR = Calendar(date(2013, 3, 31))


def fact(
    local: str, value: Value, unit: Unit | None = None, decimals: int | None = None, lang: str | None = None
) -> Fact:
    key = Key(QName(NS, local, "ex"), Entity("http://www.tse.or.jp/sicc", "37740"), NOW, unit, (), lang)
    return Fact(key, value, decimals)


def write(facts: Iterable[Fact]) -> etree._Element:
    return etree.fromstring(instance(facts, calendar=CALENDAR, schema_refs=["a.xsd", "b/c d.xsd"]))


FACTS = (
    fact("Assets", Decimal(-1234567000), JPY, -3),
    fact("Ratio", Decimal("0.160"), PURE, 3),
    fact("Exact", Decimal("1E+3"), JPY),
    fact("Nothing", None, JPY, 0),
    fact("Name", "甲 & <乙>\n", lang="ja"),
    fact("Name", "A", lang="en"),
    fact("Flag", True),
    fact("Day", date(2013, 5, 15)),
)


def test_facts_stand_once_in_the_order_given() -> None:
    facts = [element for element in write(FACTS) if element.tag.startswith(f"{{{NS}}}")]
    assert [(etree.QName(one).localname, one.text, dict(one.items())) for one in facts] == [
        ("Assets", "-1234567000", {"contextRef": "CurrentYearInstant", "unitRef": "JPY", "decimals": "-3"}),
        ("Ratio", "0.160", {"contextRef": "CurrentYearInstant", "unitRef": "Pure", "decimals": "3"}),
        ("Exact", "1000", {"contextRef": "CurrentYearInstant", "unitRef": "JPY", "decimals": "INF"}),
        ("Nothing", None, {"contextRef": "CurrentYearInstant", "unitRef": "JPY", XSI_NIL: "true"}),
        ("Name", "甲 & <乙>\n", {"contextRef": "CurrentYearInstant", XML_LANG: "ja"}),
        ("Name", "A", {"contextRef": "CurrentYearInstant", XML_LANG: "en"}),
        ("Flag", "true", {"contextRef": "CurrentYearInstant"}),
        ("Day", "2013-05-15", {"contextRef": "CurrentYearInstant"}),
    ]


def test_schemas_come_first_then_contexts_and_units() -> None:
    root = write(FACTS)
    assert [one.tag for one in root][:5] == [
        f"{{{LINK}}}schemaRef",
        f"{{{LINK}}}schemaRef",
        f"{{{XBRLI}}}context",
        f"{{{XBRLI}}}unit",
        f"{{{XBRLI}}}unit",
    ]
    assert [one.get(f"{{{XLINK}}}href") for one in root][:2] == ["a.xsd", "b/c d.xsd"]
    assert root.nsmap["ex"] == NS


def test_every_prefix_is_declared_at_the_root() -> None:
    text = instance(FACTS, calendar=CALENDAR, schema_refs=["a.xsd"]).decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<xbrli:xbrl ')
    assert "xmlns" not in text.partition(">\n")[2].partition(">")[2]


def test_the_same_facts_give_the_same_bytes() -> None:
    first, second = (instance(FACTS, calendar=CALENDAR, schema_refs=["a.xsd"]) for _ in range(2))
    assert first == second


def test_context_ids_follow_the_naming() -> None:
    prior = fact("Assets", Decimal(1), JPY, 0)
    prior = Fact(prior.key._replace(period=Instant(date(2012, 3, 31))), Decimal(1), 0)
    content = instance([prior], calendar=CALENDAR, schema_refs=[], naming=attachment_names)
    assert b'contextRef="Prior1YearInstant"' in content


def test_two_facts_about_one_thing_are_refused() -> None:
    with pytest.raises(ValueError, match="once"):
        write([FACTS[0], FACTS[0]])


def test_what_xml_has_no_place_for_is_refused() -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        write([fact("Name", "a\x00b", lang="ja")])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (True, "true"),
        (False, "false"),
        (Decimal("1E+9"), "1000000000"),
        (Decimal("1E-3"), "0.001"),
        (Decimal("18.75"), "18.75"),
        (date(2013, 3, 31), "2013-03-31"),
        ("text", "text"),
    ],
)
def test_values_in_the_form_of_their_type(value: Value, text: str | None) -> None:
    assert value_text(value) == text
