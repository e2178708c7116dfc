"""The texts of a document's parts, as they are compared between two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.document.model import (
    Block,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    Paragraph,
    Picture,
    Run,
    Table,
    Tagged,
)
from tanshin.validate.stated import PLACE, Known

_MINUS = "(-△▲−"


def texts(block: Block) -> Iterator[tuple[Run, ...]]:
    """The runs of a block by what must agree by itself: a cell, a line, a paragraph."""
    match block:
        case Heading() | Paragraph():
            yield block.runs
        case Table():
            yield from (cell.runs for row in block.rows for cell in row.cells)
        case Fields():
            yield from (runs for line in block.lines for _, runs in line)
        case Listing():
            yield from block.items
        case Highlights():
            yield from (runs for line in block.lines for runs in line)
        case Footnotes():
            yield from (note.runs for note in block.notes)
        case Picture(table=table):
            yield from texts(table)
        case _:  # headings are compared where they stand, not where the contents list them
            pass


def read(runs: Iterable[Run]) -> tuple[str, tuple[Known, ...]]:
    """The words of a text with a place for each tagged figure, and these figures."""
    text: list[str] = []
    known: list[Known] = []
    for run in _flat(runs):
        if isinstance(run, Tagged) and isinstance(run.fact.value, Decimal):
            known.append(Known(run.text, any(sign in run.before for sign in _MINUS), run.scale))
            text += (run.before, PLACE, run.after)
        elif isinstance(run, Tagged):
            text.append(run.text if isinstance(run.fact.value, str) else "")
        elif not isinstance(run, Mark):
            text.append(run.text)
    return "".join(text), tuple(known)


def _flat(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with those that stand inside of one in its place."""
    for run in runs:
        if isinstance(run, Tagged) and run.inner:
            yield from _flat(run.inner)
        else:
            yield run
