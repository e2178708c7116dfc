"""``marks.csv``: what is said about single cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Cell, Grid, Row, read_grid
from tanshin.report.fact import Fact
from tanshin.report.filing import CAPTION, Mark, MarkKind, Print
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
    grid = read_grid(folder.file(FILE), folder.named(FILE))
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
    if kind not in _KINDS:
        return _problem(
            say("`{kind}` is no kind of mark; use {kinds}", kind=kind, kinds=listed(sorted(_KINDS))),
            row.cells["kind"].source,
        )
    if not reason:
        return _problem(say("a mark needs a reason"), row.cells["reason"].source)
    if _KINDS[kind] is MarkKind.RECOMPUTED and not value:
        return _problem(say("a recomputed cell needs the value it was recomputed to"), row.cells["value"].source)
    return Mark(table, place, column, _KINDS[kind], value, reason, row.caption.source)


def _twice(marks: Iterable[Mark]) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Mark] = {}
    for mark in marks:
        first = seen.setdefault((mark.table, mark.row, mark.column), mark)
        if first is not mark:
            message = say("this cell is marked twice (first on line {line}); say it once", line=first.source.line)
            yield _problem(message, mark.source)


def with_marks(grid: Grid, table: str, marks: Iterable[Mark]) -> Grid:
    """The grid as its marks say it should read: what an accepted figure prints stays, what is illegible is blank.

    Rows keep the id that their printed caption gave them.
    """
    own: dict[str, dict[str, Mark]] = {}
    for mark in marks:
        replaces = mark.value or mark.kind is MarkKind.ILLEGIBLE
        if mark.table == table and mark.kind is not MarkKind.ACCEPTED and replaces:
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


def accepted_cells(marks: Iterable[Mark], prints: Iterable[Print]) -> Mapping[Source, Mark]:
    """The marks that accept what a cell prints, by the cell."""
    accepted = {(mark.table, mark.row, mark.column): mark for mark in marks if mark.kind is MarkKind.ACCEPTED}
    cells = ((one.source, accepted.get((one.table, one.row, one.column))) for one in prints)
    return {source: mark for source, mark in cells if mark}


def without(facts: Sequence[Fact], accepted: Mapping[Source, Mark]) -> list[Fact]:
    """The facts less those of accepted cells that another cell has as well: there they are only printed."""
    had = {fact.key for fact in facts if fact.source not in accepted}
    return [fact for fact in facts if fact.source not in accepted or fact.key not in had]


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
