"""The FY2012 annual sample says what the release says, cell for cell.

The judge is the published text, read here with nothing of the product: tables are found by their printed headings,
column names are rebuilt from the printed header rows, and every printed row must stand in the CSV, in order.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "fy2012-annual"
RELEASE = Path("releases") / "000_2d9fa01a4d0855e6.txt"

# Damage of the text recognition in column captions; everything else is compared as it stands in the text.
REPAIRED = {
    "NON CONTROLLING INTERESTS": "NONCONTROLLING INTERESTS",
    "Net Income attributable to IJ": "Net Income attributable to IIJ",
    "Basic Net Income attributable to IJ per Share": "Basic Net Income attributable to IIJ per Share",
}
PERIODS = {
    "As of March 31, 2012": "2012-03-31",
    "As of March 31, 2013": "2013-03-31",
    "Fiscal Year Ended March 31, 2012": "FY2011",
    "Fiscal Year Ended March 31, 2013": "FY2012",
    "Three Months Ended March 31, 2012": "4Q11",
    "Three Months Ended March 31, 2013": "4Q12",
}
UNITS = {"Thousands of JPY": "JPY", "Thousands of U.S. Dollars": "USD"}

Row = list[str]


@dataclass(frozen=True)
class Lines:
    """The part of the release from one printed heading up to another."""

    start: int
    text: tuple[str, ...]

    def cells(self) -> list[Row]:
        """The tab-separated lines. A figure on any other line would be a row that lost its tabs."""
        for line in self.text:
            assert "\t" in line or not re.search(r"\d,\d{3}", line), f"figures outside the table: {line}"
        return [line.split("\t") for line in self.text if "\t" in line]

    def heads(self) -> list[Row]:
        return [row[1:] for row in self.cells() if not row[0]]

    def rows(self) -> list[Row]:
        return [row for row in self.cells() if row[0]]


def cut(release: Sequence[str], starts: str, ends: str) -> Lines:
    """The lines between two headings; the first must be printed exactly once."""
    found = [number for number, line in enumerate(release) if line.startswith(starts)]
    assert len(found) == 1, f"heading {starts!r} is printed {len(found)} times"
    stop = next(number for number in range(found[0] + 1, len(release)) if release[number].startswith(ends))
    return Lines(found[0], tuple(release[found[0] : stop]))


def captions(heads: Sequence[Row]) -> list[tuple[str, bool]]:
    """Per column the lowest printed caption, and whether it is spread over from the column to its left."""
    names: list[tuple[str, bool]] = []
    for column in zip(*heads, strict=True):
        printed = [cell for cell in column if cell]
        names.append((REPAIRED.get(printed[-1], printed[-1]), False) if printed else (names[-1][0], True))
    return names


def statement(part: Lines) -> list[Row]:
    """Line items in rows, periods and currencies in columns; a page break may print the header again."""
    periods, units, *again = part.heads()
    assert all(head in (periods, units) for head in again), again
    names = [f"{PERIODS[name]} {UNITS[unit]}" for (name, _), unit in zip(captions([periods]), units, strict=True)]
    return [["caption", *names], *part.rows()]


def summary(part: Lines) -> list[Row]:
    """A table of the exchange's form: periods in rows, items in columns; the last header row holds the units."""
    *heads, units = part.heads()
    names = [
        f"{name} %" if spread and unit == "%" else name
        for (name, spread), unit in zip(captions(heads), units, strict=True)
    ]
    return [["caption", *names], *part.rows()]


def equity(part: Lines) -> list[Row]:
    """The printed columns, and the fiscal year a row belongs to: the first ends with the balance of March 31, 2012."""
    head, *rows = summary(part)
    balances = [number for number, row in enumerate(rows) if row[0] == "BALANCE, MARCH 31, 2012"]
    last = balances[0] if balances else -1
    return of_years([head, *rows], ["PriorYear" if number <= last else "CurrentYear" for number in range(len(rows))])


def dividends_adjusted(part: Lines) -> list[Row]:
    """The printed columns, and the fiscal year each row is about."""
    return of_years(summary(part), ["PriorYear", "CurrentYear"])


def of_years(table: list[Row], years: list[str]) -> list[Row]:
    """The table with the fiscal year of each row in a column of its own."""
    (caption, *names), *rows = table
    return [
        [caption, "@period", *names],
        *([row[0], year, *row[1:]] for row, year in zip(rows, years, strict=True)),
    ]


def comprehensive_income(part: Lines) -> list[Row]:
    """A note in words: `<item> Fiscal Year Ended …: JPY5,588 million (up 50.9% YoY)`."""
    text = "\n".join(part.text)
    named = re.match(r"\(Note1\) (.+?) Fiscal Year Ended", text)
    printed = re.findall(r"(Fiscal Year Ended .+?): JPY([\d,]+) million \((up|down) ([\d.]+)% YoY\)", text)
    assert named, text
    assert len(printed) == text.count("JPY"), text
    rows = [[year, amount, change if way == "up" else f"({change})"] for year, amount, way, change in printed]
    return [["caption", named[1], f"{named[1]} %"], *rows]


def equity_method(part: Lines) -> list[Row]:
    """A reference in words: `<item> Fiscal Year Ended …: JPY168 million`."""
    text = "\n".join(part.text)
    named = re.match(r"\(Reference\) (.+?) Fiscal Year Ended", text)
    printed = re.findall(r"(Fiscal Year Ended .+?): JPY([\d,]+) million", text)
    assert named, text
    assert len(printed) == text.count("JPY"), text
    return [["caption", named[1]], *([year, amount] for year, amount in printed)]


def shares(part: Lines) -> list[Row]:
    """Three numbered headings, each with one line per year; the year end stands for the fiscal year it closes."""
    names: list[str] = []
    rows: dict[str, Row] = {}
    for line in part.text[1:]:
        if heading := re.fullmatch(r"\d\) (.+):", line):
            names.append(heading[1])
        elif line:
            printed = re.fullmatch(r"(?:As of|For the Fiscal Year Ended) (.+): ([\d,]+) shares", line)
            assert printed, line
            year = f"Fiscal Year Ended {printed[1]}"
            rows.setdefault(year, [year]).append(printed[2])
    return [["caption", *names], *rows.values()]


@dataclass(frozen=True)
class Printed:
    """A table of the release: its CSV, the headings it stands between, and how to read it."""

    file: str
    starts: str
    ends: str
    read: Callable[[Lines], list[Row]]


TABLES = (
    Printed("balance-sheet", "Consolidated Balance Sheets (Unaudited)", "(Note1)", statement),
    Printed("income-statement", "Consolidated Statements of Income (Unaudited)", "(Note)", statement),
    Printed(
        "equity",
        "Consolidated Statements of Shareholders' Equity (Unaudited)",
        "(For the fiscal year ended March 31, 2013 (In USD))",
        equity,
    ),
    Printed("equity-usd", "(For the fiscal year ended March 31, 2013 (In USD))", "(Note)", equity),
    Printed("cash-flow", "Consolidated Statements of Cash Flows (Unaudited)", "(Note1)", statement),
    Printed("income-statement-4q", "Quarterly Consolidated Statements of Income (Unaudited)", "(Note)", statement),
    Printed("cash-flow-4q", "Quarterly Consolidated Statements of Cash Flows (Unaudited)", "(Note1)", statement),
    Printed("summary-operating-results", "(1) Consolidated Results of Operations", "(Note1)", summary),
    Printed("summary-comprehensive-income", "(Note1) Total comprehensive income", "(Note2)", comprehensive_income),
    Printed("summary-per-share", "(Note2) Income before income tax expense", "(Reference)", summary),
    Printed("summary-equity-method", "(Reference) Equity in net income", "(Note)", equity_method),
    Printed("summary-financial-position", "(2) Consolidated Financial Position", "(3)", summary),
    Printed("summary-cash-flows", "(3) Consolidated Cash Flow", "2. Dividends", summary),
    Printed("summary-dividends", "2. Dividends", "(Note)", summary),
    Printed("summary-forecasts", "3. Target of Consolidated Financial Results", "*** Notes", summary),
    Printed("summary-shares", "(3) Number of Shares Outstanding", "(Note)", shares),
    Printed("summary-dividends-adjusted", "(4) Others", "May 15, 2013", dividends_adjusted),
)


def written(file: str) -> list[Row]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.fixture(scope="module")
def release(reference: Path) -> list[str]:
    return (reference / RELEASE).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_csv_says_what_the_release_prints(table: Printed, release: list[str]) -> None:
    assert written(table.file) == table.read(cut(release, table.starts, table.ends))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_csv_is_plain(table: Printed) -> None:
    assert_plain(table.file)


def assert_plain(file: str) -> None:
    """UTF-8 without a mark, LF, quotes only where needed, every row as wide as the header."""
    rows = written(file)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    assert (FILING / f"{file}.csv").read_bytes() == stream.getvalue().encode("utf-8")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


def amount(cell: str) -> Decimal:
    figure = Decimal(cell.strip("()").replace(",", "") if cell not in ("", "-") else 0)
    return -figure if cell.startswith("(") else figure


@pytest.mark.parametrize("file", ["equity", "equity-usd"])
def test_equity_columns_add_across_and_down(file: str) -> None:
    """The text recognition shifted a header row of this statement: sums, not captions, prove the columns."""
    header, *rows = written(file)
    total, shares_outstanding = header.index("Total equity"), header.index("Shares of common stock outstanding")
    parts = [
        number
        for number, name in enumerate(header)
        if name not in ("caption", "@period", "Total equity", "Comprehensive income (loss)", header[shares_outstanding])
    ]
    running: dict[int, Decimal] = {}
    for row in rows:
        if row[0].startswith("Total comprehensive income"):  # a subtotal over the two rows above it
            assert row[total] == row[header.index("Comprehensive income (loss)")]
            continue
        assert sum(amount(row[number]) for number in parts) == amount(row[total]), row[0]
        for number in (total, *parts, shares_outstanding):
            if row[0].startswith("BALANCE"):
                assert running.get(number, amount(row[number])) == amount(row[number]), (row[0], header[number])
                running[number] = amount(row[number])
            else:
                running[number] += amount(row[number])
