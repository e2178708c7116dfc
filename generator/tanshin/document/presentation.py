"""The slides of a presentation -> one document: a cover, and on each slide its texts, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator

from tanshin.derive.binding import Binder
from tanshin.derive.past import Past
from tanshin.document.model import (
    Block,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Text,
)
from tanshin.document.plot import chart_table, plot
from tanshin.document.prose import Speaker, plain_text
from tanshin.document.release import CONTENTS, ReleasePrinter
from tanshin.report import release as source
from tanshin.report.filing import Filing


def presentation_document(filing: Filing, binder: Binder, past: Past, lang: str) -> Document | None:
    """The slides in one language; ``None`` where the filing has none. ``past`` gives the charts their figures.

    Raises:
        ValueError: a figure of a text has no value; the rules tell so before.
    """
    if filing.presentation is None:
        return None
    return _Printer(filing, filing.presentation, Speaker(binder, lang), lang, past=past).document()


class _Printer(ReleasePrinter, kw_only=True, dict=True):
    """Prints the slides."""

    past: Past

    def document(self) -> Document:
        title = plain_text(self.runs(self.release.title))
        slides = [tuple(self._slide(one, number)) for number, one in enumerate(self.release.sections, 1)]
        entries = tuple(
            (plain_text(block.runs), block.anchor)
            for slide in slides
            for block in slide
            if isinstance(block, Heading) and block.anchor
        )
        cover: tuple[Block, ...] = (
            Paragraph((Text(self.filing.issuer.names[self.lang]),), "small"),
            Heading(1, (Text(title),)),
            Paragraph(self.runs(self.release.dateline), "dateline"),
            Contents(CONTENTS[self.lang], entries),
        )
        blocks = (*cover, *(block for slide in slides for block in (PageBreak(), *slide)))
        return Document("presentation", self.lang, title, blocks)

    def _slide(self, section: source.Section, number: int) -> Iterator[Block]:
        yield Heading(2, self.runs(section.heading), f"slide-{number}")
        for block in section.blocks:
            yield from self.block(block)
        yield from self.footnotes()

    def block(self, block: source.Block) -> Iterator[Block]:
        if isinstance(block, source.Charted):
            chart = plot(block.plan, self.past, self.speaker)
            yield Picture(chart, chart_table(chart))
        else:
            yield from super().block(block)
