from __future__ import annotations

from datetime import date

import pytest

from tanshin.read.canonical.statement import Context, Reading
from tanshin.read.canonical.summary import read_summary
from tanshin.report.calendar import Calendar
from tanshin.values.finding import Severity
from tests.read.example import begun, grid, sample, shown, told

FORM, ISSUER = sample().form, sample().issuer
CONTEXT = Context(sample().form_taxonomy, Calendar(date(2013, 3, 31)), ISSUER.entity)


def read(table: str, text: str) -> Reading:
    return read_summary(FORM.table_of[table], grid(text), ISSUER, CONTEXT)


def facts(table: str, text: str) -> list[str]:
    reading = read(table, text)
    assert reading.findings == []
    return shown(reading.facts)


MEMBERS = "ConsolidatedMember ResultMember"
YEAR = '"Fiscal Year Ended March 31, 2013"'


def test_rows_are_periods_and_columns_are_items() -> None:
    text = (
        f'caption,Total Revenues,Total Revenues %\n{YEAR},"106,248",9.2\n"Fiscal Year Ended March 31, 2012",-,(0.3)\n'
    )
    assert facts("operating-results", text) == [
        f"OperatingRevenuesUS 2012-04-01/2013-03-31 JPY {MEMBERS} = 106248000000 (-6)",
        f"ChangeInOperatingRevenuesUS 2012-04-01/2013-03-31 pure {MEMBERS} = 0.092 (3)",
        f"OperatingRevenuesUS 2011-04-01/2012-03-31 JPY {MEMBERS} = None (None)",
        f"ChangeInOperatingRevenuesUS 2011-04-01/2012-03-31 pure {MEMBERS} = -0.003 (3)",
    ]


def test_instants_are_the_end_of_their_row() -> None:
    text = 'caption,Total Assets\n"As of March 31, 2012","73,493"\n'
    assert facts("financial-position", text) == [f"TotalAssetsUS 2012-03-31 JPY {MEMBERS} = 73493000000 (-6)"]


def test_columns_may_be_members() -> None:
    year = "2013-04-01/2014-03-31"
    text = 'caption,2Q-end,Payout Ratio (consolidated)\n"Fiscal Year Ending March 31, 2014 (forecast)",11.00,14.9\n'
    assert facts("dividends", text) == [
        f"DividendPerShare {year} JPY/shares SecondQuarterMember NonConsolidatedMember ForecastMember = 11.00 (2)",
        f"PayoutRatioUS {year} pure AnnualMember ConsolidatedMember ForecastMember = 0.149 (3)",
    ]


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("Total Revenues", "OperatingRevenuesUS"),  # the company's own word
        ("TOTAL REVENUES", "OperatingRevenuesUS"),
        ("営業収益", "OperatingRevenuesUS"),  # a label of the element
        ("売上高", "NetSalesUS"),
        ("Net sales (US GAAP)", "NetSalesUS"),  # its longer label
        ("売上高 %", "ChangeInNetSalesUS"),
        ("Total Revenues ％", "ChangeInOperatingRevenuesUS"),
    ],
)
def test_a_column_answers_to_the_company_the_form_and_the_labels(heading: str, concept: str) -> None:
    reading = read("operating-results", f"caption,{heading}\n{YEAR},1\n")
    assert [fact.concept.local for fact in reading.facts] == [concept]


@pytest.mark.parametrize("row", ["Fiscal Year Ended March 31, 2013", "FISCAL YEAR ENDED MARCH 31, 2013", "25年3月期"])
def test_a_row_answers_in_both_languages(row: str) -> None:
    assert len(facts("equity-method", f'caption,Equity in net income of equity method investees\n"{row}",168\n')) == 1


def test_a_column_may_be_left_out_and_a_cell_blank() -> None:
    assert facts("operating-results", f"caption,Operating Income,Operating Income %\n{YEAR},,22.0\n") == [
        f"ChangeInOperatingIncomeUS 2012-04-01/2013-03-31 pure {MEMBERS} = 0.220 (3)"
    ]


def test_prints_name_their_cell() -> None:
    (one,) = read("shares", f'caption,The number of treasury stock\n{YEAR},"758,800"\n').prints
    assert (one.table, one.row, one.column) == ("shares", YEAR.strip('"'), "The number of treasury stock")
    assert str(one.source) == "t.csv:2:2"


@pytest.mark.parametrize(
    ("table", "cell", "words"),
    [
        ("operating-results", "1.5", "million: 0 digits after the point"),
        ("operating-results", "22", None),
        ("per-share", "130.8", "per-share: 2 digits after the point"),
        ("per-share", "-", None),
    ],
)
def test_what_is_not_written_as_the_form_writes_it_is_a_warning(table: str, cell: str, words: str | None) -> None:
    heading = "Operating Income" if table == "operating-results" else "Basic Net Income attributable to IIJ per Share"
    reading = read(table, f"caption,{heading}\n{YEAR},{cell}\n")
    assert len(reading.facts) == 1
    assert told(reading.findings) == (
        [f"t.csv:2:2 TNS016 `{cell}` is not written as the form writes it ({words})"] if words else []
    )
    assert all(finding.severity is Severity.WARNING for finding in reading.findings)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            f"caption,Sales of Boats\n{YEAR},1\n",
            ["t.csv:1:2 TNS007 `Sales of Boats` is no column of the form's operating-results;"],
        ),
        (
            f"caption,Operating Income,営業利益\n{YEAR},1,1\n",
            ["t.csv:1:3 TNS007 `営業利益` and `Operating Income` are the same column of the form; keep one"],
        ),
        (
            f"caption,@period,Operating Income\n{YEAR},CurrentYear,1\n",
            ["t.csv:1:2 TNS007 `@period` has no place here: the form says what each row of operating-results is"],
        ),
        (
            'caption,Operating Income\n"Fiscal Year Ended March 31, 2014",1\n',
            ["t.csv:2:1 TNS015 `Fiscal Year Ended March 31, 2014` is no row of the form's operating-"],
        ),
        (
            f"caption,Operating Income\n{YEAR},1\n25年3月期,1\n",
            ["t.csv:3:1 TNS015 `25年3月期` stands twice (first on line 2); remove one"],
        ),
        (
            f"caption,Operating Income\n{YEAR},one\n",
            ["t.csv:2:2 TNS010 this character has no place in a figure: 'o' at position 1 of 'one'."],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(text: str, found: list[str]) -> None:
    assert begun(told(read("operating-results", text).findings), found) == found
