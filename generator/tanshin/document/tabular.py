"""What a workbook shows of the documents: the form and the statements whole, of all else the tables, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.document.model import Block, Document, Footnotes, Heading, Table, Text

#: The documents that tell of the figures in words: these stand beside the tables there, and not in a workbook.
TOLD = ("release", "presentation")


def tabular(documents: Iterable[Document], lang: str) -> Iterator[Document]:
    """The documents in a language as a workbook shows them, in their order."""
    shown: set[str] = set()
    for document in documents:
        if document.lang == lang:
            blocks = tuple(_tables(document, shown)) if document.name in TOLD else document.blocks
            if any(isinstance(block, Table) for block in blocks):
                yield Document(document.name, lang, document.title, blocks)
            shown |= {block.id for block in blocks if isinstance(block, Table)}


def _tables(document: Document, shown: set[str]) -> Iterator[Block]:
    """The tables that were not shown before, each below its name and above its footnotes."""
    yield Heading(1, (Text(document.title),))
    is_shown = False
    for block in document.blocks:
        if isinstance(block, Table):
            is_shown = block.id not in shown
            if is_shown:
                yield Heading(2, (Text(block.label),))
                yield block
        elif isinstance(block, Footnotes) and is_shown:
            yield block
