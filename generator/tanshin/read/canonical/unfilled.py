"""What of a filing is still to be filled in: columns and rows without a figure, where others have some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tanshin.read.canonical.grid import Cell, Grid
from tanshin.report.filing import Table
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import listed, say


def unfilled(tables: Iterable[Table], summary: Collection[str], grids: Mapping[str, Grid]) -> Iterator[Finding]:
    """A finding for each table that has columns, or where rows are periods, rows without a figure."""
    for table in tables:
        if grid := grids.get(table.id):
            yield from _rows(table.id, grid) if table.rows else _columns(table, grid)
    for id_ in summary:
        if grid := grids.get(id_):
            yield from _rows(id_, grid)


def _columns(table: Table, grid: Grid) -> Iterator[Finding]:
    empty = [cell for key, cell in grid.columns.items() if not any(_has(row.cells.get(key)) for row in grid.rows)]
    yield from _told(table.id, empty)
    for name in () if empty else table.periods:
        rows = [row for row in grid.rows if _is_of(row.aspects.get("period"), name)]
        if not any(row.has_figures for row in rows):
            yield from _told(table.id, [row.caption for row in rows[:1]])


def _rows(table: str, grid: Grid) -> Iterator[Finding]:
    yield from _told(table, [row.caption for row in grid.rows if not row.has_figures])


def _told(table: str, empty: list[Cell]) -> Iterator[Finding]:
    if empty:
        message = say(
            "{table}: there is no figure yet under {names}; fill in what there is, or take it out",
            table=table,
            names=listed(f"`{cell.text}`" for cell in empty),
        )
        yield Finding("TNS036", Severity.INCONSISTENCY, message, tuple(cell.source for cell in empty))


def _has(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text)


def _is_of(cell: Cell | None, name: str) -> bool:
    return cell is not None and cell.text == name
