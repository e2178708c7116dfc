"""Everything a filing prints, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tanshin.derive.binding import Binder
from tanshin.derive.past import Past
from tanshin.document.build import documents
from tanshin.document.form import form_document
from tanshin.document.model import Document
from tanshin.document.noted import notes_of
from tanshin.document.presentation import presentation_document
from tanshin.document.release import release_document
from tanshin.document.statement import statement_document
from tanshin.report.filing import Filing
from tanshin.report.instance import FactNote


class Pages(Struct, frozen=True):
    """What a filing prints: its documents by language, its release and its slides, each in every language."""

    printed: Mapping[str, tuple[Document, ...]]
    released: tuple[Document, ...]
    slides: tuple[Document, ...]

    def __iter__(self) -> Iterator[Document]:
        """Every document."""
        for printed in self.printed.values():
            yield from printed
        yield from self.released
        yield from self.slides

    def notes(self, filing: Filing) -> tuple[FactNote, ...]:
        """The footnotes of the release or the slides on facts of the filing, in every language."""
        keys = filing.report.by_key
        return tuple(note for one in (*self.released, *self.slides) for note in notes_of(one, keys))

    def pairs(self) -> Iterator[tuple[Document, Document]]:
        """Each document in its two languages."""
        yield from zip(*self.printed.values(), strict=True)
        for told in (self.released, self.slides):
            if told:
                one, other = told
                yield one, other


def pages(filing: Filing, binder: Binder, past: Past, languages: Sequence[str]) -> Pages:
    """Everything a filing prints; ``past`` is it and the filings before it, for the charts of a presentation."""
    return Pages(
        {lang: documents(filing, lang) for lang in languages},
        tuple(page for lang in languages if (page := release_document(filing, binder, lang))),
        tuple(page for lang in languages if (page := presentation_document(filing, binder, past, lang)))
        if filing.presentation
        else (),
    )


def page(filing: Filing, binder: Binder, past: Past, lang: str, name: str) -> Document | None:
    """One of the documents of a filing, made alone; the same as that of its language and name among all of them."""
    match name:
        case "summary":
            return form_document(filing, lang) if filing.form.name else None
        case "release":
            return release_document(filing, binder, lang)
        case "presentation":
            return presentation_document(filing, binder, past, lang)
    found = next((table for table in filing.tables if table.id == name), None)
    return statement_document(filing, found, lang) if found else None
