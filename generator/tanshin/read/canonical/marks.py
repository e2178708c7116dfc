"""``marks.csv``: what is said about single cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.report.deviation import FILE as DEVIATIONS
from tanshin.report.filing import CAPTION, Mark, MarkKind
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.source import Source

FILE = "marks.csv"
_COLUMNS = ("table", "row", "column", "kind", "value", "reason")
_KINDS = {kind.value: kind for kind in MarkKind}


def read_marks(folder: Folder) -> tuple[Mark, ...]:
    """The marks of a filing; none when the file does not exist.

    Its header is ``caption,table,row,column,kind,value,reason``; the caption is for the reader and may be empty. The
    column ``caption`` marks the caption itself.

    Raises:
        InputError: the file cannot be read, a mark is incomplete, or a cell is marked twice (TNS018).
    """
    if not folder.has(FILE):
        return ()
    grid = folder.read_grid(FILE)
    missing = [column for column in _COLUMNS if column not in grid.columns]
    if missing:
        raise InputError(
            _problem(say("{file} lacks the column {missing}", file=FILE, missing=missing[0]), Source(grid.file, 1))
        )
    marks = {row.id: _mark(row) for row in grid.rows}
    problems = [found for found in marks.values() if isinstance(found, Finding)]
    kept = tuple(found for found in marks.values() if isinstance(found, Mark))
    problems += _twice(kept)
    if problems:
        raise InputError(*problems)
    return kept


def _mark(row: Row) -> Mark | Finding:
    table, place, column, kind, value, reason = (row.cells[name].text for name in _COLUMNS)
    if kind == "accepted":
        message = say("what is accepted stands in {file}, with the rule and the values", file=DEVIATIONS)
        return _problem(message, row.cells["kind"].source)
    if kind not in _KINDS:
        return _problem(
            say("`{kind}` is no kind of mark; use {kinds}", kind=kind, kinds=listed(sorted(_KINDS))),
            row.cells["kind"].source,
        )
    if not reason:
        return _problem(say("a mark needs a reason"), row.cells["reason"].source)
    if _KINDS[kind] is MarkKind.RECOMPUTED and not value:
        return _problem(say("a recomputed cell needs the value it was recomputed to"), row.cells["value"].source)
    if _KINDS[kind] is MarkKind.PUBLISHED_WRONG and not value:
        message = say(
            "a cell that was published wrong needs the value it should have; what stays as it was published is "
            "recorded in {file}",
            file=DEVIATIONS,
        )
        return _problem(message, row.cells["value"].source)
    return Mark(table, place, column, _KINDS[kind], value, reason, row.caption.source)


def _twice(marks: Iterable[Mark]) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Mark] = {}
    for mark in marks:
        first = seen.setdefault((mark.table, mark.row, mark.column), mark)
        if first is not mark:
            message = say("this cell is marked twice (first on line {line}); say it once", line=first.source.line)
            yield _problem(message, mark.source)


def with_marks(grid: Grid, table: str, marks: Iterable[Mark]) -> Grid:
    """The grid as its marks say it should read; what is illegible and has no value is blank.

    Rows keep the id that their printed caption gave them.
    """
    own: dict[str, dict[str, Mark]] = {}
    for mark in marks:
        if mark.table == table:
            own.setdefault(mark.row, {})[mark.column] = mark
    if not own:
        return grid
    return replace(grid, rows=tuple(_with_marks(row, own[row.id]) if row.id in own else row for row in grid.rows))


def _with_marks(row: Row, marks: Mapping[str, Mark]) -> Row:
    def marked(cell: Cell, column: str) -> Cell:
        return replace(cell, text=marks[column].value) if column in marks else cell

    caption = marks.get(CAPTION)
    return replace(
        row,
        caption=marked(row.caption, CAPTION),
        cells={column: marked(cell, column) for column, cell in row.cells.items()},
        # What was lost on the way to us is no slip of the company's; what was published wrong is kept for the rules.
        printed=row.caption.text if caption and caption.kind is MarkKind.PUBLISHED_WRONG else "",
    )


def unused(marks: Iterable[Mark], grids: Mapping[str, Grid], unread: Collection[str] = ()) -> Iterator[Finding]:
    """A finding for every mark that points at no cell; ``unread`` are tables that could not be read."""
    for mark in marks:
        grid = grids.get(mark.table)
        cells = [] if grid is None else [(CAPTION, *row.cells) for row in grid.rows if row.id == mark.row]
        if mark.table not in unread and not any(mark.column in row for row in cells):
            where = f"{mark.table} / {mark.row} / {mark.column}"
            yield _problem(say("no cell {where} exists; correct or remove the mark", where=where), mark.source)


def _problem(message: str, source: Source) -> Finding:
    return Finding("TNS018", Severity.ERROR, message, (source,))
