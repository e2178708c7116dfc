"""The tables of the FY2012 annual release outside its statements and the exchange's form, cell for cell.

With those of :mod:`tests.samples.test_transcription` they are all tables of the release: no tab-separated line is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.samples import test_transcription as statements
from tests.samples.test_transcription import RELEASE, Row, written

DAYS = {"as of March 31, 2012": "2012-03-31", "as of March 31, 2013": "2013-03-31"}
FOOTNOTE = re.compile("[²³⁴⁵⁶]$")
AMOUNT = re.compile(r"JPY([\d,]+) million\t\(\\?\$([\d,.]+) million, up ([\d.]+)% YoY\)")


@dataclass(frozen=True)
class Block:
    """A table: the line it starts with, which of several such lines, and how to read its tab-separated lines."""

    file: str
    starts: str
    number: int
    read: Callable[[list[Row]], list[Row]]

    def lines(self, release: Sequence[str]) -> range:
        """Where it stands: from its heading to the last of the tab-separated lines that follow, blank lines aside."""
        found = [number for number, line in enumerate(release) if line == self.starts]
        first = stop = found[self.number] + 1
        while "\t" in release[stop] or (not release[stop] and stop - first < 2):
            stop += 1
        return range(first, stop)

    def rows(self, release: Sequence[str]) -> list[Row]:
        return self.read([release[number].split("\t") for number in self.lines(release) if release[number]])


def plain(rows: list[Row]) -> list[Row]:
    """Periods over units, then the lines, some of which have the mark of a footnote."""
    head, units, *lines = rows
    if units[0]:
        lines.insert(0, units)  # nothing but contracts: no units
    else:
        assert set(units) <= {"", "JPY millions"}
    return [
        ["caption", *(DAYS.get(name, name) for name in head[1:])],
        *([FOOTNOTE.sub("", caption).rstrip(), *cells] for caption, *cells in lines),
    ]


def headed(rows: list[Row]) -> list[Row]:
    """Items over the columns, and words of status after amounts of dividends."""
    status = re.compile(r"\*? \((?:forecast|paid|scheduled)\)$")
    return [
        ["caption", *rows[0][1:]],
        *([caption, *(status.sub("", cell) for cell in cells)] for caption, *cells in rows[1:]),
    ]


def highlights(rows: list[Row]) -> list[Row]:
    """Amounts in yen and in dollars and their change, set as words."""
    found = [["caption", "JPY millions", "USD millions", "YoY %"]]
    for caption, *cells in rows:
        if match := AMOUNT.fullmatch("\t".join(cells)):
            found.append([caption, *match.groups()])
        else:
            match = re.fullmatch(r"(JPY[\d.]+) per share\t\(up ([\d.]+)% YoY\)", "\t".join(cells))
            assert match, cells
            found.append([caption, match[1], "", match[2]])
    return found


BLOCKS = (
    Block("highlights", "Highlights of Financial Results for FY2012", 0, highlights),
    Block("highlights-targets", "Financial Target for FY2013", 0, highlights),
    Block("operating-results-summary", "Operating Results Summary", 0, plain),
    Block("segment-summary", "Segment Results Summary", 0, plain),
    Block("network-services", "Network Services Revenues Breakdown", 0, plain),
    Block("contracts", "Number of Contracts for Connectivity Services", 0, plain),
    Block("targets", "Our financial targets for FY2013 are as follows:", 0, headed),
    Block("dividend-forecast", "Our FY2013 dividend forecast is as follows:", 0, headed),
    Block("adjusted-ebitda", "Adjusted EBITDA", 0, plain),
    Block("capital-expenditure", "CAPEX", 0, plain),
    Block("operating-results-summary-4q", "Operating Results Summary", 1, plain),
    Block("network-services-4q", "Network Service Revenue Breakdown", 0, plain),
    Block("adjusted-ebitda-4q", "Adjusted EBITDA", 1, plain),
    Block("capital-expenditure-4q", "CAPEX", 1, plain),
)
#: The table of the largest shareholder: words, and one figure with another in brackets.
SHAREHOLDER = "Information Pertaining to Our Largest Shareholder"


@pytest.fixture(scope="module")
def release(reference: Path) -> list[str]:
    return (reference / RELEASE).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.file)
def test_csv_says_what_the_release_prints(block: Block, release: list[str]) -> None:
    assert written(block.file) == block.rows(release)


def test_orders_are_those_of_the_text(release: list[str]) -> None:
    text = "\n".join(release)
    parts = r"JPY([\d,]+) million, (up|down) ([\d.]+)% YoY"
    found = []
    for starts in ("The orders received for SI", "The order backlog for SI"):
        (paragraph,) = re.findall(rf"^{starts}.*$", text, re.MULTILINE)
        found += [
            [amount, change if way == "up" else f"({change})"] for amount, way, change in re.findall(parts, paragraph)
        ]
    head, *rows = written("systems-integration")
    assert head == ["caption", "FY2012", "YoY %"]
    assert [row[1:] for row in rows] == found
    names = ("SI and equipment sales", "systems construction and equipment sales", "systems operation and maintenance")
    assert [row[0] for row in rows] == [
        f"{kind} for {name}" for kind in ("Orders received", "Order backlog") for name in names
    ]


def test_figures_about_the_shareholder_are_those_of_the_text(release: list[str]) -> None:
    text = "\n".join(release)
    ownership = re.findall(r"\t([\d.]+) \(([\d.]+)\)\t", text)
    directors = re.findall(r"consists of (\d+) members including (\d+) outside directors", text)
    circuits = re.findall(r"telecommunication circuits was JPY([\d,]+) million and JPY([\d,]+) million", text)
    lease = re.findall(
        r"data center facilities were JPY([\d,]+) million for the fiscal year ended March 31, 2013", text
    )
    assert [[row[1] for row in written("shareholder")[1:]]] == [[*ownership[0], *directors[0], *circuits[0], *lease]]


@pytest.mark.parametrize("file", [*(block.file for block in BLOCKS), "systems-integration", "shareholder"])
def test_csv_is_plain(file: str) -> None:
    statements.assert_plain(file)
