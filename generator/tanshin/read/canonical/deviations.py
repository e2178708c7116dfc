"""``deviations.csv``: what a company has published so, and stands by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.report.deviation import CAPTION, COLUMNS, FILE, Deviation, DeviationKind
from tanshin.report.fact import Fact
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.number import NumberError, parse_number
from tanshin.values.source import Source

_KINDS = {kind.value: kind for kind in DeviationKind}
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")


def read_deviations(folder: Folder) -> tuple[Deviation, ...]:
    """The deviations of a filing, not yet in their cells; none when the file does not exist.

    Its header is ``caption,table,row,column,code,expected,actual,kind,reason``; the caption is for the reader and may
    be empty. The column ``caption`` means the caption itself.

    Raises:
        InputError: the file cannot be read, a deviation is incomplete, or is recorded twice (TNS031).
    """
    if not folder.has(FILE):
        return ()
    grid = folder.read_grid(FILE)
    missing = [column for column in COLUMNS if column not in grid.columns]
    if missing:
        message = say("{file} lacks the column {column}", file=FILE, column=missing[0])
        raise InputError(_problem(message, Source(grid.file, 1)))
    read = [_deviation(row) for row in grid.rows]
    problems = [problem for one in read if isinstance(one, list) for problem in one]
    kept = tuple(one for one in read if isinstance(one, Deviation))
    problems += _twice(kept)
    if problems:
        raise InputError(*problems)
    return kept


def _deviation(row: Row) -> Deviation | list[Finding]:
    table, place, column, code, expected, actual, kind, reason = (row.cells[name] for name in COLUMNS)
    problems = []
    if not _CODE.fullmatch(code.text):
        problems.append(_problem(say("`{code}` is no code of a rule", code=code.text), code.source))
    if kind.text not in _KINDS:
        message = say("`{kind}` is no kind of deviation; use {kinds}", kind=kind.text, kinds=listed(sorted(_KINDS)))
        problems.append(_problem(message, kind.source))
    if not reason.text:
        problems.append(_problem(say("a deviation needs a reason"), reason.source))
    values: list[Decimal | None] = []
    for cell in () if column.text == CAPTION else (expected, actual):
        try:
            values.append(parse_number(cell.text).value if cell.text else None)
        except NumberError as error:
            if cell is expected or expected.text:  # what is accepted of a rule that compares no numbers is the text
                problems.append(
                    _problem(say("`{text}` is no figure: {error}", text=cell.text, error=error), cell.source)
                )
            values.append(None)
    if problems:
        return problems
    wanted, found = values or (None, None)
    if not expected.text and not actual.text:
        return [_problem(say("a deviation says what it accepts: the values, or the text"), actual.source)]
    here = row.caption.source
    return Deviation(
        code.text,
        table.text,
        place.text,
        column.text,
        wanted,
        found,
        actual.text,
        reason.text,
        here,
        here,
        kind=_KINDS[kind.text],
    )


def _twice(deviations: Iterable[Deviation]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Deviation] = {}
    for one in deviations:
        first = seen.setdefault((one.code, one.table, one.row, one.column, str(one.expected), one.text), one)
        if first is not one:
            message = say(
                "this deviation is recorded twice (first on line {line}); say it once", line=first.source.line
            )
            yield _problem(message, one.source)


def placed(
    deviations: Iterable[Deviation], grids: Mapping[str, Grid], unread: Collection[str] = ()
) -> tuple[tuple[Deviation, ...], tuple[Finding, ...]]:
    """The deviations in their cells, and a finding for each that points at none.

    ``unread`` are tables that could not be read.
    """
    kept, problems = [], []
    for one in deviations:
        cell = _cell(one, grids.get(one.table))
        if cell:
            kept.append(replace(one, cell=cell.source, said=cell.text))
        elif one.table not in unread:
            message = say(
                "no cell {table} / {row} / {column} exists; correct or remove the deviation",
                table=one.table,
                row=one.row,
                column=one.column,
            )
            problems.append(_problem(message, one.source))
    return tuple(kept), tuple(problems)


def _cell(one: Deviation, grid: Grid | None) -> Cell | None:
    row = next((row for row in grid.rows if row.id == one.row), None) if grid else None
    if row is None:
        return None
    return row.caption if one.column == CAPTION else row.cells.get(one.column)


def without(facts: Sequence[Fact], cells: Collection[Source]) -> list[Fact]:
    """The facts less those of some cells that another cell has as well: there they are only printed."""
    had = {fact.key for fact in facts if fact.source not in cells}
    return [fact for fact in facts if fact.source not in cells or fact.key not in had]


def _problem(message: str, source: Source) -> Finding:
    return Finding("TNS031", Severity.ERROR, message, (source,))
