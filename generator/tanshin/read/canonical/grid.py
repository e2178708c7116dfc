"""CSV (RFC 4180) as a grid of cells that know where they stand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.source import Source
from tanshin.values.text import read_text

#: Rows and columns beyond these are not a table anybody printed.
MAX_ROWS, MAX_COLUMNS = 5_000, 200


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, without white space around it, and its position."""

    text: str
    source: Source


@dataclass(frozen=True)
class Row:
    """A record: its caption (the first cell), the aspects its ``@`` columns set, and its figures by column.

    ``id`` tells rows of one caption apart: the caption, and from its second appearance on ``caption#2`` and so on.
    """

    id: str
    caption: Cell
    aspects: dict[str, Cell]
    cells: dict[str, Cell]

    @property
    def has_figures(self) -> bool:
        """Whether any cell holds something."""
        return any(cell.text for cell in self.cells.values())


@dataclass(frozen=True)
class Grid:
    """A table as it was typed: the header cells by column key, and the rows."""

    file: str
    columns: dict[str, Cell]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()


def read_grid(path: Path, name: str) -> Grid:
    """The grid in a CSV file; blank lines are left out.

    The first row is the header: ``caption``, then one key for each column; a key that starts with ``@`` names an
    aspect its cells set for their row.

    Raises:
        InputError: the file cannot be read or decoded (TNS001, TNS002), or is not a table (TNS006, TNS007).
    """
    decoded = read_text(path, name)
    records = list(_records(decoded.text, name))
    if not records:
        raise _refuse("TNS006", f"{name} is empty; the first row must name the columns", Source(name, 1))
    header = records[0]
    if header[0].text.casefold() != "caption":
        raise _refuse("TNS007", f"the first column of {name} must be headed `caption`, not `{header[0].text}`",
                      header[0].source)
    problems: list[Finding] = []
    columns: dict[str, Cell] = {}
    for cell in header[1:]:
        if not cell.text:
            problems.append(_finding("TNS007", "a column has no heading; name it or take it out", cell.source))
        elif cell.text in columns:
            problems.append(_finding("TNS007", f"the column `{cell.text}` stands twice", cell.source))
        columns[cell.text] = cell
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for record in records[1:]:
        if len(record) != len(header):
            problems.append(_finding(
                "TNS006",
                f"this row has {len(record)} cells, the header has {len(header)}; a figure with a thousands separator "
                "must be in quotation marks, and every column needs its comma",
                record[0].source,
            ))
            continue
        if not any(cell.text for cell in record):
            continue
        named = dict(zip((cell.text for cell in header[1:]), record[1:], strict=True))
        text = record[0].text
        seen[text] = seen.get(text, 0) + 1
        rows.append(Row(
            text if seen[text] == 1 else f"{text}#{seen[text]}",
            record[0],
            {key[1:]: cell for key, cell in named.items() if key.startswith("@") and cell.text},
            {key: cell for key, cell in named.items() if not key.startswith("@")},
        ))
    if problems:
        raise InputError(*problems)
    return Grid(name, {key: cell for key, cell in columns.items() if not key.startswith("@")}, tuple(rows),
                decoded.findings)


def _records(text: str, name: str) -> Iterator[list[Cell]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    try:
        for record in reader:
            if len(record) > MAX_COLUMNS or line > MAX_ROWS:
                raise _refuse("TNS006", f"{name} is larger than {MAX_ROWS} rows of {MAX_COLUMNS} cells", Source(name, line))
            if record:
                yield [Cell(text.strip(), Source(name, line, column)) for column, text in enumerate(record, 1)]
            line = reader.line_num + 1
    except csv.Error as error:
        raise _refuse("TNS006", f"the row cannot be read as CSV: {error}", Source(name, line)) from None


def _finding(code: str, message: str, source: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, (source,))


def _refuse(code: str, message: str, source: Source) -> InputError:
    return InputError(_finding(code, message, source))
