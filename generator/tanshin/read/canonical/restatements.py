"""``restatements.csv``: figures of earlier periods that are published otherwise than they were before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Grid, Row
from tanshin.report.restatement import Restatement, RestatementKind
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.number import NumberError, parse_number
from tanshin.values.source import Source

FILE = "restatements.csv"
_COLUMNS = ("table", "row", "column", "kind", "old", "new", "reason")
_KINDS = {kind.value: kind for kind in RestatementKind}


def read_restatements(folder: Folder) -> tuple[Restatement, ...]:
    """The restatements of a filing; none when the file does not exist.

    Its header is ``caption,table,row,column,kind,old,new,reason``; the caption is for the reader and may be empty.

    Raises:
        InputError: the file cannot be read, an entry is incomplete, or a cell is restated twice (TNS018).
    """
    if not folder.has(FILE):
        return ()
    grid = folder.read_grid(FILE)
    missing = [column for column in _COLUMNS if column not in grid.columns]
    if missing:
        raise InputError(_problem(say("{file} lacks the column {column}", file=FILE, column=missing[0]), _top(grid)))
    read = [_restatement(row) for row in grid.rows]
    problems = [found for found in read if isinstance(found, Finding)]
    kept = tuple(found for found in read if isinstance(found, Restatement))
    problems += _twice(kept)
    if problems:
        raise InputError(*problems)
    return kept


def unfounded(
    restatements: Iterable[Restatement], grids: Mapping[str, Grid], unread: Collection[str] = ()
) -> Iterator[Finding]:
    """A finding for every restatement that points at no cell; ``unread`` are tables that could not be read."""
    for one in restatements:
        grid = grids.get(one.table)
        cells = [] if grid is None else [row.cells for row in grid.rows if row.id == one.row]
        if one.table not in unread and not any(one.column in row for row in cells):
            where = f"{one.table} / {one.row} / {one.column}"
            yield _problem(say("no cell {where} exists; correct or remove the restatement", where=where), one.source)


def _restatement(row: Row) -> Restatement | Finding:
    table, place, column, kind, reason = (row.cells[name].text for name in ("table", "row", "column", "kind", "reason"))
    if kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        message = say("`{kind}` is no kind of restatement; use {known}", kind=kind, known=known)
        return _problem(message, row.cells["kind"].source)
    if not reason:
        return _problem(say("a restatement needs a reason"), row.cells["reason"].source)
    try:
        old, new = (parse_number(row.cells[name].text) for name in ("old", "new"))
    except NumberError as error:
        return _problem(str(error), row.caption.source)
    if old.value is None or new.value is None:
        return _problem(say("a restatement needs both figures, the old and the new one"), row.caption.source)
    if old.value == new.value:
        message = say("the figure was published as {figure} and is {figure}: nothing is restated", figure=old.value)
        return _problem(message, row.cells["new"].source)
    return Restatement(table, place, column, _KINDS[kind], old.value, new.value, old.places, reason, row.caption.source)


def _twice(restatements: Iterable[Restatement]) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Restatement] = {}
    for one in restatements:
        first = seen.setdefault((one.table, one.row, one.column), one)
        if first is not one:
            message = say("this cell is restated twice (first on line {line}); say it once", line=first.source.line)
            yield _problem(message, one.source)


def _top(grid: Grid) -> Source:
    return Source(grid.file, 1)


def _problem(message: str, source: Source) -> Finding:
    return Finding("TNS018", Severity.ERROR, message, (source,))
