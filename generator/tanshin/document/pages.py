"""Everything a filing prints, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tanshin.derive.binding import Binder
from tanshin.derive.past import Past
from tanshin.document.build import documents
from tanshin.document.model import Document
from tanshin.document.presentation import presentation_document
from tanshin.document.release import release_document
from tanshin.report.filing import Filing


class Pages(Struct, frozen=True):
    """What a filing prints: its documents by language, its release and its slides, each in every language."""

    printed: Mapping[str, tuple[Document, ...]]
    released: tuple[Document, ...]
    shown: tuple[Document, ...]

    def pairs(self) -> Iterator[tuple[Document, Document]]:
        """Each document in its two languages."""
        yield from zip(*self.printed.values(), strict=True)
        for told in (self.released, self.shown):
            if told:
                one, other = told
                yield one, other


def pages(filing: Filing, binder: Binder, earlier: tuple[Filing, ...], languages: Sequence[str]) -> Pages:
    """Everything a filing prints; ``earlier`` are the filings before it, for the charts of a presentation."""
    past = Past(filing, earlier, binder.figures)
    return Pages(
        {lang: documents(filing, lang) for lang in languages},
        tuple(page for lang in languages if (page := release_document(filing, binder, lang))),
        tuple(page for lang in languages if (page := presentation_document(filing, binder, past, lang)))
        if filing.presentation
        else (),
    )
