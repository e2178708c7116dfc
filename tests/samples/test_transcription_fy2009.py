"""The FY2009 annual sample says what the release says, cell for cell.

The judge is the published text, read here with nothing of the product. Its text recognition left noise in empty cells,
lost headers and read two tables of the exchange's form twice, well and badly; what that leaves open is said by name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "fy2009-annual"
RELEASE = Path("releases") / "004_58337bb5f3f55a46.txt"

Row = list[str]

#: A figure, or the dash that stands for none. Whatever else stands in a cell is noise of the text recognition.
FIGURE = re.compile(r"\(?[0-9][0-9,]*(\.[0-9]+)?%?\)?( Gbps)?|[-_]")
FOOTNOTE_MARK = re.compile(r"\s*(\^\{[0-9 ]+\}|[⁰¹²³⁴⁵⁶⁷⁸⁹])$")


@dataclass(frozen=True)
class Part:
    """The lines of the release between two headings; ``start`` counts from nothing."""

    start: int
    text: tuple[str, ...]

    def rows(self) -> list[Row]:
        """The tab-separated lines that have a caption: the caption without its footnote mark, and the cells."""
        rows = [line.split("\t") for line in self.text if "\t" in line]
        return [[FOOTNOTE_MARK.sub("", caption), *cells] for caption, *cells in rows if caption]


def cut(release: Sequence[str], starts: str, ends: str, nth: int) -> Part:
    """The lines from the ``nth`` printing of a heading up to another."""
    first = [number for number, line in enumerate(release) if line.startswith(starts)][nth]
    stop = next(number for number in range(first + 1, len(release)) if release[number].startswith(ends))
    return Part(first, tuple(release[first:stop]))


def cells(row: Row) -> Row:
    """The cells of a row without noise. A dash in a row that has no figure is noise as well."""
    kept = [cell.replace("_", "-") if FIGURE.fullmatch(cell) else "" for cell in row]
    return kept if any(re.search("[0-9]", cell) for cell in kept) else [""] * len(kept)


def table(part: Part, width: int) -> list[Row]:
    """The rows, ``width`` cells beside the caption."""
    rows = []
    for caption, *printed in part.rows():
        kept = cells(printed)
        assert not any(kept[width:]), printed
        rows.append([caption, *(kept + [""] * width)[:width]])
    return rows


def income(part: Part, width: int) -> list[Row]:
    """A statement of income: the share figures at its end stand in three columns, without per cent."""
    rows = []
    shares = False
    for caption, *printed in part.rows():
        shares = shares or caption == "NET INCOME PER SHARE"
        kept = cells(printed)
        rows.append([caption, *([kept[0], "", kept[1], kept[2], ""] if shares else kept)])
        assert len(rows[-1]) == width + 1, printed
    return rows


def equity(part: Part, width: int) -> list[Row]:
    """Movements, with the fiscal year between caption and components: each year is a table of its own in print."""
    rows = table(Part(part.start, tuple(line for line in part.text if not is_header_of_equity(line))), width - 1)
    first = next((number for number, row in enumerate(rows) if row[0] == "BALANCE, MARCH 31, 2009"), -1)
    return [[row[0], "PriorYear" if number <= first else "CurrentYear", *row[1:]] for number, row in enumerate(rows)]


def is_header_of_equity(line: str) -> bool:
    """Whether a line is what the text recognition made of the header: no row begins so."""
    return line.startswith(("Total equity\t", "(1 of the fiscal year", "l .\t"))


def capital_expenditure(part: Part, width: int) -> list[Row]:
    """The table that lost its tabs: captions and figures one below the other, one line without figures."""
    printed = [line for line in part.text[1:] if line and not line.startswith(("FY2008", "JPY"))]
    total, *totals, lost, lost_too, bought, paid, paid_too = printed
    return [[total, *totals], [f"{lost} {lost_too}", *[""] * width], [bought, paid, paid_too]]


def correction(part: Part, _: int) -> list[Row]:
    """A footnote: the number of contracts as it was announced, and what it should have been."""
    wrong = re.search(r"The contract number of (.+?) as of December 2009 \(([0-9,]+) contracts", part.text[0])
    right = re.search(r"The correct contract number of (.+?) as of December 2009 is ([0-9,]+) contracts", part.text[0])
    assert wrong
    assert right
    assert wrong[1] == right[1]
    return [[f"{wrong[1]}, as announced", wrong[2]], [right[1], right[2]]]


def backlog(part: Part, _: int) -> list[Row]:
    """A sentence with two order backlogs and their changes; a decrease is put in words."""
    found = re.findall(r"order backlog for ([^.]+?) was JPY([\d,]+) million, (up|down) ([\d.]+)% YoY", part.text[0])
    return [
        [f"Order backlog for {name}", amount, f"({change})" if way == "down" else change]
        for name, amount, way, change in found
    ]


def read_twice(part: Part, width: int) -> list[Row]:
    """A table of which the text has each row twice, `Fiscal year ended` and the day: both readings of every cell."""
    lines = [line.split("\t") for line in part.text if line.startswith(("Fiscal year ended\t", "March 31, "))]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return [
        [f"{first[0]} {second[0]}", *map("|".join, zip(first[1 : width + 1], second[1 : width + 1], strict=True))]
        for first, second in pairs
    ]


def equity_method(part: Part, _: int) -> list[Row]:
    """A reference in words: `Fiscal year ending …: JPY159 million`."""
    return [list(found) for found in re.findall(r"(Fiscal year ending .+?): JPY([\d,]+) million", "\n".join(part.text))]


def dividends(part: Part, width: int) -> list[Row]:
    """Two tables with the same rows side by side."""
    rows = [row for row in part.rows() if row[0].startswith("Fiscal")]
    half = len(rows) // 2
    joined = [[*left[:6], *right[1:4]] for left, right in zip(rows[:half], rows[half:], strict=True)]
    assert [row[0] for row in rows[:half]] == [row[0] for row in rows[half:]]
    assert all(len(row) == width + 1 for row in joined)
    return joined


def shares(part: Part, _: int) -> list[Row]:
    """Three numbered headings, under each a line with both years."""
    rows: dict[str, Row] = {}
    for day, number in re.findall(r"(As of March 31, \d{4}): ([\d,]+) ?shares", "\n".join(part.text)):
        rows.setdefault(day, [day]).append(number)
    return list(rows.values())


Reader = Callable[[Part, int], list[Row]]


@dataclass(frozen=True)
class Printed:
    """A table of the release: its CSV, the headings it stands between, how to read it."""

    file: str
    starts: str
    ends: str
    read: Reader = table
    nth: int = 0


NOTE = "⁽Note"
NO_ROW = "Sperame recommend"  # what the text recognition saw under the title of the first table
BREAKDOWN = "Connectivity and Outsourcing Services Revenues Breakdown"
RECONCILES = "The following table summarizes the reconciliation of"
TABLES = (
    Printed("operating-results-summary", "\tFY2008\tFY2009\tYoY % change", "Segment Summary"),  # its title is damaged
    Printed("segment-summary", "Segment Summary", "We have omitted"),
    Printed("contracts", "Number of Contracts for", BREAKDOWN),
    Printed("network-services", BREAKDOWN, "SG&A"),
    Printed("contracts-correction", "⁴ The contract number", "⁵", correction),
    Printed("order-backlog", "The order backlog for systems construction", "Equipment sales revenues", backlog),
    Printed("adjusted-ebitda", "Adjusted EBITDA", "CAPEX"),
    Printed("capital-expenditure", "CAPEX", "⁷", capital_expenditure),
    Printed("targets", "FY2010 Financial Targets (", "We target revenue"),
    Printed("balance-sheet", "Consolidated Balance Sheets (Unaudited)", NOTE),
    Printed("income-statement", "Consolidated Statements of Income (Unaudited)", NOTE, income),
    Printed("equity", "Consolidated Statements of Shareholders' Equity", "(Thousands of U.S. Dollars)", equity),
    Printed("equity-usd", "(Thousands of U.S. Dollars)", NOTE, equity),
    Printed("cash-flow", "Consolidated Statements of Cash Flows (Unaudited)", NOTE),
    Printed(
        "operating-results-summary-4q",
        "Operating Results Summary",
        "Connectivity and Outsourcing Services Revenues",
        nth=1,
    ),
    Printed(
        "network-services-4q",
        f"{BREAKDOWN} and Cost",
        "SI Revenue Breakdown",
    ),
    Printed("systems-integration-4q", "SI Revenue Breakdown and Cost", "Equipment Sales Revenue and Cost"),
    Printed("equipment-sales-4q", "Equipment Sales Revenue and Cost", "ATM Operation Business Revenue and Cost"),
    Printed("atm-operation-4q", "ATM Operation Business Revenue and Cost", "Other Financial Statistics"),
    Printed("financial-statistics-4q", "Other Financial Statistics", "Reconciliation of Non-GAAP"),
    Printed("adjusted-ebitda-4q", f"{RECONCILES} adjusted EBITDA", f"{RECONCILES} capital", nth=1),
    Printed("capital-expenditure-4q", f"{RECONCILES} capital expenditures", "⁷"),
    Printed("income-statement-4q", "Quarterly Consolidated Statements of Income (Unaudited)", NOTE, income),
    Printed("cash-flow-4q", "Quarterly Consolidated Statements of Cash Flows (Unaudited)", NOTE),
    Printed("summary-operating-results", "(1) Consolidated Results of Operations", "\tBasic Net Income", read_twice),
    Printed("summary-per-share", "\tBasic Net Income attributable", "(Reference)"),
    Printed("summary-equity-method", "(Reference) Equity in net income", "(Note)", equity_method),
    Printed("summary-financial-position", "(2) Consolidated Financial Position", "(Note)"),
    Printed("summary-cash-flows", "(3) Consolidated Cash Flow", "2. Dividends", read_twice),
    Printed("summary-dividends", "2. Dividends", "3. Target", dividends),
    Printed("summary-forecasts", "3. Target of Consolidated Financial Results", "4. Others"),
    Printed("summary-shares", "- (3) Number of Shares Outstanding", "End of the release", shares),
)


def written(file: str) -> list[Row]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.fixture(scope="module")
def release(reference: Path) -> list[str]:
    return [*(reference / RELEASE).read_text(encoding="utf-8").split("\n"), "End of the release"]


def part_of(printed: Printed, release: Sequence[str]) -> Part:
    return cut(release, printed.starts, printed.ends, printed.nth)


@pytest.mark.parametrize("printed", TABLES, ids=lambda printed: printed.file)
def test_csv_says_what_the_release_prints(printed: Printed, release: list[str]) -> None:
    header, *rows = written(printed.file)
    found = printed.read(part_of(printed, release), len(header) - 1)
    if printed.read is read_twice:
        assert len(rows) == len(found)
        for row, readings in zip(rows, found, strict=True):
            assert row[0] == readings[0]
            for cell, both in zip(row[1:], readings[1:], strict=True):
                assert cell in both.split("|") or cell in both.replace(".", ",").split("|")
    else:
        assert rows == found


def test_where_the_two_readings_of_the_text_differ_and_nothing_else_tells_there_is_a_mark() -> None:
    """Amounts and the changes of the year are proved by the statements; last year's changes are not."""
    marked = {(mark["row"], mark["column"]) for mark in marks() if mark["table"] == "operating-results"}
    header, _, last_year = written("summary-operating-results")
    changes = [name for name in header if name.endswith("%") and not name.startswith("Total Revenues")]
    assert marked == {(last_year[0], name) for name in changes}
    values = {mark["column"]: mark["value"] for mark in marks() if mark["table"] == "operating-results"}
    assert values == {name: last_year[header.index(name)] for name in changes}


def marks() -> list[dict[str, str]]:
    with (FILING / "marks.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.mark.parametrize("printed", TABLES, ids=lambda printed: printed.file)
def test_csv_is_plain(printed: Printed) -> None:
    """UTF-8 without a mark, LF, quotes only where needed, every row as wide as the header."""
    rows = written(printed.file)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    assert (FILING / f"{printed.file}.csv").read_bytes() == stream.getvalue().encode("utf-8")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)


def amount(cell: str) -> int:
    figure = int(cell.strip("()").replace(",", "")) if cell not in ("", "-") else 0
    return -figure if cell.startswith("(") else figure


@pytest.mark.parametrize("file", ["equity", "equity-usd"])
def test_equity_columns_add_across_and_down(file: str) -> None:
    """The text recognition damaged every header of this statement: sums, not captions, prove the columns."""
    header, *rows = written(file)
    total = header.index("Total equity")
    parts = range(header.index("Accumulated deficit"), len(header))
    running: dict[int, int] = {}
    for row in rows:
        if row[0].startswith("Total comprehensive income"):  # a subtotal over the two rows above it
            assert row[total] == row[header.index("Comprehensive income (loss)")]
            continue
        assert sum(amount(row[number]) for number in parts) == amount(row[total]), row[0]
        for number in (total, *parts):
            if row[0].startswith("BALANCE"):
                assert running.get(number, amount(row[number])) == amount(row[number]), (row[0], header[number])
                running[number] = amount(row[number])
            else:
                running[number] += amount(row[number])
