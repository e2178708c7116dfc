from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from lxml import etree

from tanshin.report.aspect import (
    JPY,
    JPY_PER_SHARE,
    PURE,
    SHARES,
    USD,
    USD_PER_SHARE,
    XBRLI,
    Dimensions,
    Duration,
    Entity,
    Instant,
    Period,
    Unit,
    parse_period,
)
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Key
from tanshin.values.qname import QName
from tanshin.write.context import (
    USUAL,
    Naming,
    append_resources,
    attachment_names,
    lexical,
    prefixes_of,
    resources_of,
    summary_names,
    unit_name,
)

NS = "https://example.com/taxonomy"
ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
ANNUAL = Calendar(date(2013, 3, 31))
SECOND_QUARTER = Calendar(date(2013, 3, 31), 2)


def name(local: str, namespace: str = NS, prefix: str = "ex") -> QName:
    return QName(namespace, local, prefix)


def key(
    period: Period | str = "2013-03-31", unit: Unit | None = JPY, dimensions: Dimensions = (), concept: str = "Item"
) -> Key:
    return Key(
        name(concept), ENTITY, parse_period(period) if isinstance(period, str) else period, unit, tuple(dimensions)
    )


def member(axis: str, local: str) -> tuple[QName, QName]:
    return name(f"{axis}Axis"), name(f"{local}Member")


def ids(*keys: Key, calendar: Calendar = ANNUAL, naming: Naming = summary_names, prefix: str = "") -> list[str]:
    return [context.id for context in resources_of(keys, calendar, naming=naming, prefix=prefix).contexts]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2013-03-31", "CurrentYearInstant"),
        ("2012-03-31", "PriorYearInstant"),
        ("2011-03-31", "Prior2YearInstant"),
        ("2012-04-01/2013-03-31", "CurrentYearDuration"),
        ("2011-04-01/2012-03-31", "PriorYearDuration"),
        ("2013-04-01/2014-03-31", "NextYearDuration"),
        ("2013-04-01/2013-09-30", "NextAccumulatedQ2Duration"),
        ("2012-12-31", "CurrentAccumulatedQ3Instant"),
        ("2013-01-01/2013-03-31", "CurrentQuarterDuration"),
        ("2005-06-30", "Instant20050630"),
        ("2005-06-30/2005-07-01", "Duration20050630To20050701"),
    ],
)
def test_the_summary_names_periods_as_tdnet_does(period: str, expected: str) -> None:
    assert ids(key(period)) == [expected]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2012-09-30", "CurrentAccumulatedQ2Instant"),
        ("2012-03-31", "PriorYearInstant"),
        ("2012-04-01/2012-09-30", "CurrentAccumulatedQ2Duration"),
        ("2011-04-01/2011-09-30", "PriorAccumulatedQ2Duration"),
        ("2012-04-01/2013-03-31", "CurrentYearDuration"),
        ("2012-07-01/2012-09-30", "CurrentQuarterDuration"),
    ],
)
def test_a_quarterly_summary_names_what_has_accumulated(period: str, expected: str) -> None:
    assert ids(key(period), calendar=SECOND_QUARTER) == [expected]


@pytest.mark.parametrize(
    ("calendar", "period", "expected"),
    [
        (ANNUAL, "2013-03-31", "CurrentYearInstant"),
        (ANNUAL, "2012-03-31", "Prior1YearInstant"),
        (ANNUAL, "2011-03-31", "Prior2YearInstant"),
        (ANNUAL, "2012-04-01/2013-03-31", "CurrentYearDuration"),
        (ANNUAL, "2011-04-01/2012-03-31", "Prior1YearDuration"),
        (ANNUAL, "2013-01-01/2013-03-31", "CurrentQuarterDuration"),
        (ANNUAL, "2012-01-01/2012-03-31", "Prior1QuarterDuration"),
        (ANNUAL, "2012-12-31", "CurrentQuarterOpeningInstant"),
        (ANNUAL, "2011-12-31", "Prior1QuarterOpeningInstant"),
        (SECOND_QUARTER, "2012-09-30", "CurrentQuarterInstant"),
        (SECOND_QUARTER, "2012-04-01/2012-09-30", "CurrentYTDDuration"),
        (SECOND_QUARTER, "2011-04-01/2011-09-30", "Prior1YTDDuration"),
        (SECOND_QUARTER, "2012-07-01/2012-09-30", "CurrentQuarterDuration"),
        (SECOND_QUARTER, "2012-03-31", "Prior1YearInstant"),
        (Calendar(date(2013, 3, 31), 1), "2012-04-01/2012-06-30", "CurrentYTDDuration"),
    ],
)
def test_the_attachment_names_periods_as_attachments_do(calendar: Calendar, period: str, expected: str) -> None:
    assert ids(key(period), calendar=calendar, naming=attachment_names) == [expected]


def test_members_follow_in_the_alphabetical_order_of_their_axes() -> None:
    members = (
        member("AnnualDividendPaymentSchedule", "FirstQuarter"),
        member("ConsolidatedNonconsolidated", "NonConsolidated"),
        member("ResultForecast", "Result"),
    )
    for order in permutations(members):
        assert ids(key("2011-04-01/2012-03-31", dimensions=order)) == [
            "PriorYearDuration_FirstQuarterMember_NonConsolidatedMember_ResultMember"
        ]


def test_each_context_and_unit_is_made_once_in_the_order_of_need() -> None:
    result = member("ResultForecast", "Result")
    keys = (key("2012-03-31"), key(unit=None), key("2012-03-31", USD), key(dimensions=(result,)), key(concept="Other"))
    resources = resources_of(keys, ANNUAL)
    assert [context.id for context in resources.contexts] == [
        "PriorYearInstant",
        "CurrentYearInstant",
        "CurrentYearInstant_ResultMember",
    ]
    assert resources.units == (("JPY", JPY), ("USD", USD))
    assert [resources.context_of(one) for one in keys] == [
        "PriorYearInstant",
        "CurrentYearInstant",
        "PriorYearInstant",
        "CurrentYearInstant_ResultMember",
        "CurrentYearInstant",
    ]
    assert [resources.unit_of(one) for one in keys] == ["JPY", None, "USD", "JPY", "JPY"]


def test_different_contexts_never_share_an_id() -> None:
    other = (name("ResultForecastAxis"), name("ResultMember", "https://example.com/other"))
    keys = (key(dimensions=(member("ResultForecast", "Result"),)), key(dimensions=(other,)))
    assert ids(*keys) == ["CurrentYearInstant_ResultMember", "CurrentYearInstant_ResultMember_2"]


def test_a_prefix_sets_the_documents_of_a_set_apart() -> None:
    resources = resources_of([key()], ANNUAL, prefix="acbs01_")
    assert (resources.contexts[0].id, resources.units[0][0]) == ("acbs01_CurrentYearInstant", "acbs01_JPY")


@pytest.mark.parametrize("prefix", ["01_", "-a", "a b", "a:"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot begin an XML id"):
        resources_of([key()], ANNUAL, prefix=prefix)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (JPY, "JPY"),
        (USD, "USD"),
        (PURE, "Pure"),
        (SHARES, "Shares"),
        (JPY_PER_SHARE, "JPYPerShares"),
        (USD_PER_SHARE, "USDPerShares"),
        (Unit((QName("http://www.w3.org/2001/XMLSchema", "nonNegativeInteger", "xsd"),)), "NumberOfCompanies"),
    ],
)
def test_units_are_named_as_tdnet_does(unit: Unit, expected: str) -> None:
    assert unit_name(unit) == expected


def test_every_namespace_gets_a_prefix_and_no_prefix_two() -> None:
    keys = (
        Key(QName("https://a", "X", "ex"), ENTITY, Instant(date(2013, 3, 31)), JPY),
        Key(QName("https://b", "X", "ex"), ENTITY, Instant(date(2013, 3, 31))),
        Key(QName("https://c", "X"), ENTITY, Instant(date(2013, 3, 31))),
        Key(QName("https://d", "X", "link"), ENTITY, Instant(date(2013, 3, 31)), None, (member("A", "B"),)),
    )
    prefixes = prefixes_of(keys, USUAL)
    assert {prefix: namespace for namespace, prefix in prefixes.items()} == {
        **USUAL,
        "ex": "https://a",
        "ex_2": "https://b",
        "ns": "https://c",
        "link_2": "https://d",
        "ex_3": NS,
    }
    assert lexical(keys[1].concept, prefixes) == "ex_2:X"


def test_contexts_and_units_as_elements() -> None:
    dimensions = (member("ResultForecast", "Result"), member("Consolidated", "Consolidated"))
    keys = (key("2012-04-01/2013-03-31", JPY_PER_SHARE, dimensions), key())
    prefixes = prefixes_of(keys, USUAL)
    root = etree.Element("root", {}, nsmap={prefix: namespace for namespace, prefix in prefixes.items()})
    append_resources(root, resources_of(keys, ANNUAL), prefixes)
    year, now, per_share, yen = root
    assert [year.findtext(f".//{{{XBRLI}}}{tag}") for tag in ("identifier", "startDate", "endDate")] == [
        "37740",
        "2012-04-01",
        "2013-03-31",
    ]
    scenario = year.find(f"{{{XBRLI}}}scenario")
    assert scenario is not None
    assert [(one.get("dimension"), one.text) for one in scenario] == [
        ("ex:ConsolidatedAxis", "ex:ConsolidatedMember"),
        ("ex:ResultForecastAxis", "ex:ResultMember"),
    ]
    assert now.findtext(f".//{{{XBRLI}}}instant") == "2013-03-31"
    assert now.find(f"{{{XBRLI}}}scenario") is None
    assert [one.text for one in per_share.iter(f"{{{XBRLI}}}measure")] == ["iso4217:JPY", "xbrli:shares"]
    assert [one.tag for one in yen] == [f"{{{XBRLI}}}measure"]


def test_a_duration_and_its_end_are_two_contexts() -> None:
    span = Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert ids(key(span), key(span.closing), key(span.opening)) == [
        "CurrentYearDuration",
        "CurrentYearInstant",
        "PriorYearInstant",
    ]
