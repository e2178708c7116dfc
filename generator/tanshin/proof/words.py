"""What the documents say, as one stream of letters, to be compared with what stands on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.document.model import (
    Block,
    Cell,
    Contents,
    Document,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Runs,
    Table,
    Tagged,
)

#: Stands between the cells of a table, so that no figure moves into another column unnoticed.
CELL = "\N{SYMBOL FOR UNIT SEPARATOR}"


def squeezed(text: str) -> str:
    """A text without white space, which is the business of whoever sets the page."""
    return "".join(text.split())


def said(document: Document) -> str:
    """Everything a document says to the eye, without white space."""
    return squeezed("".join(words for block in document.blocks for words in _block(block)))


def cells(table: Table) -> tuple[tuple[str, ...], ...]:
    """What the cells of a table say, row by row, without white space; rows without cells are not printed."""
    return tuple(tuple(squeezed(_cell(cell)) for cell in row.cells) for row in (*table.head, *table.body) if row.cells)


def _block(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of block
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield _runs(runs)
        case Fields(lines=lines):
            for line in lines:
                for label, runs in line:
                    yield label
                    yield _runs(runs)
        case Table():
            yield block.note
            yield from _rows((*block.head, *block.body))
        case Listing(items=items):
            yield from map(_runs, items)
        case Contents(title=title, entries=entries):
            if entries:
                yield title
            yield from (words for words, _ in entries)
        case Highlights(lines=lines):
            yield from (_runs(runs) for line in lines for runs in line)
        case Footnotes(notes=notes):
            for note in notes:
                yield note.mark
                yield _runs(note.runs)
        case Picture(chart=chart, table=table):
            yield chart.title
            yield from chart.notes
            yield from _rows((*table.head, *table.body))
        case PageBreak():
            pass


def _rows(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        for cell in row.cells:
            yield CELL
            yield _cell(cell)


def _cell(cell: Cell) -> str:
    """A cell; the marks of footnotes hang behind the figure."""
    if cell.kind != "figure":
        return _runs(cell.runs)
    marks = tuple(run for run in cell.runs if isinstance(run, Mark))
    return _runs(tuple(run for run in cell.runs if not isinstance(run, Mark))) + _runs(marks)


def _runs(runs: Runs) -> str:
    return "".join(run.display if isinstance(run, Tagged) else run.text for run in runs)
