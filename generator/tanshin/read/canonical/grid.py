"""CSV (RFC 4180) as a grid of cells that know where they stand."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.values.csv_text import csv_rows
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import Decoded, read_text

#: What is larger than this is not a table anybody printed.
MAX_ROWS, MAX_COLUMNS, MAX_CELLS, MAX_LENGTH = 5_000, 200, 100_000, 2_000


class Cell(Struct, frozen=True):
    """The text of a cell, without white space around it, and its position."""

    text: str
    source: Source


class Row(Struct, frozen=True):
    """A record: its caption (the first cell), the aspects its ``@`` columns set, and its figures by column.

    ``id`` tells rows of one caption apart: the caption, and from its second appearance on ``caption#2`` and so on.
    ``printed`` is the caption that was published, where a mark has put another in its place.
    """

    id: str
    caption: Cell
    aspects: Mapping[str, Cell]
    cells: Mapping[str, Cell]
    printed: str = ""

    @property
    def has_figures(self) -> bool:
        """Whether any cell holds something."""
        return any(cell.text for cell in self.cells.values())


class Grid(Struct, frozen=True):
    """A table as it was typed: the header cells by column key (and by aspect), and the rows."""

    file: str
    columns: Mapping[str, Cell]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    aspects: Mapping[str, Cell] = field(default_factory=dict)


def read_grid(path: Path, name: str) -> Grid:
    """The grid in a CSV file; blank lines are left out.

    The first row is the header: ``caption``, then one key for each column; a key that starts with ``@`` names an
    aspect its cells set for their row.

    Raises:
        InputError: the file cannot be read or decoded (TNS001, TNS002), or is not a table (TNS006, TNS007).
    """
    return grid_of(read_text(path, name), name)


def _as_it_is(source: Source) -> Source:
    return source


def grid_of(decoded: Decoded, name: str, place: Callable[[Source], Source] = _as_it_is) -> Grid:
    """The grid in the text of a CSV file; ``place`` says where a position of it really is.

    Raises:
        InputError: it is not a table (TNS006, TNS007).
    """
    try:
        records = list(_records(decoded.text, name, place))
    except InputError as error:
        raise InputError(*(replace(one, sources=tuple(map(place, one.sources))) for one in error.findings)) from None
    if not records:
        raise _refuse(
            "TNS006", say("{name} is empty; the first row must name the columns", name=name), place(Source(name, 1))
        )
    first, *headings = records[0]
    if first.text.casefold() != "caption":
        message = say(
            "the first column of {name} must be headed `caption`, not `{first}`", name=name, first=_short(first.text)
        )
        raise _refuse("TNS007", message, first.source)
    problems = list(_wrong_headings(headings))
    rows: list[Row] = []
    ids: dict[str, int] = {}
    for record in records[1:]:
        if len(record) != len(headings) + 1:
            message = say(
                "this row has {record} cells, the header has {headings}; a figure with a thousands "
                "separator must be in quotation marks, and every column needs its comma",
                record=len(record),
                headings=len(headings) + 1,
            )
            problems.append(_finding("TNS006", message, record[0].source))
        elif any(cell.text for cell in record):
            rows.append(_row(headings, record, ids))
    if problems:
        raise InputError(*problems)
    return Grid(
        place(Source(name)).file,
        {cell.text: cell for cell in headings if not cell.text.startswith("@")},
        tuple(rows),
        decoded.findings,
        {cell.text[1:]: cell for cell in headings if cell.text.startswith("@")},
    )


def _wrong_headings(headings: Sequence[Cell]) -> Iterator[Finding]:
    seen: set[str] = set()
    for cell in headings:
        if not cell.text:
            yield _finding("TNS007", say("a column has no heading; name it or take it out"), cell.source)
        elif cell.text in seen:
            yield _finding("TNS007", say("the column `{cell}` stands twice", cell=_short(cell.text)), cell.source)
        seen.add(cell.text)


def _row(headings: Sequence[Cell], record: Sequence[Cell], ids: dict[str, int]) -> Row:
    """A row; ``ids`` has for each id how often its caption was met so far."""
    caption = record[0]
    id_, number = caption.text, ids.get(caption.text, 0)
    while id_ in ids:
        number += 1
        id_ = f"{caption.text}#{number}"
    ids[id_] = 1
    ids[caption.text] = max(number, 1)
    named = {heading.text: cell for heading, cell in zip(headings, record[1:], strict=True)}
    return Row(
        id_,
        caption,
        {key[1:]: cell for key, cell in named.items() if key.startswith("@") and cell.text},
        {key: cell for key, cell in named.items() if not key.startswith("@")},
    )


def _records(text: str, name: str, place: Callable[[Source], Source]) -> Iterator[list[Cell]]:
    reader = csv_rows(text)  # str.splitlines would also part lines at U+2028 and its like
    line, cells = 1, 0
    try:
        for record in reader:
            cells += len(record)
            if len(record) > MAX_COLUMNS or line > MAX_ROWS or cells > MAX_CELLS:
                bounds = say(
                    "{max_rows:,} rows, {max_columns} columns or {max_cells:,} cells",
                    max_rows=MAX_ROWS,
                    max_columns=MAX_COLUMNS,
                    max_cells=MAX_CELLS,
                )
                raise _refuse(
                    "TNS006", say("{name} is larger than {bounds}", name=name, bounds=bounds), Source(name, line)
                )
            for column, content in enumerate(record, 1):
                if len(content) > MAX_LENGTH:
                    message = say(
                        "a cell has {content:,} characters; is a quotation mark missing?", content=len(content)
                    )
                    raise _refuse("TNS006", message, Source(name, line, column))
            if record:
                yield [
                    Cell(content.strip(), place(Source(name, line, column))) for column, content in enumerate(record, 1)
                ]
            line = reader.line_num + 1
    except csv.Error as error:
        raise _refuse(
            "TNS006",
            say(
                "the row is not CSV ({error}); close every quotation mark, and write one inside a cell twice",
                error=error,
            ),
            Source(name, line),
        ) from None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _finding(code: str, message: str, source: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, (source,))


def _refuse(code: str, message: str, source: Source) -> InputError:
    return InputError(_finding(code, message, source))
