"""A results release -> one document: its texts, the tables of the filing, its footnotes, the form."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from tanshin.derive.binding import Binder
from tanshin.document.footnote import placed, with_marks
from tanshin.document.form import form_document
from tanshin.document.model import (
    Block,
    Contents,
    Document,
    Footnote,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    Tagged,
    Text,
)
from tanshin.document.prose import Speaker, plain_text
from tanshin.document.statement import statement_document, statement_table, title_of
from tanshin.document.table import table_block
from tanshin.report import release as source
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, period_of
from tanshin.report.prose import Prose
from tanshin.report.release import Release
from tanshin.values.qname import QName

CONTENTS = {"en": "Contents", "ja": "目次"}


def release_document(filing: Filing, binder: Binder, lang: str) -> Document | None:
    """The release in one language; ``None`` where the filing has none.

    Raises:
        ValueError: a figure of a text has no value; the rules tell so before.
    """
    if filing.release is None:
        return None
    return ReleasePrinter(filing, filing.release, Speaker(binder, lang), lang).document()


def note_facts(filing: Filing, binder: Binder) -> Iterator[Fact]:
    """The facts that the notes of a release are: the text of each in each language.

    A note with a figure that has no value is left out; a rule tells of it.
    """
    for block in filing.release.blocks() if filing.release else ():
        if isinstance(block, source.Passage) and block.concept:
            for lang, parts in block.prose.parts.items():
                if any(binder.answer(bound).value is None for bound in block.prose.figures(lang)):
                    continue
                text = plain_text(Speaker(binder, lang).runs(parts))
                yield Fact(_note_key(filing, block.concept, lang), text, None, "release", block.prose.sources[lang])


def _note_key(filing: Filing, concept: QName, lang: str) -> Key:
    period = period_of(filing.taxonomy.dts.concepts[concept], filing.calendar.reported)
    return Key(concept, filing.entity, period, None, (), lang)


class ReleasePrinter(Struct, dict=True):
    """Prints a release; what is told in slides is printed by what becomes of this in ``presentation``.

    ``printed`` are the footnotes that stand already; ``begun`` says that a page was begun for the statement to come.
    """

    filing: Filing
    release: Release
    speaker: Speaker
    lang: str
    printed: set[str] = field(default_factory=set)
    begun: bool = False

    def __post_init__(self) -> None:
        self.places = placed(self.release.footnotes, self.filing.prints)
        self.tables = {table.id: table for table in self.filing.printed_tables}
        self.details = {table.id for table in self.filing.details}

    def document(self) -> Document:
        """The document."""
        title = plain_text(self.speaker.runs(self.release.title.parts[self.lang]))
        form = form_document(self.filing, self.lang)
        head: list[Block] = [
            Paragraph((Text(self.filing.issuer.names[self.lang]),), "small"),
            Heading(1, (Text(title),)),
            Paragraph(self.runs(self.release.dateline), "dateline"),
        ]
        body = [block for index, one in enumerate(self.release.sections, 1) for block in self._section(one, index)]
        contents = tuple(
            (plain_text(block.runs), block.anchor) for block in body if isinstance(block, Heading) and block.anchor
        )
        attached = any(isinstance(block, source.Attached) for block in self.release.blocks())
        # The figures that stand out come first; what else there is, is listed after them.
        first = next((at for at, block in enumerate(body) if isinstance(block, Heading) and at), len(body))
        blocks = (*head, *body[:first], Contents(CONTENTS[self.lang], contents), *body[first:])
        return Document("release", self.lang, title, blocks, form.hidden if attached else ())

    def _section(self, section: source.Section, number: int) -> Iterator[Block]:
        if any(isinstance(block, source.Attached) for block in section.blocks):
            yield PageBreak()
        # The first statement stands on the page that its section begins.
        self.begun = any(isinstance(block, source.Printed) and block.statement for block in section.blocks)
        if self.begun:
            yield PageBreak()
        yield Heading(2, self.runs(section.heading), f"section-{number}")
        for block in section.blocks:
            yield from self.block(block)
        yield from self.footnotes()

    def runs(self, prose: Prose) -> Runs:
        """What a text says."""
        return self.speaker.runs(prose.parts[self.lang])

    def block(self, block: source.Block) -> Iterator[Block]:
        """What a block of the source prints."""
        match block:
            case source.Title(prose=prose):
                yield Heading(3, self.runs(prose))
            case source.Passage(prose=prose, concept=concept):
                runs = self.runs(prose)
                yield Paragraph(self._note(concept, runs) if concept else runs)
            case source.Points(items=items):
                yield Listing(tuple(map(self.runs, items)))
            case source.Highlights(lines=lines):
                yield Highlights(
                    tuple(
                        (self.runs(one.label), self.runs(one.figure), self.runs(one.beside) if one.beside else ())
                        for one in lines
                    )
                )
            case source.Printed():
                yield from self._table(block)
            case source.Attached():
                # The pages of the release hold less than those of the form alone: its second follows on the first.
                for part in form_document(self.filing, self.lang).blocks:
                    if not isinstance(part, PageBreak):
                        yield self._tagged(part) if isinstance(part, Table) else part
            case source.Charted():
                raise ValueError("a release has no charts")

    def _tagged(self, table: Table) -> Table:
        """A table of the form; those of the issuer that it shows as well are facts of the release."""
        layout = self.tables.get(table.id)
        return statement_table(self.filing, layout, self.lang, style="form", tagged=True) if layout else table

    def _note(self, concept: QName, runs: Runs) -> Runs:
        """The paragraph of a note as one fact, with those inside it."""
        fact = self.filing.report.get(_note_key(self.filing, concept, self.lang))
        inner = tuple(run for run in runs if not isinstance(run, Mark))
        return (Tagged(fact, plain_text(runs), inner=inner),) if fact else runs

    def _table(self, block: source.Printed) -> Iterator[Block]:
        layout = self.tables[block.table]
        title = title_of(self.filing, layout, self.lang)
        if block.table in self.details:
            parts: tuple[Block, ...] = (table_block(self.filing, layout, self.lang),)
        else:
            _, _, *rest = statement_document(self.filing, layout, self.lang).blocks
            parts = tuple(rest)
        if block.statement:
            yield from self.footnotes()
            if not self.begun:
                yield PageBreak()
            self.begun = False
        yield Heading(2, (Text(title),), f"statement-{block.table}") if block.statement else Heading(3, (Text(title),))
        for part in parts:
            if isinstance(part, Table):
                part = with_marks(part, self.places.get(block.table, ()), self.speaker.mark)  # noqa: PLW2901
            yield part

    def footnotes(self) -> Iterator[Block]:
        """The footnotes that were referred to since the last ones were printed."""
        found = []
        by_mark = {footnote.mark: footnote for footnote in self.release.footnotes}
        for name, number in tuple(self.speaker.numbers.items()):
            if name not in self.printed:
                self.printed.add(name)
                runs = self.runs(by_mark[name].prose)
                found.append(Footnote(str(number), f"note-{number}", f"mark-{number}-1", runs))
        if found:
            yield Footnotes(tuple(found))
