"""What is told in sections: a results release, the slides of a presentation; texts, tables, charts, footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tanshin.report.chart import ChartPlan
from tanshin.report.prose import Prose
from tanshin.values.qname import QName
from tanshin.values.source import Source


@dataclass(frozen=True)
class Title:
    """A heading within a section."""

    prose: Prose


@dataclass(frozen=True)
class Passage:
    """A paragraph. With a ``concept`` it is a note: its text, in each language, is a fact."""

    prose: Prose
    concept: QName | None = None


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[Prose, ...]


@dataclass(frozen=True)
class Highlight:
    """A line of the figures that stand out: what it is, the figure, and what is said beside it."""

    label: Prose
    figure: Prose
    beside: Prose | None


@dataclass(frozen=True)
class Highlights:
    """The figures that stand out."""

    lines: tuple[Highlight, ...]


@dataclass(frozen=True)
class Printed:
    """A table of the filing; a statement starts a page of its own. ``source`` is where the release names it."""

    table: str
    statement: bool
    source: Source


@dataclass(frozen=True)
class Attached:
    """The form of the exchange, as a whole."""


@dataclass(frozen=True)
class Charted:
    """A chart of figures of this filing and of those before it; only a presentation has any."""

    plan: ChartPlan


Block: TypeAlias = Title | Passage | Points | Highlights | Printed | Attached | Charted


@dataclass(frozen=True)
class Section:
    """A section with its heading."""

    heading: Prose
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Footnote:
    """A footnote.

    ``on`` are the places in tables that it qualifies: pairs of a table and the caption of a row, and the key of a
    column where it is a single figure, else ``None``.
    """

    mark: str
    prose: Prose
    on: tuple[tuple[str, str, str | None], ...]
    source: Source


@dataclass(frozen=True)
class Release:
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
