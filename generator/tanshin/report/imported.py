"""A release of others as far as it was understood: what stands in which line and column, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct, field

from tanshin.report.calendar import Calendar
from tanshin.values.message import Message
from tanshin.values.source import Source

#: What lists a table in ``filing.yaml``.
Part: TypeAlias = Literal["statements", "tables", "summary"]


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
    ``period`` is the name of its period where the rows of a table say it and its columns do not; ``aspects`` are what
    ``filing.yaml`` says of it where lines stand in columns. A row of the form has its period for a line.
    """

    source: Source
    caption: str
    line: str
    cells: tuple[str, ...]
    read_as: str = ""
    added: bool = False
    evidence: Message | None = None
    period: str = ""
    aspects: Mapping[str, object] = field(default_factory=dict)


class PlacedColumn(Struct, frozen=True):
    """A column: its key, and what ``filing.yaml`` says of it: period, unit, scale, variant, members."""

    key: str
    aspects: Mapping[str, object]


class PlacedTable(Struct, frozen=True):
    """A table: its id, the tree it prints, the part of ``filing.yaml`` that lists it, columns and rows.

    A table of the form (``summary``) has the form's id, and no tree. ``reversed`` are the ids of lines that it prints
    with the opposite sign.
    """

    id: str
    statement: str
    part: Part
    columns: tuple[PlacedColumn, ...]
    rows: tuple[Placed, ...]
    reversed: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file that holds it."""
        return f"summary-{self.id}.csv" if self.part == "summary" else f"{self.id}.csv"

    @property
    def has_periods(self) -> bool:
        """Whether its rows say the period."""
        return any(row.period for row in self.rows)


class Imported(Struct, frozen=True):
    """A release as far as it was understood; ``file`` is what positions call it, ``form`` the form it fills in."""

    file: str
    calendar: Calendar
    tables: tuple[PlacedTable, ...]
    unplaced: tuple[Unplaced, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    form: str = ""
