"""``marks.csv``: what is said about single cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.read.canonical.records import problem, read_records
from tanshin.report.book import DEVIATIONS, MARKS, RECORDS
from tanshin.report.filing import CAPTION, Mark, MarkKind
from tanshin.values.finding import Finding
from tanshin.values.message import listed, say
from tanshin.values.source import Source

_KINDS = {kind.value: kind for kind in MarkKind}


def read_marks(folder: Folder) -> tuple[Mark, ...]:
    """The marks of a filing; none when the file does not exist.

    Its header is ``caption,table,row,column,kind,value,reason``; the caption is for the reader and may be empty. The
    column ``caption`` marks the caption itself.

    Raises:
        InputError: the file cannot be read, a mark is incomplete, or a cell is marked twice (TNS018).
    """
    return read_records(folder, MARKS, _mark, lambda one: (one.table, one.row, one.column), "TNS018")


def _mark(row: Row) -> Mark | list[Finding]:
    table, place, column, kind, value, reason = (row.cells[name].text for name in RECORDS[MARKS])
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


def _problem(message: str, source: Source) -> list[Finding]:
    return [problem("TNS018", message, source)]
