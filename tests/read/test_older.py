from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.read.older import as_today, calendar_of, is_older
from tanshin.report.aspect import JPY, Entity, Instant, Period
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.instance import FactNote, Instance
from tanshin.report.report import Report
from tanshin.values.qname import QName
from tests.older import ED, form, today

ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
CALENDAR = Calendar(date(2013, 3, 31), 2)
NOW = CALENDAR.period("CurrentAccumulatedQ2")


def older(local: str, value: Value, period: Period, *, apart: bool = False) -> Fact:
    unit = JPY if isinstance(value, Decimal) else None
    key = Key(QName(ED.namespace, local, "x"), ENTITY, period, unit, form().apart if apart else ())
    return Fact(key, value, -6 if unit else None)


YEAR_END = older("FiscalYearEnd", "2013-03-31", NOW.closing)


def translated(*facts: Fact) -> Instance:
    return as_today(Instance("a.xbrl", Report(facts)), form())


def told(instance: Instance) -> list[tuple[str, str, list[str], Value]]:
    return [
        (str(one.concept), str(one.key.period), [member.local for _, member in one.key.dimensions], one.value)
        for one in instance.report
    ]


def test_facts_are_told_as_todays_form_has_them() -> None:
    found = translated(
        YEAR_END,
        older("ForecastNetIncomeUS", Decimal(4_000_000_000), CALENDAR.period("CurrentYear")),
        older("NetIncome", Decimal(-1_000_000), CALENDAR.period("PriorYear"), apart=True),
        older("TokyoStockExchange", "true", NOW.closing),
        older("NoteToFractionProcessingMethod", "（百万円未満四捨五入）", NOW),
        older("NumberOfTreasuryStockAtTheEndOfFiscalYear", None, NOW.closing),
    )
    assert told(found) == [
        ("tse-ed-t:FiscalYearEnd", "2013-03-31", [], date(2013, 3, 31)),
        ("tse-ed-t:NetIncomeUS", "2012-04-01/2013-03-31", ["ConsolidatedMember", "ForecastMember"], Decimal(4 * 10**9)),
        ("tse-ed-t:NetIncome", "2011-04-01/2012-03-31", ["NonConsolidatedMember", "ResultMember"], Decimal(-(10**6))),
        ("tse-ed-t:TokyoStockExchange", "2012-09-30", [], True),
        ("tse-ed-t:NoteToFractionProcessingMethod", "2012-09-30", [], "（百万円未満四捨五入）"),
        (
            "tse-ed-t:NumberOfTreasuryStockAtTheEndOfFiscalYear",
            "2012-09-30",
            ["NonConsolidatedMember", "ResultMember"],
            None,
        ),
    ]
    assert [finding.code for finding in found.findings] == ["TNS093"]
    assert not found.is_complete


def test_a_report_in_another_form_is_left_as_it_is() -> None:
    fact = Fact(Key(today().name("NetIncomeUS"), ENTITY, NOW, JPY), Decimal(1))
    instance = Instance("a.xbrl", Report((fact,)), is_complete=True)
    assert not is_older(instance, form())
    assert as_today(instance, form()) is instance


def test_what_the_table_does_not_have_keeps_its_name() -> None:
    stray = older("NetIncomeUS", Decimal(1), NOW, apart=True)  # no report has it in such a context
    found = translated(stray, older("OsakaStockExchange", "true", NOW.closing), YEAR_END)
    assert found.report.facts[:2] == (stray, older("OsakaStockExchange", "true", NOW.closing))
    assert [(one.code, one.message[:50]) for one in found.findings] == [
        ("TNS093", "this is in the form in force until 2013-12-31, who"),
        ("TNS094", "x:NetIncomeUS is not in the table of the older for"),
        ("TNS094", "x:OsakaStockExchange has no counterpart in today's"),
    ]


@pytest.mark.parametrize("value", ["maybe", ""])
def test_what_is_no_flag_and_no_day_stays_a_text(value: str) -> None:
    found = translated(older("TokyoStockExchange", value, NOW.closing), older("FilingDate", value, NOW.closing))
    assert [fact.value for fact in found.report] == [value, value]


def test_facts_that_come_to_be_about_one_thing_are_repeated() -> None:
    """A span and another that ends on the same day are one instant."""
    one = older("NoteToFractionProcessingMethod", "a", NOW)
    other = older("NoteToFractionProcessingMethod", "b", CALENDAR.period("CurrentQuarter"))
    found = translated(YEAR_END, one, other)
    assert [fact.value for fact in found.report][1:] == ["a"]
    assert [fact.value for fact in found.repeated] == ["b"]


def test_footnotes_stay_on_their_facts() -> None:
    fact = older("NetIncomeUS", Decimal(1), NOW)
    note = FactNote("n", "ja", (fact.key,))
    found = as_today(Instance("a.xbrl", Report((YEAR_END, fact)), notes=(note,), repeated=(fact,)), form())
    (key,) = found.notes[0].facts
    assert key == found.report.facts[1].key == found.repeated[0].key
    assert key.concept.prefix == "tse-ed-t"


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_the_calendar_follows_from_the_end_of_the_year(quarter: int) -> None:
    calendar = Calendar(date(2013, 3, 31), quarter)
    end = calendar.period("CurrentAccumulated").closing
    assert calendar_of(Report((older("FiscalYearEnd", "2013-03-31", end),)), form()) == calendar


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("soon", NOW.closing),
        (None, NOW.closing),
        ("2013-03-31", NOW),
        ("2013-03-31", Instant(date(2012, 10, 1))),
        ("0001-01-01", NOW.closing),
        ("9999-12-31", NOW.closing),
    ],
)
def test_without_it_there_is_no_calendar(value: str | None, period: Period) -> None:
    report = Report((older("FiscalYearEnd", value, period),))
    assert calendar_of(report, form()) is None
    assert len(as_today(Instance("a.xbrl", report), form()).report) == 1
