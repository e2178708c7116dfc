"""The footnotes that a document prints, as footnotes of the facts they stand on."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape

from tanshin.document.model import Document, Footnotes, Mark, Row, Runs, Table, Tagged
from tanshin.document.prose import plain_text
from tanshin.report.fact import Key
from tanshin.report.instance import FactNote


def notes_of(document: Document, known: Container[Key]) -> Iterator[FactNote]:
    """The footnotes of tables, in the order of their numbers, each on those of its facts that are ``known``.

    A mark at a figure means that figure, a mark at a caption every figure of its row. What stands on words alone is a
    footnote of no fact.
    """
    marked: dict[str, dict[Key, None]] = {}
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for target, key in _marked(row):
                if key in known:
                    marked.setdefault(target, {})[key] = None
    for block in document.blocks:
        for note in block.notes if isinstance(block, Footnotes) else ():
            if note.id in marked:
                text = escape(plain_text(note.runs), quote=False)
                yield FactNote(text, document.lang, tuple(marked[note.id]))


def _marked(row: Row) -> Iterator[tuple[str, Key]]:
    """The footnotes in a row, each with what it stands on."""
    every = [key for cell in row.cells for key in _keys(cell.runs)]
    for cell in row.cells:
        own = _keys(cell.runs) or every
        yield from ((run.target, key) for run in cell.runs if isinstance(run, Mark) for key in own)


def _keys(runs: Runs) -> list[Key]:
    return [fact.key for run in runs if isinstance(run, Tagged) for fact in run.facts]
