"""A document as it will be printed, whatever the format.

Everything visible is decided here: words, digits, glyphs, order, indentation, rules. Writers only print it, so that
display can be checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from tanshin.document.chart import Chart
from tanshin.report.fact import Fact


class Format(StrEnum):
    """How the text of a fact turns back into its value; writers know the transformation of their version."""

    NUMBER = "number"  # 1,234.5
    TRUE = "true"
    FALSE = "false"
    ERA_DATE = "era-date"  # 平成25年5月15日
    LONG_DATE = "long-date"  # May 15, 2013


class Text(Struct, frozen=True):
    """Words that are no fact."""

    text: str


class Tagged(Struct, frozen=True):
    """A fact as it is printed: ``before`` and ``after`` (a sign, parentheses, a nil mark) are outside the tag.

    A number is ``text`` without its sign, times ten to the power of ``scale``. The text of nil is empty. ``tagged`` is
    false where the fact is printed but the document's report does not hold it. ``also`` are further facts that the same
    text states: one figure that holds at two dates. ``inner`` are the runs that a text is made of, where there are
    facts among them: they say together what ``text`` says.
    """

    fact: Fact
    text: str
    before: str = ""
    after: str = ""
    scale: int = 0
    format: Format | None = None
    tagged: bool = True
    also: tuple[Fact, ...] = ()
    inner: tuple[Text | Tagged, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact the text states."""
        return (self.fact, *self.also)

    @property
    def display(self) -> str:
        """What the eye sees."""
        return f"{self.before}{self.text}{self.after}"


class Mark(Struct, frozen=True):
    """The mark of a footnote: it leads to the footnote, which leads back to the first of its marks."""

    text: str
    id: str
    target: str


Run = Text | Tagged | Mark
Runs = tuple[Run, ...]


class Cell(Struct, frozen=True):
    """A cell. ``kind`` is ``caption``, ``figure``, ``unit``, ``head`` or ``void`` (a slot the form has no item for)."""

    runs: Runs = ()
    kind: Literal["caption", "figure", "unit", "head", "void"] = "figure"
    colspan: int = 1
    rowspan: int = 1

    @property
    def display(self) -> str:
        """What the eye sees."""
        return "".join(run.display if isinstance(run, Tagged) else run.text for run in self.runs)


class Row(Struct, frozen=True):
    """A row. ``kind`` is ``head`` (column headings), ``heading``, ``line``, ``subtotal`` or ``total``.

    A total closes a section and is ruled above; a grand total is ruled above and doubly below. ``depth`` indents.
    """

    cells: tuple[Cell, ...]
    kind: Literal["head", "heading", "line", "subtotal", "total"] = "line"
    depth: int = 0


class Table(Struct, frozen=True):
    """A table: ``style`` is ``statement`` (ruled as accountants do) or ``form`` (boxed as the exchange's form)."""

    id: str
    rows: tuple[Row, ...]
    style: Literal["statement", "form"]
    label: str
    note: str = ""

    @property
    def head(self) -> tuple[Row, ...]:
        """The rows of column headings."""
        return tuple(row for row in self.rows if row.kind == "head")

    @property
    def body(self) -> tuple[Row, ...]:
        """The other rows."""
        return tuple(row for row in self.rows if row.kind != "head")


class Heading(Struct, frozen=True):
    """A heading; level 1 is the title of the document. What leads here names the ``anchor``."""

    level: int
    runs: Runs
    anchor: str = ""


class Paragraph(Struct, frozen=True):
    """A paragraph; ``style`` is ``text``, ``small``, ``right`` or ``dateline``."""

    runs: Runs
    style: Literal["text", "small", "right", "dateline"] = "text"


class Fields(Struct, frozen=True):
    """Lines of labelled items: each line is a tuple of pairs of label and runs."""

    lines: tuple[tuple[tuple[str, Runs], ...], ...]


class PageBreak(Struct, frozen=True):
    """Print goes on with a new page."""


class Listing(Struct, frozen=True):
    """A list: each item is a line of runs."""

    items: tuple[Runs, ...]


class Contents(Struct, frozen=True):
    """A table of contents: pairs of words and the anchor of the heading they lead to."""

    title: str
    entries: tuple[tuple[str, str], ...]


class Highlights(Struct, frozen=True):
    """The figures that stand out: on each line what it is, the figure, and what is said beside it."""

    lines: tuple[tuple[Runs, Runs, Runs], ...]


class Footnote(Struct, frozen=True):
    """A footnote with its mark; ``back`` is the id of the first mark that leads to it."""

    mark: str
    id: str
    back: str
    runs: Runs


class Footnotes(Struct, frozen=True):
    """The footnotes of what stands above."""

    notes: tuple[Footnote, ...]


class Picture(Struct, frozen=True):
    """A chart, with its figures as a table for those who want them in full."""

    chart: Chart
    table: Table


Block = Heading | Paragraph | Fields | Table | Listing | Contents | Highlights | Footnotes | Picture | PageBreak


class Document(Struct, frozen=True):
    """A document in one language. ``hidden`` facts belong to its report and are not printed.

    ``name`` is stable and says what it is: ``summary``, or the id of the statement table it prints.
    """

    name: str
    lang: str
    title: str
    blocks: tuple[Block, ...]
    hidden: tuple[Tagged, ...] = ()

    def runs(self) -> Iterator[Run]:
        """Every run in printed order, what is inside of one after it; then the hidden ones."""
        for block in self.blocks:
            for runs in runs_of(block):
                for run in runs:
                    yield run
                    if isinstance(run, Tagged):
                        yield from run.inner
        yield from self.hidden

    def tagged(self) -> Iterator[Fact]:
        """Every fact the document tags, in printed order, then the hidden ones."""
        for run in self.runs():
            if isinstance(run, Tagged) and run.tagged:
                yield from run.facts


def runs_of(block: Block) -> Iterator[Runs]:
    """The runs of a block in printed order, line by line or cell by cell."""
    match block:
        case Heading() | Paragraph():
            yield block.runs
        case Table():
            yield from (cell.runs for row in block.rows for cell in row.cells)
        case Fields():
            yield from ((Text(label), *runs) for line in block.lines for label, runs in line)
        case Listing():
            yield from block.items
        case Contents():
            yield from ((Text(words),) for words, _ in block.entries)
        case Highlights():
            yield from (runs for highlight in block.lines for runs in highlight)
        case Footnotes():
            yield from (note.runs for note in block.notes)
        case Picture(table=table):
            yield from runs_of(table)
        case PageBreak():
            pass
