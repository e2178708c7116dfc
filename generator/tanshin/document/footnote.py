"""The marks of footnotes in printed tables, at the figures and captions they qualify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tanshin.document.model import Cell, Mark, Row, Table, Tagged
from tanshin.report.fact import Key
from tanshin.report.filing import Print
from tanshin.report.release import Footnote
from tanshin.values.text import caption_key


class _Place(Struct, frozen=True):
    """Where a footnote belongs in a table: the facts of a row, or the one fact of a cell."""

    footnote: str
    keys: frozenset[Key]
    caption: str
    cell: bool


def placed(footnotes: Iterable[Footnote], prints: Iterable[Print]) -> Mapping[str, tuple[_Place, ...]]:
    """The places of footnotes by table."""
    rows: dict[tuple[str, str], list[Print]] = {}
    for one in prints:
        rows.setdefault((one.table, one.row), []).append(one)
    found: dict[str, tuple[_Place, ...]] = {}
    for footnote in footnotes:
        for table, row, column in footnote.on:
            keys = frozenset(one.key for one in rows.get((table, row), ()) if column in (None, one.column))
            place = _Place(footnote.mark, keys, caption_key(row), column is not None)
            found[table] = (*found.get(table, ()), place)
    return found


def with_marks(table: Table, places: Iterable[_Place], mark: Callable[[str], Mark]) -> Table:
    """The table with the marks of footnotes; a row is known by its facts, or by its caption where it has none."""
    by_row = tuple(places)
    return replace(table, rows=tuple(_row(row, by_row, mark) for row in table.rows)) if by_row else table


def _row(row: Row, places: tuple[_Place, ...], mark: Callable[[str], Mark]) -> Row:
    if row.kind == "head" or not row.cells:
        return row
    caption, *figures = row.cells
    printed = {key for cell in figures for key in _keys(cell)}
    for place in places:
        if place.cell:
            figures = [_marked(cell, mark(place.footnote)) if place.keys & _keys(cell) else cell for cell in figures]
        elif place.keys & printed or (not place.keys and place.caption == caption_key(caption.display)):
            caption = _marked(caption, mark(place.footnote))
    return replace(row, cells=(caption, *figures))


def _keys(cell: Cell) -> frozenset[Key]:
    return frozenset(run.fact.key for run in cell.runs if isinstance(run, Tagged))


def _marked(cell: Cell, mark: Mark) -> Cell:
    return replace(cell, runs=(*cell.runs, mark))
