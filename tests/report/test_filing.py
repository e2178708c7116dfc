from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.aspect import JPY, Duration, Instant, Period
from tanshin.report.filing import period_of, placed
from tanshin.taxonomy import label as roles
from tanshin.taxonomy.concept import Concept, PeriodType
from tanshin.taxonomy.dts import merge
from tanshin.taxonomy.statement import Line
from tanshin.values.qname import QName
from tests.read.example import sample

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))
OPENING, CLOSING = Instant(date(2012, 3, 31)), Instant(date(2013, 3, 31))
NAME = QName("https://example.com", "Cash")


@pytest.mark.parametrize(
    ("period", "role", "found"),
    [
        (PeriodType.DURATION, roles.STANDARD, YEAR),
        (PeriodType.DURATION, roles.PERIOD_START, YEAR),
        (PeriodType.INSTANT, roles.STANDARD, CLOSING),
        (PeriodType.INSTANT, roles.PERIOD_END, CLOSING),
        (PeriodType.INSTANT, roles.PERIOD_START, OPENING),
    ],
)
def test_an_instant_is_the_end_of_its_column_unless_its_line_opens_it(
    period: PeriodType, role: str, found: Period
) -> None:
    concept = Concept(NAME, period=period)
    assert placed(Line(NAME, role), concept, YEAR) == found
    assert period_of(concept, YEAR) == (CLOSING if period is PeriodType.INSTANT else YEAR)


def test_each_language_has_its_own_texts_and_all_else() -> None:
    filing = sample()
    english, japanese = filing.in_language("en"), filing.in_language("ja")
    assert {fact.key.lang for fact in english} == {None, "en"}
    assert {fact.key.lang for fact in japanese} == {None, "ja"}
    shared = [fact for fact in filing.report if fact.key.lang is None]
    assert [fact for fact in english if fact.key.lang is None] == shared
    assert [fact for fact in japanese if fact.key.lang is None] == shared
    assert len(english) == len(japanese)


def test_a_fact_is_found_by_its_aspects() -> None:
    filing = sample()
    cash = filing.taxonomy.name("CashAndCashEquivalents")
    found = filing.fact(cash, CLOSING, JPY)
    assert found is not None
    assert str(found.source) == "iij/fy2012-annual/balance-sheet.csv:4:4"
    assert filing.fact(cash, Instant(date(2013, 3, 30)), JPY) is None
    assert filing.fact(cash, CLOSING) is None


def test_the_two_taxonomies_are_one_set() -> None:
    filing = sample()
    assert filing.dts == merge(filing.taxonomy.dts, filing.form_taxonomy.dts)
    assert {fact.concept for fact in filing.report} <= filing.dts.concepts.keys()


def test_a_table_knows_its_statement() -> None:
    filing = sample()
    assert [filing.statement(table).id for table in filing.tables if table.id == "equity-usd"] == [
        "StatementOfShareholdersEquity"
    ]


def test_the_reporting_entity_is_the_issuer() -> None:
    assert sample().entity == sample().issuer.entity
