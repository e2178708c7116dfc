"""What a summary is that somebody else filed: its form, its calendar, its rounding."""

from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.instance import Instance
from tanshin.report.summary import Foreign, foreign_of, roundings_said
from tanshin.values.rounding import Rounding
from tests.foreign import EXAMPLE, facts_of, instance_of, known_forms

HEAD = """
    DocumentName 決算短信 - {end}
    FilingDate 2014-05-12 - {end}
    TokyoStockExchange true - {end}
"""


def summary(text: str, name: str = "report.xbrl") -> Foreign:
    found = foreign_of(instance_of(facts_of(text), name), known_forms()[0])
    assert found
    return found


def test_a_report_without_facts_of_the_exchange_is_no_summary() -> None:
    report: Instance = instance_of(facts_of("Cash 1,000,000 JPY 2014-03-31", EXAMPLE))
    assert foreign_of(report, known_forms()[0]) is None


@pytest.mark.parametrize(
    ("name", "more", "form", "standard", "year_end", "quarter"),
    [
        ("tse-acedussm-12340-20140512000000-ixbrl.htm", "", "acedussm", "us", date(2014, 3, 31), 4),
        ("tse-acedifsm-12340-20140512000000-ixbrl.htm", "", "acedifsm", "if", date(2014, 3, 31), 4),
        ("tse-scedjpsm-12340-20140512000000-ixbrl.htm", "", "qcedjpsm", "jp", date(2014, 9, 30), 2),
        ("report.xbrl", "QuarterlyPeriod 1 pure 2014-03-31", "qcedjpsm", "jp", date(2014, 12, 31), 1),
        ("report.xbrl", "FiscalYearEnd 2014-06-30 - 2014-03-31", "qcedjpsm", "jp", date(2014, 6, 30), 3),
        ("report.xbrl", "FiscalYearEnd 2014-03-31 - 2014-03-31", "acedjpsm", "jp", date(2014, 3, 31), 4),
        ("report.xbrl", "NetSalesUS 1 JPY 2014-03-31", "acedussm", "us", date(2014, 3, 31), 4),
        ("report.xbrl", "NetSalesIFRS 1 JPY 2014-03-31", "acedifsm", "if", date(2014, 3, 31), 4),
    ],
)
def test_form_and_calendar(name: str, more: str, form: str, standard: str, year_end: date, quarter: int) -> None:
    found = summary(HEAD.format(end="2014-03-31") + more, name)
    calendar = found.filing.calendar
    assert (found.filing.form.name, found.standard) == (form, standard)
    assert (calendar.year_end, calendar.quarter) == (year_end, quarter)
    assert found.filing.announced == date(2014, 5, 12)


def test_texts_become_what_the_form_knows_them_to_be() -> None:
    values = {fact.concept.local: fact.value for fact in summary(HEAD.format(end="2014-03-31")).whole.report}
    assert values == {"DocumentName": "決算短信", "FilingDate": date(2014, 5, 12), "TokyoStockExchange": True}
    wrong = summary("FilingDate soon - 2014-03-31\nTokyoStockExchange maybe - 2014-03-31")
    assert [fact.value for fact in wrong.whole.report] == ["soon", "maybe"]


def test_elements_of_one_standard_are_not_asked_of_others() -> None:
    head = HEAD.format(end="2014-03-31")
    codes = ("acedjpsm", "acedussm")
    japanese, american = (summary(head, f"tse-{code}-12340-20140512000000-ixbrl.htm").filing.form for code in codes)
    assert (japanese.name, american.name) == codes
    named = {name.local for table in japanese.tables for column in table.columns for name in column.concepts}
    asked = {name.local for name in japanese.demands.required}
    assert {name for name in named | asked if "US" in name} == set()
    assert {"DividendPerShare", "AverageNumberOfShares", "FilingDate"} <= named | asked


@pytest.mark.parametrize(
    ("note", "ways"),
    [
        ("（百万円未満切捨て）", (Rounding.TRUNCATE,)),
        ("（百万円未満四捨五入）", (Rounding.HALF_UP,)),
        ("金額は切り捨て、比率は四捨五入", (Rounding.TRUNCATE, Rounding.HALF_UP)),
        ("Amounts are rounded down.", (Rounding.TRUNCATE,)),
        ("Amounts are rounded.", (Rounding.HALF_UP,)),
        ("Amounts in millions of yen", ()),
    ],
)
def test_a_note_says_how_amounts_are_rounded(note: str, ways: tuple[Rounding, ...]) -> None:
    assert roundings_said(note) == ways
