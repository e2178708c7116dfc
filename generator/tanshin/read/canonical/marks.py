"""``marks.csv``: what is said about single cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tanshin.read.canonical.grid import read_grid
from tanshin.report.filing import Mark, MarkKind
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.source import Source

FILE = "marks.csv"
_COLUMNS = ("table", "row", "column", "kind", "value", "reason")


def read_marks(folder: Path, name: str) -> tuple[Mark, ...]:
    """The marks of a filing; none when the file does not exist.

    Its header is ``caption,table,row,column,kind,value,reason``; the caption is for the reader and may be empty. The
    column ``caption`` marks the caption itself.

    Raises:
        InputError: the file cannot be read, or a mark is incomplete (TNS018).
    """
    path = folder / FILE
    if not path.exists():
        return ()
    grid = read_grid(path, f"{name}/{FILE}")
    missing = [column for column in _COLUMNS if column not in grid.columns]
    if missing:
        raise InputError(_problem(f"{FILE} lacks the column {missing[0]}", Source(grid.file, 1)))
    marks: list[Mark] = []
    problems: list[Finding] = []
    for row in grid.rows:
        cells = {column: row.cells[column].text for column in _COLUMNS}
        kinds = {kind.value for kind in MarkKind}
        if cells["kind"] not in kinds:
            problems.append(_problem(f"`{cells['kind']}` is no kind of mark; use {', '.join(sorted(kinds))}",
                                     row.cells["kind"].source))
        elif not cells["reason"]:
            problems.append(_problem("a mark needs a reason", row.cells["reason"].source))
        else:
            kind = MarkKind(cells["kind"])
            marks.append(Mark(cells["table"], cells["row"], cells["column"], kind, cells["value"], cells["reason"],
                              row.caption.source))
    if problems:
        raise InputError(*problems)
    return tuple(marks)


def unused(marks: Iterable[Mark], cells: Iterable[tuple[str, str, str]]) -> tuple[Finding, ...]:
    """A finding for every mark that points at no cell."""
    known = set(cells)
    return tuple(
        _problem(f"no cell {mark.table} / {mark.row} / {mark.column} exists; correct or remove the mark", mark.source)
        for mark in marks
        if (mark.table, mark.row, mark.column) not in known
    )


def by_cell(marks: Iterable[Mark]) -> Mapping[tuple[str, str, str], Mark]:
    """The marks by table, row and column."""
    return {(mark.table, mark.row, mark.column): mark for mark in marks}


def _problem(message: str, source: Source) -> Finding:
    return Finding("TNS018", Severity.ERROR, message, (source,))
