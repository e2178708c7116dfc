"""Tables of the documents beside the canonical tables they were made from, cell by cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from tanshin.document.statement import statement_table
from tanshin.document.table import table_block
from tanshin.report.filing import Mark, MarkKind
from tanshin.report.filing import Table as Layout
from tanshin.values.number import parse_number
from tests.samples.filings import NAMES, SAMPLES, sample

LANGUAGES = ("en", "ja")

Rows = list[list[Decimal | str | None]]


def _closing_once(rows: Rows) -> Rows:
    """One year's closing balance opens the next: the release prints it twice, we print it once."""
    repeated = next(index for index in range(1, len(rows)) if rows[index] == rows[index - 1])
    return rows[:repeated] + rows[repeated + 1 :]


def _total_below(rows: Rows) -> Rows:
    """The quarter's table has revenues above their parts, the year's has them below: we print both like the year's."""
    total, *parts = rows
    return [*parts[:-3], total, *parts[-3:]]


#: The tables that are not printed as the release has them, and what is different.
EXCEPTIONS: dict[tuple[str, str], Callable[[Rows], Rows]] = {
    ("fy2009-annual", "equity"): _closing_once,
    ("fy2009-annual", "network-services-4q"): _total_below,
}
TABLES = {"fy2009-annual": 24, "1h-fy2012": 21, "fy2012-annual": 24, "1q-fy2013": 21}

#: Units and signs beside the digits.
_WORDS = re.compile(r"JPY|円|[A-Za-z]+|[%+\s]")


def source_rows(name: str, table: str) -> Iterator[list[str]]:
    """The rows of a canonical table that hold figures, as its marks mend them, without captions."""
    mended = {(one.row, one.column): one.value for one in sample(name).marks if one.table == table and _mends(one)}
    with (SAMPLES / name / f"{table}.csv").open(encoding="utf-8") as file:
        head, *records = list(csv.reader(file))
    columns = [index for index, heading in enumerate(head) if index and not heading.startswith("@")]
    for record in records:
        cells = [mended.get((record[0], head[index]), record[index]) for index in columns]
        if any(cells):
            yield cells


def _mends(mark: Mark) -> bool:
    """Whether the cell is not as it was found: what is published wrong and has no right value stays as it is."""
    return mark.column != "caption" and bool(mark.value or mark.kind is MarkKind.ILLEGIBLE)


def printed_rows(name: str, layout: Layout, lang: str) -> Iterator[list[str]]:
    """The rows of the printed table that hold figures."""
    filing = sample(name)
    is_statement = layout in filing.tables
    table = (
        statement_table(filing, layout, lang, style="statement", tagged=True)
        if is_statement
        else table_block(filing, layout, lang)
    )
    for row in table.body:
        cells = [cell.display for cell in row.cells[1:]]
        if any(cells):
            yield cells


def figure(text: str) -> Decimal | str | None:
    """What a cell says, whatever the units beside the digits; nothing where it is blank."""
    digits = _WORDS.sub("", text)
    return parse_number(digits).value if digits else ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_regenerated_tables_are_the_source_cell_by_cell(name: str, lang: str) -> None:
    differing = set()
    for layout in sample(name).printed_tables:
        given = [list(map(figure, row)) for row in source_rows(name, layout.id)]
        made = [list(map(figure, row)) for row in printed_rows(name, layout, lang)]
        if made != given:
            differing.add((name, layout.id))
            assert EXCEPTIONS[name, layout.id](given) == made, layout.id
    assert differing == {key for key in EXCEPTIONS if key[0] == name}


def test_every_table_is_regenerated() -> None:
    """No table without a row, and as many as the releases have."""
    tables = {name: [table.id for table in sample(name).printed_tables] for name in NAMES}
    assert {name: len(found) for name, found in tables.items()} == TABLES
    for name in NAMES:
        for layout in sample(name).printed_tables:
            assert list(printed_rows(name, layout, "en")), (name, layout.id)
