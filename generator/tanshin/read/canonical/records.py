"""Files beside the tables that record something about single cells: marks, deviations, restatements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.report.book import RECORDS
from tanshin.report.deviation import Deviation
from tanshin.report.filing import CAPTION, Mark
from tanshin.report.restatement import Restatement
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: What is recorded about the cell in a row and a column of a table; the column ``caption`` is the caption.
Record: TypeAlias = Mark | Deviation | Restatement
R = TypeVar("R", Mark, Deviation, Restatement)


def read_records(
    folder: Folder,
    file: str,
    record_of: Callable[[Row], R | list[Finding]],
    about: Callable[[R], Hashable],
    code: str,
) -> tuple[R, ...]:
    """The records of a file; none when the file does not exist.

    ``record_of`` makes a record of a line, or says what is wrong with it; ``about`` is what may be recorded once.

    Raises:
        InputError: the file cannot be read, lacks a column, or a line is wrong or says again what another said.
    """
    if not folder.has(file):
        return ()
    grid = folder.read_grid(file)
    missing = [column for column in RECORDS[file] if column not in grid.columns]
    if missing:
        message = say("{file} lacks the column {missing}", file=file, missing=missing[0])
        raise InputError(problem(code, message, Source(grid.file, 1)))
    kept, problems = [], []
    for found in map(record_of, grid.rows):
        if isinstance(found, list):
            problems += found
        else:
            kept.append(found)
    problems += _twice(kept, about, code)
    if problems:
        raise InputError(*problems)
    return tuple(kept)


def _twice(records: Iterable[R], about: Callable[[R], Hashable], code: str) -> Iterator[Finding]:
    seen: dict[Hashable, R] = {}
    for one in records:
        first = seen.setdefault(about(one), one)
        if first is not one:
            message = say("this is recorded twice (first on line {line}); say it once", line=first.source.line)
            yield problem(code, message, one.source)


def cell_of(one: Record, grids: Mapping[str, Grid]) -> Cell | None:
    """The cell that a record is about, ``None`` where there is none."""
    grid = grids.get(one.table)
    row = next((row for row in grid.rows if row.id == one.row), None) if grid else None
    if row is None:
        return None
    return row.caption if one.column == CAPTION else row.cells.get(one.column)


def unplaced(
    records: Iterable[Record], grids: Mapping[str, Grid], unread: Collection[str], code: str
) -> Iterator[Finding]:
    """A finding for every record about no cell; ``unread`` are tables that could not be read."""
    for one in records:
        if one.table not in unread and cell_of(one, grids) is None:
            where = f"{one.table} / {one.row} / {one.column}"
            yield problem(code, say("no cell {where} exists; correct or remove this line", where=where), one.source)


def problem(code: str, message: str, source: Source) -> Finding:
    """What is wrong with a line, or a file."""
    return Finding(code, Severity.ERROR, message, (source,))
