"""What is told in sections: a results release, the slides of a presentation; texts, tables, charts, footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from tanshin.report.chart import ChartPlan
from tanshin.report.prose import Prose
from tanshin.values.qname import QName
from tanshin.values.source import Source


class Title(Struct, frozen=True):
    """A heading within a section."""

    prose: Prose


class Passage(Struct, frozen=True):
    """A paragraph. With a ``concept`` it is a note: its text, in each language, is a fact."""

    prose: Prose
    concept: QName | None = None


class Points(Struct, frozen=True):
    """A list."""

    items: tuple[Prose, ...]


class Highlight(Struct, frozen=True):
    """A line of the figures that stand out: what it is, the figure, and what is said beside it."""

    label: Prose
    figure: Prose
    beside: Prose | None


class Highlights(Struct, frozen=True):
    """The figures that stand out."""

    lines: tuple[Highlight, ...]


class Printed(Struct, frozen=True):
    """A table of the filing; a statement starts a page of its own. ``source`` is where the release names it."""

    table: str
    statement: bool
    source: Source


class Attached(Struct, frozen=True):
    """The form of the exchange, as a whole."""


class Charted(Struct, frozen=True):
    """A chart of figures of this filing and of those before it; only a presentation has any."""

    plan: ChartPlan


Block: TypeAlias = Title | Passage | Points | Highlights | Printed | Attached | Charted


class Section(Struct, frozen=True):
    """A section with its heading."""

    heading: Prose
    blocks: tuple[Block, ...]


class Footnote(Struct, frozen=True):
    """A footnote.

    ``on`` are the places in tables that it qualifies: pairs of a table and the caption of a row, and the key of a
    column where it is a single figure, else ``None``.
    """

    mark: str
    prose: Prose
    on: tuple[tuple[str, str, str | None], ...]
    source: Source


class Release(Struct, frozen=True):
    """A release, or a presentation, of which each section is a slide.

    ``literals`` are names with digits in them, which are no figures: products, models.
    """

    title: Prose
    dateline: Prose
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    literals: tuple[str, ...]
    source: Source

    def blocks(self) -> Iterator[Block]:
        """Every block, in order."""
        for section in self.sections:
            yield from section.blocks

    def prose(self) -> Iterator[Prose]:
        """Every text, in order, those of footnotes last."""
        yield from (self.title, self.dateline)
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                yield from _prose(block)
        yield from (footnote.prose for footnote in self.footnotes)


def _prose(block: Block) -> Iterator[Prose]:
    match block:
        case Title(prose=prose) | Passage(prose=prose):
            yield prose
        case Points(items=items):
            yield from items
        case Highlights(lines=lines):
            for line in lines:
                yield from (line.label, line.figure, *((line.beside,) if line.beside else ()))
        case Charted(plan=plan):
            yield from plan.prose()
        case Printed() | Attached():
            pass
