from __future__ import annotations

import csv
import shutil
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.derive.complete import complete
from tanshin.derive.figure import Figure
from tanshin.derive.source import read_figures
from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import JPY, parse_period
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.resources import samples_dir, taxonomy_dir
from tanshin.values.finding import InputError, Severity

#: Every column of the form's tables that follows from the rest of the filing, by table.
DERIVABLE = {
    "operating-results": (
        "Total Revenues",
        "Operating Income",
        "Income before Income Tax Expense",
        "Net Income attributable to IIJ",
    ),
    "comprehensive-income": ("Total comprehensive income attributable to IIJ",),
    "per-share": (
        "Basic Net Income attributable to IIJ per Share",
        "Diluted Net Income attributable to IIJ per Share",
        "Net Income attributable to IIJ to Total Shareholders' Equity",
        "Total Revenues Operating Margin Ratio",
    ),
    "equity-method": ("Equity in net income of equity method investees",),
    "financial-position": (
        "Total Assets",
        "Total Equity",
        "Total IIJ Shareholders' Equity",
        "Total IIJ Shareholders' Equity to Total Assets",
        "Total IIJ Shareholders' Equity per Share",
    ),
    "cash-flows": (
        "Operating Activities",
        "Investing Activities",
        "Financing Activities",
        "Cash and Cash Equivalents (End of the Period)",
    ),
    "dividends": (
        "Total",
        "Total cash dividends for the year",
        "Payout Ratio (consolidated)",
        "Ratio of Dividends to Shareholder's Equity (consolidated)",
    ),
    "forecasts": ("Basic Net Income attributable to IIJ per Share",),
    "shares": (
        "The number of shares outstanding (inclusive of treasury stock)",
        "The number of treasury stock",
        "The weighted average number of shares outstanding",
    ),
}
SINGLE = [(table, column) for table, columns in DERIVABLE.items() for column in columns]


@cache
def sample() -> Filing:
    return read_filing(samples_dir() / "iij" / "fy2012-annual", taxonomy_dir())


@cache
def figures() -> tuple[Figure, ...]:
    return read_figures(taxonomy_dir() / "iij", sample().taxonomy, sample().form_taxonomy)


def read_without(folder: Path, dropped: Mapping[str, Collection[str]]) -> Filing:
    """The sample, read from a copy in which columns of the form's tables are left out."""
    issuer = folder / "iij"
    shutil.copytree(samples_dir() / "iij", issuer)
    for table, columns in dropped.items():
        path = issuer / "fy2012-annual" / f"summary-{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert set(columns) <= set(rows[0])
        kept = [index for index, heading in enumerate(rows[0]) if heading not in columns]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([row[index] for index in kept] for row in rows)
    return read_filing(issuer / "fy2012-annual", taxonomy_dir())


def without(table: str, *columns: str) -> Filing:
    """The sample as it would be read without these columns."""
    gone = {one.key for one in sample().prints if one.table == table and one.column in columns}
    assert gone
    return replace(
        sample(),
        report=Report(tuple(fact for fact in sample().report if fact.key not in gone)),
        prints=tuple(one for one in sample().prints if one.key not in gone),
    )


def values(filing: Filing) -> dict[Key, tuple[Value, int | None, str]]:
    return {fact.key: (fact.value, fact.decimals, fact.table) for fact in filing.report}


def refusals(filing: Filing) -> list[str]:
    with pytest.raises(InputError) as caught:
        complete(filing, figures)
    assert {(one.code, one.severity) for one in caught.value.findings} == {("TNS007", Severity.ERROR)}
    return [f"{one.sources[0]}: {one.message}" for one in caught.value.findings]


def test_a_filing_that_leaves_nothing_out_stays_as_it_is() -> None:
    def unread() -> tuple[Figure, ...]:
        raise AssertionError("nothing is left out: no figure is needed")

    assert complete(sample(), unread) is sample()


def test_every_column_that_can_be_derived_may_be_left_out(tmp_path: Path) -> None:
    filing = read_without(tmp_path, DERIVABLE)
    assert len(filing.report) < len(sample().report)
    completed = complete(filing, figures)
    assert values(completed) == values(sample())
    added = [fact for fact in completed.report if fact.key not in filing.report.by_key]
    assert all(fact.source is None for fact in added)
    assert completed.prints == filing.prints
    assert complete(completed, figures).report == completed.report


def test_leaving_out_a_column_is_as_if_it_had_never_been_printed(tmp_path: Path) -> None:
    filing = read_without(tmp_path, {"dividends": ["Total"]})
    expected = without("dividends", "Total")
    assert values(filing) == values(expected)
    assert [one.key for one in filing.prints] == [one.key for one in expected.prints]


@pytest.mark.parametrize(("table", "column"), SINGLE, ids=[f"{table}-{column[:40]}" for table, column in SINGLE])
def test_a_column_may_be_left_out(table: str, column: str) -> None:
    filing = without(table, column)
    assert values(filing) != values(sample())
    assert values(complete(filing, figures)) == values(sample())


def test_what_cannot_be_derived_is_named_with_what_it_would_take(tmp_path: Path) -> None:
    left_out = {
        "operating-results": ["Total Revenues", "Total Revenues %"],
        "dividends": ["Year-end"],
        "forecasts": ["Operating Income"],
    }
    dividend, forecast, change = refusals(read_without(tmp_path, left_out))
    assert dividend == (
        "iij/fy2012-annual/summary-dividends.csv:1: the column `Year-end` of dividends is missing, and "
        "DividendPerShare cannot be derived; give it as printed"
    )
    assert forecast == (
        "iij/fy2012-annual/summary-forecasts.csv:1: the column `Operating Income` of forecasts is missing, and "
        "OperatingIncomeUS cannot be derived; give it as printed"
    )
    assert change == (
        "iij/fy2012-annual/summary-operating-results.csv:1: the column `Total Revenues %` of operating-results is "
        "missing, and for 2011-04-01/2012-03-31 it cannot be derived for want of Revenues 2010-04-01/2011-03-31; "
        "give it as printed"
    )


def test_every_other_column_is_refused_when_it_is_left_out() -> None:
    for table, derivable in DERIVABLE.items():
        given = {one.column for one in sample().prints if one.table == table} - {*derivable}
        for column in sorted(given):
            (heading,) = {line.partition("column `")[2].partition("`")[0] for line in refusals(without(table, column))}
            assert heading in (column, column.replace(" (Benefit)", ""))


def test_given_figures_are_never_touched() -> None:
    filing = without("financial-position", "Total Equity")
    wrong = {
        key: replace(fact, value=Decimal(1)) if key.concept.local == "TotalAssetsUS" else fact
        for key, fact in filing.report.by_key.items()
    }
    completed = complete(replace(filing, report=Report(tuple(wrong.values()))), figures)
    assert {key: fact for key, fact in completed.report.by_key.items() if key in wrong} == wrong
    assert len(completed.report) == len(sample().report)


def test_a_blank_cell_in_a_column_that_is_there_stays_absent() -> None:
    gone = next(key for key in sample().report.by_key if key.concept.local == "TotalAssetsUS")
    filing = replace(
        sample(),
        report=Report(tuple(fact for fact in sample().report if fact.key != gone)),
        prints=tuple(one for one in sample().prints if one.key != gone),
    )
    assert complete(filing, figures).report.get(gone) is None


def test_only_rows_that_are_there_are_completed() -> None:
    last_year = {one.key for one in sample().prints if one.row == "As of March 31, 2012"}
    filing = without("financial-position", "Total Equity")
    filing = replace(
        filing,
        report=Report(tuple(fact for fact in filing.report if fact.key not in last_year)),
        prints=tuple(one for one in filing.prints if one.key not in last_year),
    )
    added = {*complete(filing, figures).report} - {*filing.report}
    assert [(fact.concept.local, str(fact.key.period)) for fact in added] == [("NetAssetsUS", "2013-03-31")]


def test_a_change_is_completed_only_beside_a_figure() -> None:
    """A company may forecast the year alone: then no change is missing for the interim period."""
    interim = {one.key for one in sample().prints if one.row == "Interim Period Ending September 30, 2013"}
    operating_income = {key for key in interim if key.concept.local == "OperatingIncomeUS"}
    changes = without("forecasts", "Operating Income %")
    for gone in (interim, operating_income):
        filing = replace(
            changes,
            report=Report(tuple(fact for fact in changes.report if fact.key not in gone)),
            prints=tuple(one for one in changes.prints if one.key not in gone),
        )
        (added,) = {*complete(filing, figures).report} - {*filing.report}
        assert (added.concept.local, added.value) == ("ChangeInOperatingIncomeUS", Decimal("0.212"))


def test_a_table_that_is_left_out_is_filled_where_all_of_it_can_be_derived() -> None:
    for table in ("equity-method", "financial-position", "cash-flows", "shares"):
        assert values(complete(without(table, *DERIVABLE[table]), figures)) == values(sample())


def test_a_company_need_not_publish_a_forecast() -> None:
    without = tuple(fact for fact in sample().report if fact.table not in ("forecasts", "dividends"))
    prints = tuple(one for one in sample().prints if one.table not in ("forecasts", "dividends"))
    filing = replace(sample(), report=Report(without), prints=prints)
    assert complete(filing, figures).report == filing.report


def test_a_change_without_meaning_is_completed_as_nil() -> None:
    filing = without("operating-results", "Operating Income %")
    name, unit = filing.taxonomy.name("OperatingIncome"), JPY
    loss, before = (
        Fact(Key(name, filing.entity, parse_period(period), unit), Decimal(value), -3)
        for period, value in (("2011-04-01/2012-03-31", -1000), ("2010-04-01/2011-03-31", 1000))
    )
    facts = {**filing.report.by_key, loss.key: loss, before.key: before}
    completed = complete(replace(filing, report=Report(tuple(facts.values()))), figures)
    changes = completed.report.by_concept[filing.form_taxonomy.name("ChangeInOperatingIncomeUS")]
    assert [(fact.value, fact.decimals) for fact in changes if fact.source is None] == [(None, None), (None, None)]


def test_the_company_says_which_of_several_items_it_reports() -> None:
    filing = without("cash-flows", "Cash and Cash Equivalents (End of the Period)")
    captions = {**filing.issuer.captions}
    del captions["CashAndEquivalentsEndOfPeriodUS"]
    (refusal,) = refusals(replace(filing, issuer=replace(filing.issuer, captions=captions)))
    assert refusal.endswith(
        "a column of cash-flows is left out: name the one to report among captions in issuer.yaml "
        "(CashAndEquivalentsEndOfPeriodUS, CashAndEquivalentsEndOfPeriod1US)"
    )
