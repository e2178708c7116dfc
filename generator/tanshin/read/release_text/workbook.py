"""A workbook of others -> the same blocks as those of a text: what stands alone in a row above a table, and tables."""

from __future__ import annotations

from collections.abc import Iterator

from tanshin.read.workbook.sheet import Read, Sheet, read_sheets
from tanshin.report.draft import Block, Draft, Grid, Text, Writer


def draft_of(data: bytes, file: str) -> Draft:
    """The texts and tables of a workbook; positions are cells.

    Raises:
        InputError: it is no workbook that can be read (TNS017, TNS021, TNS037).
    """
    return Draft(file, tuple(block for sheet in read_sheets(data, file) for block in _blocks(sheet, file)))


def _blocks(sheet: Sheet, file: str) -> Iterator[Block]:
    place = f"{file}:{sheet.name}!"
    filled = sorted(at for at, cell in sheet.cells.items() if _shown(cell))
    if not filled:
        return
    yield _text(sheet.name, place, 1, 1)
    left = min(column for _, column in filled)
    rows: dict[int, list[int]] = {}
    for row, column in filled:
        rows.setdefault(row, []).append(column)
    table: list[tuple[Text, ...]] = []
    last = 0
    for row, columns in rows.items():
        if table and row > last + 1:
            yield Grid(tuple(table))
            table = []
        last = row
        if not table and len(columns) == 1:
            yield _text(_shown(sheet.cells[row, columns[0]]), place, row, columns[0])
            continue
        cells = (sheet.cells.get((row, column), Read("")) for column in range(left, max(columns) + 1))
        table.append(tuple(_text(_shown(cell), place, row, column) for column, cell in enumerate(cells, left)))
    if table:
        yield Grid(tuple(table))


def _shown(cell: Read) -> str:
    return "" if cell.fault else cell.text.strip()


def _text(text: str, place: str, row: int, column: int) -> Text:
    """A cell; what stands in it on several lines stands in one place."""
    writer = Writer(place)
    writer.say(" ".join(text.split()), row, column)
    made = writer.take()
    return Text(made.text, place, made.anchors[:1])
