"""Statements whose columns are components: figures tell what a column is, and sums what of it is placed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin.inputs import read_taxonomy
from tanshin.read.draft.plain import read_plain
from tanshin.read.release_text.matrix import MatrixReader
from tanshin.read.release_text.printed import tables_of
from tanshin.read.release_text.tree import Forest
from tanshin.report.calendar import Calendar
from tanshin.report.imported import Placed, PlacedColumn, PlacedTable, Unplaced
from tanshin.resources import taxonomy_dir
from tanshin.values.source import Source

Read = Callable[[str], tuple[PlacedTable | None, list[Unplaced]]]

#: Two years of equity, all made up: the share count moves with nothing, comprehensive income repeats the total.
HEADS = """\
(Thousands of JPY)

\tTotal equity\tComprehensive income (loss)\tAccumulated deficit\tShares of common stock outstanding\tCommon Stock\t\
Treasury Stock
"""
ROWS = """\
BALANCE, APRIL 1, 2011\t650\t\t(312)\t1,234\t1,003\t(41)
Net Income (loss)\t137\t137\t137\t\t\t
Other Comprehensive income, net of tax\t-\t-\t\t\t\t
Total comprehensive income\t137\t137\t\t\t\t
Dividends paid\t(23)\t\t(23)\t\t\t
BALANCE, MARCH 31, 2012\t764\t\t(198)\t1,234\t1,003\t(41)
Net Income (loss)\t251\t251\t251\t\t\t
Stock-based compensation\t\t\t\t\t\t
Dividends paid\t(37)\t\t(37)\t\t\t
BALANCE, MARCH 31, 2013\t978\t\t16\t1,234\t1,003\t(41)
"""
#: The balance sheet of the same company.
SHEET = (
    ("CommonStockValue", "1,003", "1,003"),
    ("RetainedEarningsAccumulatedDeficit", "(198)", "16"),
    ("TreasuryStockValue", "(41)", "(41)"),
    ("Equity", "764", "978"),
)


@pytest.fixture(scope="module")
def read() -> Read:
    taxonomy = read_taxonomy(taxonomy_dir() / "iij", on=date(2013, 5, 15))
    forest = Forest(taxonomy)
    statement = taxonomy.by_id["StatementOfShareholdersEquity"]
    here = Source("a.txt", 1)
    columns = tuple(PlacedColumn(when, {"period": when, "unit": "JPY"}) for when in ("PriorYear", "CurrentYear"))
    ids = {line.concept.local: line.id for _, line in taxonomy.by_id["BalanceSheet"].walk()}
    rows = tuple(Placed(here, name, ids[name], tuple(cells)) for name, *cells in SHEET)
    sheet = PlacedTable("balance-sheet", "BalanceSheet", "statements", columns, rows)
    reader = MatrixReader(taxonomy, Calendar(date(2013, 3, 31)))

    def made(text: str) -> tuple[PlacedTable | None, list[Unplaced]]:
        (table,) = tables_of(read_plain(text, "a.txt"))
        return reader.read(table, statement, forest.trees[statement.id], (sheet,), "equity")

    return made


def cells(table: PlacedTable | None) -> set[tuple[str, str, str, str]]:
    """The figures: the period, the row and the column, and what stands there; a balance is of a day, not of a year."""
    if table is None:
        return set()
    return {
        ("" if row.line == "Equity" else row.period, row.line, column.key, cell)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell
    }


def test_rows_have_periods_and_columns_have_members(read: Read) -> None:
    table, unplaced = read(HEADS + ROWS)
    assert table is not None
    assert [(one.caption, str(one.why)) for one in unplaced] == [
        ("Other Comprehensive income, net of tax", "no figure of its row confirms where it stands")
    ] * 2
    assert [(one.key, one.aspects) for one in table.columns] == [
        ("Total", {"unit": "JPY"}),
        ("Comprehensive income (loss)", {"unit": "JPY"}),
        ("Accumulated deficit", {"unit": "JPY", "members": {"EquityComponentsAxis": "RetainedEarningsMember"}}),
        ("Shares of common stock outstanding", {"unit": "JPY", "variant": "shares"}),
        ("Common Stock", {"unit": "JPY", "members": {"EquityComponentsAxis": "CommonStockMember"}}),
        ("Treasury Stock", {"unit": "JPY", "members": {"EquityComponentsAxis": "TreasuryStockMember"}}),
    ]
    assert [(row.period, row.cells[0]) for row in table.rows][:5] == [
        *(("PriorYear", cell) for cell in ("650", "137", "137", "(23)", "764"))
    ]
    assert {row.period for row in table.rows[5:]} == {"CurrentYear"}


def test_figures_tell_what_a_column_is_where_heads_have_been_moved(read: Read) -> None:
    moved = HEADS.replace("Accumulated deficit\tShares of", "\tAccumulated deficit\tShares of").replace(
        "\tTreasury Stock", ""
    )
    table, _ = read(moved + ROWS)
    whole, _ = read(HEADS + ROWS)
    members = (
        {(at, str(column.aspects["members"])) for at, column in enumerate(whole.columns) if "members" in column.aspects}
        if whole
        else set()
    )
    assert table is not None
    assert {one for _, one in members} == {
        str(column.aspects["members"]) for column in table.columns if "members" in column.aspects
    }
    assert {one for one in cells(table) if one[2] in ("Total", "Common Stock")} == {
        one for one in cells(whole) if one[2] in ("Total", "Common Stock")
    }


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("(Thousands of JPY)", "(Amounts)", "its heads do not say which unit its amounts are in"),
        ("BALANCE, APRIL 1, 2011", "BALANCE, APRIL 1, 2007", "its rows do not say which period they are of"),
        ("Total equity", "Something", ""),
    ],
)
def test_what_is_not_known_of_the_table_leaves_all_of_it(read: Read, old: str, new: str, why: str) -> None:
    table, unplaced = read((HEADS + ROWS.partition("Net Income (loss)\t251")[0]).replace(old, new))
    if why:
        assert table is None
        assert {str(one.why) for one in unplaced} == {why}
    else:  # the balance sheet knows the total too
        assert cells(table)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_was_damaged_is_never_placed(read: Read, data: st.DataObject) -> None:
    whole = cells(read(HEADS + ROWS)[0])
    rows = [line.split("\t") for line in ROWS.rstrip("\n").split("\n")]
    at = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(1, 6))
    match data.draw(st.sampled_from(("digits", "lost row", "moved cells", "lost cell"))):
        case "digits":
            cell = rows[at][place]
            spots = [spot for spot, letter in enumerate(cell) if letter.isdigit()]
            for first, second in pairwise(spots):
                rows[at][place] = (
                    cell[:first] + cell[second] + cell[first + 1 : second] + cell[first] + cell[second + 1 :]
                )
        case "lost row":
            del rows[at]
        case "moved cells":
            rows[at].insert(place, "")
        case _:
            rows[at][place] = ""
    found = cells(read(HEADS + "\n".join("\t".join(row) for row in rows) + "\n")[0])
    assert found <= whole
