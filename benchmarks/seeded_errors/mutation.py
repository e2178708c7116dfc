"""What a mutation is: one mistake a person could make in the canonical data of a filing."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """The kinds of mistakes; the last is none: the same figure, written otherwise."""

    DIGIT = "one digit"
    TRANSPOSED = "two digits transposed"
    SIGN = "sign"
    THOUSAND = "x 1000"
    COLUMN = "neighbouring column"
    ROW = "neighbouring row"
    STALE = "stale comparative"
    CASH_FLOW = "cash-flow lines swapped"
    SWAPPED_CAPTION = "captions swapped"
    CAPTION = "letter of a caption"
    DATE = "wrong date"
    LANGUAGE = "Japanese unlike English"
    CONTROL = "none (written otherwise)"


class Area(StrEnum):
    """Where a mistake is made."""

    STATEMENT = "statements"
    FORM = "form"
    TABLE = "tables of the release"
    WORDS = "words"


class CellEdit(Struct, frozen=True):
    """A new text for a cell of a CSV file; lines and columns count from 1, as positions do."""

    line: int
    column: int
    text: str


class SpanEdit(Struct, frozen=True):
    """A new text for a stretch of a file."""

    start: int
    end: int
    text: str


class Mutation(Struct, frozen=True):
    """A mistake: its kind, the area and the table it is in, and the edits of one file that make it.

    ``place`` says where in the table, ``before`` and ``after`` what was changed into what.
    """

    kind: Kind
    area: Area
    table: str
    place: str
    file: str
    edits: tuple[CellEdit, ...] | tuple[SpanEdit, ...]
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.table} / {self.place}: {self.before} -> {self.after}"
