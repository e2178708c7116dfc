"""A release of others as far as it was understood: what stands in which line and column, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from tanshin.report.calendar import Calendar
from tanshin.values.message import Message
from tanshin.values.source import Source


class Candidate(Struct, frozen=True):
    """A line that a caption may have meant: what it is called, its concept, and how alike the captions are, of 100."""

    caption: str
    concept: str
    likeness: int


class Unplaced(Struct, frozen=True):
    """What was left out: where it stands, its words, its figures as printed, why, and what it may have been.

    ``table`` is the id of the table it would belong to; nothing where that is not known either.
    """

    source: Source
    caption: str
    cells: tuple[str, ...]
    why: Message
    table: str = ""
    candidates: tuple[Candidate, ...] = ()


class Doubt(Struct, frozen=True):
    """What was placed and should be looked at."""

    source: Source
    text: Message


class Placed(Struct, frozen=True):
    """A row that was placed: its caption as printed, without the marks of footnotes, and its cells by column.

    ``read_as`` is the caption of the taxonomy where the printed one is another; nothing where both are the same.
    ``line`` is the id of the line; ``added`` tells a heading that is not printed and without which the rows below it
    could not be told apart. ``evidence`` says what the placing rests on, where that is more than the caption.
    """

    source: Source
    caption: str
    line: str
    cells: tuple[str, ...]
    read_as: str = ""
    added: bool = False
    evidence: Message | None = None


class PlacedColumn(Struct, frozen=True):
    """A column: its key, and what ``filing.yaml`` says of it: period, unit, scale, variant, members."""

    key: str
    aspects: Mapping[str, object]


class PlacedTable(Struct, frozen=True):
    """A table: its id, the tree it prints, what that is (a statement, or a table of the release), columns and rows.

    ``reversed`` are the ids of lines that it prints with the opposite sign.
    """

    id: str
    statement: str
    is_table: bool
    columns: tuple[PlacedColumn, ...]
    rows: tuple[Placed, ...]
    reversed: tuple[str, ...] = ()


class Imported(Struct, frozen=True):
    """A release as far as it was understood; ``file`` is what positions call it."""

    file: str
    calendar: Calendar
    tables: tuple[PlacedTable, ...]
    unplaced: tuple[Unplaced, ...] = ()
    doubts: tuple[Doubt, ...] = ()
