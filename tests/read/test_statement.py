from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.canonical.deviations import without
from tanshin.read.canonical.statement import Context, Reading, duplicates, read_statement
from tanshin.report.aspect import JPY, USD
from tanshin.report.deviation import Deviation
from tanshin.report.filing import Column, Table
from tanshin.values.finding import Severity
from tanshin.values.source import Source
from tests.read.example import CALENDAR, ENTITY, begun, grid, shown, told
from tests.taxonomy.example import Edit, taxonomy

MEMBER = taxonomy().name("CapitalMember")
COMPONENT = ((taxonomy().name("ComponentsAxis"), MEMBER),)

SHEET = Table(
    "sheet",
    "Sheet",
    (Column("12", "PriorYear", JPY, 3), Column("13 USD", "CurrentYear", USD, 3), Column("13", "CurrentYear", JPY, 3)),
)
MOVEMENT = Table(
    "movement",
    "Movement",
    (
        Column("total", None, JPY, 3),
        Column("capital", None, JPY, 3, COMPONENT),
        Column("shares", None, JPY, 3, variant="shares"),
    ),
)


def read(table: Table, text: str, *edits: Edit) -> Reading:
    return read_statement(table, grid(text), Context(taxonomy(*edits), CALENDAR, ENTITY))


def facts(table: Table, text: str, *edits: Edit) -> list[str]:
    reading = read(table, text, *edits)
    assert reading.findings == []
    return shown(reading.facts)


def findings(table: Table, text: str, *edits: Edit) -> list[str]:
    return told(read(table, text, *edits).findings)


HEAD = "caption,12,13 USD,13\n"
ROWS = "caption,@period,total,capital,shares\n"


def test_every_cell_is_a_fact() -> None:
    assert facts(SHEET, HEAD + 'ASSETS:,,,\nCash,"1,234",56,-\nTotal assets,(5),,"1"\n') == [
        "Cash 2012-03-31 JPY = 1234000 (-3)",
        "Cash 2013-03-31 USD = 56000 (-3)",
        "Cash 2013-03-31 JPY = None (None)",
        "Assets 2012-03-31 JPY = -5000 (-3)",
        "Assets 2013-03-31 JPY = 1000 (-3)",
    ]


def test_a_fact_knows_its_cell_and_so_does_a_print() -> None:
    reading = read(SHEET, HEAD + "Cash,1,2,3\nCash,1,2,3\n")
    assert [str(fact.source) for fact in reading.facts] == [
        f"t.csv:{row}:{cell}" for row in (2, 3) for cell in (2, 3, 4)
    ]
    assert [(one.table, one.row, one.column) for one in reading.prints][2:5] == [
        ("sheet", "Cash", "13"),
        ("sheet", "Cash#2", "12"),
        ("sheet", "Cash#2", "13 USD"),
    ]
    assert {fact.table for fact in reading.facts} == {"sheet"}
    assert [one.key for one in reading.prints] == [fact.key for fact in reading.facts]


def test_a_negated_line_prints_the_reverse_and_zero_has_no_sign() -> None:
    assert facts(SHEET, HEAD + "EQUITY:,,,\nTreasury stock,(392),-,0\n") == [
        "TreasuryStock 2012-03-31 JPY = 392000 (-3)",
        "TreasuryStock 2013-03-31 USD = None (None)",
        "TreasuryStock 2013-03-31 JPY = 0 (-3)",
    ]


def test_what_a_variant_column_shows_is_not_reversed() -> None:
    variant = ("movement.yaml", "    negated: true\n", "    negated: true\n    variants: {shares: SharesIssued}\n")
    assert facts(MOVEMENT, ROWS + "Dividends,CurrentYear,(1),,300\n", variant) == [
        "Dividends 2012-04-01/2013-03-31 JPY = 1000 (-3)",
        "SharesIssued 2013-03-31 shares = 300 (0)",
    ]


def test_only_amounts_are_scaled() -> None:
    assert facts(SHEET, HEAD + 'Shares issued,"41,295,600",,\n') == ["SharesIssued 2012-03-31 shares = 41295600 (0)"]
    percent = ("sheet.yaml", "    type: shares\n", "    type: percent\n")
    assert facts(SHEET, HEAD + "Shares issued,44.5,,\n", percent) == ["SharesIssued 2012-03-31 pure = 0.445 (3)"]
    per_share = ("sheet.yaml", "    type: shares\n", "    type: per-share\n")
    assert facts(SHEET, HEAD + "Shares issued,,8.75,\n", per_share) == ["SharesIssued 2013-03-31 USD/shares = 8.75 (2)"]


def test_figures_inside_a_caption_are_facts_in_the_currency_of_most_columns() -> None:
    caption = '"Receivables, net of allowance of JPY 107,919 thousand and 93,934 thousand"'
    reading = read(SHEET, HEAD + f"{caption},1,2,3\n")
    assert shown(reading.facts)[:2] == [
        "Allowance 2012-03-31 JPY = 107919000 (-3)",
        "Allowance 2013-03-31 JPY = 93934000 (-3)",
    ]
    assert [one.column for one in reading.prints] == ["caption PriorYear", "caption CurrentYear", "12", "13 USD", "13"]


def test_periods_may_stand_in_rows_and_members_in_columns() -> None:
    text = (
        ROWS
        + '"BALANCE, APRIL 1, 2011",PriorYear,10,7,300\nNet income,PriorYear,2,-,\nDividends,PriorYear,(1),(1),\n'
        + '"BALANCE, MARCH 31, 2012",PriorYear,11,6,300\nNet income,CurrentYear,3,,\n'
    )
    reading = read(MOVEMENT, text)
    assert reading.findings == []
    assert shown(reading.facts) == [
        "Equity 2011-03-31 JPY = 10000 (-3)",
        "Equity 2011-03-31 JPY CapitalMember = 7000 (-3)",
        "SharesIssued 2011-03-31 shares = 300 (0)",
        "ProfitLoss 2011-04-01/2012-03-31 JPY = 2000 (-3)",
        "ProfitLoss 2011-04-01/2012-03-31 JPY CapitalMember = None (None)",
        "Dividends 2011-04-01/2012-03-31 JPY = 1000 (-3)",
        "Dividends 2011-04-01/2012-03-31 JPY CapitalMember = 1000 (-3)",
        "Equity 2012-03-31 JPY = 11000 (-3)",
        "Equity 2012-03-31 JPY CapitalMember = 6000 (-3)",
        "SharesIssued 2012-03-31 shares = 300 (0)",
        "ProfitLoss 2012-04-01/2013-03-31 JPY = 3000 (-3)",
    ]
    assert reading.periods == ["PriorYear", "CurrentYear"]


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("BALANCE, APRIL 1, 2012", "Equity 2012-03-31 JPY = 1000 (-3)"),
        ("Balance, March 31, 2012", "Equity 2012-03-31 JPY = 1000 (-3)"),
        ("BALANCE, MARCH 31, 2013", "Equity 2013-03-31 JPY = 1000 (-3)"),
        ("2013年3月31日残高", "Equity 2013-03-31 JPY = 1000 (-3)"),
        ("平成25年3月31日残高", "Equity 2013-03-31 JPY = 1000 (-3)"),
    ],
)
def test_the_date_of_a_balance_tells_opening_from_closing(caption: str, found: str) -> None:
    assert facts(MOVEMENT, ROWS + f'"{caption}",CurrentYear,1,,\n') == [found]


def test_a_line_printed_without_figures_is_kept_in_mind() -> None:
    reading = read(SHEET, HEAD + "ASSETS:,,,\nCash,,,\n")
    assert [name.local for name in reading.bare] == ["Cash"]
    assert reading.facts == []


NO_PERIOD = "is not the name of a period; write for example CurrentYear or PriorQuarter"


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        (
            SHEET,
            "caption,12,13,14\nCash,1,2,3\n",
            [
                "t.csv:1:4 TNS007 filing.yaml does not say what the column `14` of sheet is",
                "t.csv:1 TNS007 the column `13 USD` of sheet is missing; add it, or take it out of filing.yaml",
            ],
        ),
        (
            SHEET,
            "caption,12,13 USD,13,@unit\nCash,1,2,3,JPY\n",
            ["t.csv:1:5 TNS007 `@unit` is not an aspect a row can set; `@period` is"],
        ),
        (
            SHEET,
            HEAD + "Csh,1,2,3\n",
            ["t.csv:2:1 TNS008 `Csh` is no line of Sheet; near: `Cash`."],
        ),
        (SHEET, HEAD + ",1,2,3\n", ["t.csv:2:1 TNS008 a row with figures has no caption"]),
        (
            SHEET,
            HEAD + "Other,1,2,3\n",
            ["t.csv:2:1 TNS009 `Other` may mean Other, OtherEquity;"],
        ),
        (
            SHEET,
            HEAD + "ASSETS [Abstract],1,2,3\n",
            ["t.csv:2:1 TNS013 `ASSETS [Abstract]` is a heading and cannot have figures"],
        ),
        (
            SHEET,
            HEAD + 'Cash,"1,23",x,3\n',
            [
                "t.csv:2:2 TNS010 thousands separators must leave groups of three digits: ',' at position 2 of '1,23'.",
                "t.csv:2:3 TNS010 this character has no place in a figure: 'x' at position 1 of 'x'.",
            ],
        ),
        (
            SHEET,
            "caption,@period,12,13 USD,13\nCash,CurrentYear,1,2,3\n",
            ["t.csv:2:3 TNS012 the row says the period is CurrentYear, the column `12` says PriorYear;"],
        ),
        (
            MOVEMENT,
            ROWS + "Net income,,1,2,\n",
            ["t.csv:2:3 TNS013 neither row nor column `total` says which period this is"],
        ),
        (MOVEMENT, ROWS + "Net income,LastYear,1,,\n", [f"t.csv:2:2 TNS015 'LastYear' {NO_PERIOD}"]),
        (
            MOVEMENT,
            ROWS + "Net income,CurrentYear,,,5\n",
            ["t.csv:2:5 TNS013 ProfitLoss has no shares to show in this column"],
        ),
        (
            MOVEMENT,
            ROWS + '"BALANCE, MARCH 30, 2013",CurrentYear,1,,\n',
            ["t.csv:2:1 TNS015 the date in `BALANCE, MARCH 30, 2013` is not one of this table's; here it is"],
        ),
        (
            MOVEMENT,
            ROWS + '"BALANCE, MARCH 31, 2013",,1,,\n"BALANCE, SOME DAY",CurrentYear,1,,\n',
            [
                "t.csv:2:1 TNS015 the date in `BALANCE, MARCH 31, 2013` is not one of this table's; here it is known",
                "t.csv:3:1 TNS015 the date in `BALANCE, SOME DAY` is not one of this table's; here it is",
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(table: Table, text: str, found: list[str]) -> None:
    assert begun(findings(table, text), found) == found


def test_what_is_no_figure_has_no_place_in_a_statement() -> None:
    flag = ("sheet.yaml", "    type: shares\n", "    type: boolean\n")
    assert findings(SHEET, HEAD + "Shares issued,1,,\n", flag) == [
        "t.csv:2:2 TNS013 SharesIssued is a boolean, not a figure; it has no place in this table"
    ]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=3, max_size=3))
def test_amounts_come_back_as_they_were_printed(amounts: list[int]) -> None:
    cells = ",".join(f'"({-amount:,})"' if amount < 0 else f'"{amount:,}"' for amount in amounts)
    reading = read(SHEET, HEAD + f"Cash,{cells}\n")
    assert [fact.value for fact in reading.facts] == [Decimal(amount) * 1000 for amount in amounts]


def test_two_values_for_one_fact_are_a_clash() -> None:
    reading = read(SHEET, HEAD + "Cash,1,2,3\nCash,1,-,4\n")
    key = reading.facts[1].key
    (clash, _) = found = list(duplicates(reading.facts))
    expected = [
        f"t.csv:2:3 TNS014 two values for {key}: 2000 in sheet, nil in sheet;",
        "t.csv:2:4 TNS014 two values for ex:Cash 2013-03-31 JPY: 3000 in sheet, 4000 in sheet;",
    ]
    assert begun(told(found), expected) == expected
    assert [str(source) for source in clash.sources] == ["t.csv:2:3", "t.csv:3:3"]
    assert clash.facts == (str(key),)


def accepting(cell: Source | None, actual: str) -> Deviation:
    assert cell
    here = Source("d.csv", 2)
    values = Decimal(3000), Decimal(actual)
    return Deviation("TNS014", "sheet", "Cash", "c", *values, actual, "both are printed", here, cell)


@pytest.mark.parametrize("at", [0, 1])
def test_an_accepted_cell_prints_a_fact_in_other_digits(at: int) -> None:
    """Whether the accepted cell stands before the other or after it."""
    cells = ["3", "4"] if at else ["4", "3"]
    reading = read(SHEET, HEAD + f"Cash,1,2,{cells[0]}\nCash,1,2,{cells[1]}\n")
    cell = [one.source for one in reading.prints if one.key == reading.facts[2].key][at]
    (found,) = duplicates(reading.facts, [accepting(cell, "4000")])
    assert found.severity is Severity.WARNING
    assert (found.expected, found.actual, found.deviation) == (Decimal(3000), Decimal(4000), Source("d.csv", 2))
    assert found.message.endswith(" in sheet. Accepted in d.csv:2: both are printed")
    kept = without(reading.facts, {cell})
    assert [fact.value for fact in kept if fact.key == reading.facts[2].key] == [Decimal(3000)]
    assert len(kept) == 5


def test_a_deviation_of_other_values_accepts_no_clash() -> None:
    reading = read(SHEET, HEAD + "Cash,1,2,3\nCash,1,2,4\n")
    (found,) = duplicates(reading.facts, [accepting(reading.prints[-1].source, "5000")])
    assert found.severity is Severity.ERROR
    assert "The deviation recorded in d.csv:2 has lapsed, for it accepts 5,000 where 3,000 was" in found.message


def test_what_only_an_accepted_cell_says_is_a_fact() -> None:
    reading = read(SHEET, HEAD + "Cash,1,2,3\n")
    assert without(reading.facts, {one.source for one in reading.prints}) == reading.facts


def test_one_statement_is_prepared_once_for_all_tables() -> None:
    context = Context(taxonomy(), CALENDAR, ENTITY)
    assert context.positions("Sheet") is context.positions("Sheet")
