"""The sample of the six months to September 2012 says what the release says, cell for cell.

The judge is the published text, read here with nothing of the product: tables are found by their printed headings, and
every printed row must stand in the CSV, in order. What the text recognition destroyed is told by marks and by nothing
else.
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

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "1h-fy2012"
RELEASE = Path("releases") / "002_753139bdc08778d6.txt"

#: The marks of footnotes behind captions, which the CSV leaves to `footnotes` in filing.yaml.
FOOTNOTE = re.compile(r" ?\^?[₄-₇⁴-⁷]$")
FIGURE = re.compile(r"\(?[0-9][0-9,]*(?:\.[0-9]+)?\)?")

Row = list[str]


@dataclass(frozen=True)
class Part:
    """The lines of the release from one printed heading up to another."""

    start: int
    text: tuple[str, ...]

    @property
    def rows(self) -> list[Row]:
        """The tab-separated rows that have a caption."""
        return [row for row in (line.split("\t") for line in self.text if "\t" in line) if row[0]]


def rows(part: Part) -> list[Row]:
    """A table as it stands in the text: a caption and its cells."""
    return [[FOOTNOTE.sub("", row[0]), *(cell.replace("_", "-") for cell in row[1:])] for row in part.rows]


def segments(part: Part) -> list[Row]:
    """Two tables under headings of their own, which are rows of the CSV."""
    lines = (line for line in part.text if "\t" in line or line in ("Revenues:", "Segment profit or loss:"))
    return rows(Part(part.start, tuple(line if "\t" in line else f"{line}\t" for line in lines if line[0] != "\t")))


def without_captions(part: Part) -> list[Row]:
    """The operating results, whose captions are lost: a second copy of the figures stands on one line."""
    return [["", *row] for row in part.rows if FIGURE.fullmatch(row[0])]


def no_dash(part: Part) -> list[Row]:
    """The contracts: a dash stands where the heading was."""
    return [row for row in rows(part) if row[0] != "-"]


def target(part: Part) -> list[Row]:
    """The caption is torn apart into two cells."""
    return [[row[0] + row[1], *row[2:]] for row in part.rows]


def run_together(part: Part) -> list[Row]:
    """CAPEX of three months: one run of text; the heading's figure of the first column stands in it twice."""
    found = re.findall(r"\d,\d{3}", "".join(part.text))
    assert found == ["3,567", "3,567", "2,606", "2,263", "1,304"]
    names = ["CAPEX, including capital leases"]
    for caption in ("Acquisition of Assets by Entering into Capital Leases", "Purchase of Property and Equipment"):
        assert caption in " ".join(part.text)
        names.append(caption)
    cells = (["3,567", "2,606"], ["2,263", ""], ["1,304", ""])
    return [[name, *row] for name, row in zip(names, cells, strict=True)]


def highlights(part: Part) -> list[Row]:
    """Three items on one line, their figures on this line and the two that follow."""
    text = " ".join(part.text)
    names = ("Revenues", "Operating Income", "Net Income attributable to IIJ")
    assert text.split("JPY")[0].split("Results ", 1)[1].strip() == " ".join(names)
    found = re.findall(r"JPY([\d,]+) million \(\\\$([\d,]+) million, up ([\d.]+)% YoY\)", text)
    return [[name, *figures] for name, figures in zip(names, found, strict=True)]


def backlog(part: Part) -> list[Row]:
    """A sentence for each of two order backlogs."""
    found = re.findall(r"The (order backlog for [^.]+?) was JPY([\d,]+) million, up ([\d.]+)% YoY", " ".join(part.text))
    return [[name[0].upper() + name[1:], amount, change] for name, amount, change in found]


def machines(part: Part) -> list[Row]:
    """`… 567 ATMs are placed.` at the end of a paragraph."""
    return [["ATMs placed", number] for number in re.findall(r"([\d,]+) ATMs are placed", part.text[0])]


def comprehensive_income(part: Part) -> list[Row]:
    """`<period>: JPY1,998 million (up 49.8% YoY)`."""
    printed = re.findall(r"(Six Months Ended .+?): JPY([\d,]+) million \(up ([\d.]+)% YoY\)", "\n".join(part.text))
    return [list(row) for row in printed]


def shares(part: Part) -> list[Row]:
    """Numbered headings, each with one line for each date."""
    found: dict[str, Row] = {}
    for when, number in re.findall(r"(As of .+?, \d{4}):\s*([\d,]+) shares", "\n".join(part.text)):
        found.setdefault(when, [when]).append(number)
    return list(found.values())


def average_shares(part: Part) -> list[Row]:
    return [list(row) for row in re.findall(r"For the (.+?):\s*([\d,]+) shares", "\n".join(part.text))]


@dataclass(frozen=True)
class Printed:
    """A table of the release: its CSV, the headings it stands between (the first may be printed more than once)."""

    file: str
    starts: str
    ends: str
    read: Callable[[Part], list[Row]] = rows
    number: int = 1

    def cut(self, release: Sequence[str]) -> Part:
        found = [number for number, line in enumerate(release) if line.startswith(self.starts)]
        start = found[self.number - 1]
        stop = next(number for number in range(start + 1, len(release)) if release[number].startswith(self.ends))
        return Part(start, tuple(release[start:stop]))


TABLES = (
    Printed("highlights", "Highlights of 1H FY2012", "- 1H FY2012", highlights),
    Printed("operating-results-summary", "Operating Results Summary\t", "Segment Summary", without_captions),
    Printed("segment-summary", "Segment Summary", "We have omitted"),
    Printed("contracts", "-\t", "Number of Contracts", no_dash),
    Printed("network-services", "Network Services Revenues Breakdown", "SI revenues were"),
    Printed("systems-integration", "The order backlog for systems construction", "Equipment sales", backlog),
    Printed("atms", "<u>ATM Operation Business revenues", "⁴", machines),
    Printed("targets", "\t\tRevenues\tOperating Income", "Revenues, operating income", target),
    Printed("adjusted-ebitda", "Reconciliation of Non-GAAP", "CAPEX"),
    Printed("capital-expenditure", "CAPEX", "<u>Others"),
    Printed("balance-sheet", "Internet Initiative Japan Inc. Quarterly Consolidated Balance", "<u>Quarterly"),
    Printed(
        "income-statement", "Quarterly Consolidated Statements of Income", "Quarterly Consolidated Statements of Other"
    ),
    Printed(
        "comprehensive-income-statement",
        "Quarterly Consolidated Statements of Other comprehensive income",
        "<u>Internet Initiative",
    ),
    Printed("cash-flow", "Quarterly Consolidated Statements of Cash Flows", "Going Concern"),
    Printed("segment-note", "Segment Information (Unaudited)", "Substantially all", segments),
    Printed("operating-results-summary-2q", "2nd Quarter FY2012 Consolidated", "Operating Results Summary"),
    Printed("network-services-2q", "Network Service Revenue Breakdown", "Reconciliation of"),
    Printed("adjusted-ebitda-2q", "Reconciliation of Non-GAAP", "CAPEX2Q11", number=2),
    Printed("capital-expenditure-2q", "CAPEX2Q11", "Internet Initiative", run_together),
    Printed("income-statement-2q", "Quarterly Consolidated Statements of Income (Unaudited)", "Internet Initiative"),
    Printed("cash-flow-2q", "Quarterly Consolidated Statements of Cash Flows", "(Note2) The above", number=2),
    Printed("summary-operating-results", "(1) Consolidated Results of Operations", "(Note1)"),
    Printed("summary-comprehensive-income", "(Note1) Total comprehensive", "(Note2)", comprehensive_income),
    Printed("summary-per-share", "(Note2) Income before income tax", "(Note)"),
    Printed("summary-financial-position", "(2) Consolidated Financial Position", "2. Dividends"),
    Printed("summary-dividends", "2. Dividends", "(Note1)"),
    Printed("summary-forecasts", "3. Target of Consolidated", "(Note1)"),
    Printed("summary-shares", "- (3) Number of Shares", "3) The weighted", shares),
    Printed("summary-average-shares", "3) The weighted", "⁽Note)", average_shares),
)


def written(file: str) -> list[Row]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.fixture(scope="module")
def release(reference: Path) -> list[str]:
    return (reference / RELEASE).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_csv_says_what_the_release_prints(table: Printed, release: list[str]) -> None:
    header, *found = written(table.file)
    expected = table.read(table.cut(release))
    assert [len(row) for row in found] == [len(header)] * len(found)
    for row in expected:  # a page of the text may be wider than its table, or a heading have no cells
        assert not any(row[len(header) :]), row
    padded = [(row + [""] * len(header))[: len(header)] for row in expected]
    if table.read is without_captions:
        found = [["", *row[1:]] for row in found]
    assert found == padded


def test_marks_are_of_cells_that_are_printed() -> None:
    """A recomputed cell is blank in its CSV, or a caption that the text lost."""
    header, *marks = written("marks")
    kinds = [(row[1], row[4]) for row in marks]
    assert header == ["caption", "table", "row", "column", "kind", "value", "reason"]
    assert kinds.count(("operating-results-summary", "recomputed")) == 14
    recomputed = [row for row in marks if row[4] == "recomputed" and row[3] != "caption"]
    for _, table, caption, column, _, value, _ in recomputed:
        names, *lines = written(table)
        (line,) = [line for line in lines if line[0] == caption]
        assert (line[names.index(column)], bool(value)) == ("", True)
    assert len(recomputed) == 2


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_csv_is_plain(table: Printed) -> None:
    """UTF-8 without a mark, LF, quotes only where needed."""
    found = written(table.file)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(found)
    assert (FILING / f"{table.file}.csv").read_bytes() == stream.getvalue().encode("utf-8")
    assert all(cell == cell.strip() for row in found for cell in row)


def amount(cell: str) -> Decimal:
    figure = Decimal(cell.strip("()").replace(",", "") if cell not in ("", "-") else 0)
    return -figure if cell.startswith("(") else figure


def test_segments_and_recomputed_figures_add_up() -> None:
    """What no statement confirms is confirmed here by hand: segments, contracts, and the cells lost in the text."""
    cells = {index: [amount(one) for one in row[1:]] for index, row in enumerate(written("segment-note")) if index}
    for column in (0, 1):
        network, customers, between, atm, atm_customers, atm_between = (cells[row][column] for row in range(2, 8))
        elimination, total = cells[8][column], cells[9][column]
        assert (customers + between, atm_customers + atm_between) == (network, atm)
        assert network + atm - elimination == total == customers + atm_customers
        assert between + atm_between == elimination
        profit, loss, off, income = (cells[row][column] for row in range(11, 15))
        assert profit + loss - off == income
    contracts = [[amount(one) for one in row[1:]] for row in written("contracts")[1:-1]]
    for column in range(3):
        assert contracts[0][column] == sum(row[column] for row in contracts[1:8])
        assert contracts[8][column] == sum(row[column] for row in contracts[9:])
    assert all(now - before == increase for before, now, increase in contracts)
