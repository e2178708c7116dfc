"""A form as its rule book defines it: what is filled in, and how the page is laid out.

Tables of a form have periods in rows and items in columns. Members that the table, the row and the column name are
joined; together they say which context a cell belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Literal

from msgspec import Struct

from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE, SHARES, Dimensions, Unit
from tanshin.values.qname import QName

#: What an element of the page can be.
BlockKind = Literal["title", "heading", "subheading", "text", "fields", "flags", "table", "page", "extra"]

#: A text by language.
Texts = Mapping[str, str]


class FigureKind(StrEnum):
    """How a figure of a form is written (TDnet: millions of yen, one decimal of a per cent, two of a yen)."""

    MILLION = "million"
    PERCENT = "percent"
    PER_SHARE = "per-share"
    SHARES = "shares"

    @property
    def unit(self) -> Unit:
        """The unit of the fact."""
        return _KINDS[self][0]

    @property
    def scale(self) -> int:
        """The power of ten by which the printed figure is multiplied."""
        return _KINDS[self][1]

    @property
    def decimals(self) -> int:
        """The precision of the fact."""
        return _KINDS[self][2]


_KINDS: dict[FigureKind, tuple[Unit, int, int]] = {
    FigureKind.MILLION: (JPY, 6, -6),
    FigureKind.PERCENT: (PURE, -2, 3),
    FigureKind.PER_SHARE: (JPY_PER_SHARE, 0, 2),
    FigureKind.SHARES: (SHARES, 0, 0),
}


class FormColumn(Struct, frozen=True):
    """A column: the alternative concepts of its slot, of which a filer reports one, and how it is written.

    ``change`` marks a percentage that stands beside the figure before it, under one heading. ``group`` is a heading
    over several columns.
    """

    concepts: tuple[QName, ...]
    kind: FigureKind
    dimensions: Dimensions = ()
    change: bool = False
    caption: Texts | None = None
    group: Texts | None = None


class FormRow(Struct, frozen=True):
    """A row: the name of its period, its caption (with periods to fill in) and its members."""

    period: str
    caption: Texts
    dimensions: Dimensions = ()


class FormTable(Struct, frozen=True):
    """A table. ``inline`` tables are printed as a sentence, ``transposed`` ones with items in rows."""

    id: str
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]
    dimensions: Dimensions = ()
    note: Texts | None = None
    layout: Literal["grid", "inline", "transposed"] = "grid"

    def cell_dimensions(self, row: FormRow, column: FormColumn) -> Dimensions:
        """The members of a cell: those of the table, the row and the column together."""
        return tuple(sorted({*self.dimensions, *row.dimensions, *column.dimensions}))


class FormField(Struct, frozen=True):
    """An item that stands once: its concept, the name of its period and its members."""

    concept: QName
    period: str
    dimensions: Dimensions = ()


class Entry(Struct, frozen=True):
    """One labelled item of a block; ``code`` prints the securities code, which is tagged elsewhere."""

    concept: QName | None
    label: Texts | None = None
    before: Texts | None = None
    colon: bool = False
    optional: bool = False
    code: bool = False


class Block(Struct, frozen=True):
    """One element of the page.

    ``kind`` says which: ``text`` prints the item of its first entry as a paragraph, ``fields`` lines of labelled
    items, ``flags`` yes-or-no lines, ``table`` a table, ``page`` a page break, ``extra`` what the filing adds.
    """

    kind: BlockKind
    texts: Texts | None = None
    lines: tuple[tuple[Entry, ...], ...] = ()
    table: str | None = None
    align: Literal["left", "right"] = "left"
    small: bool = False


class Form(Struct, frozen=True, dict=True):
    """A form: its tables, its single items and its page."""

    name: str
    title: Texts
    tables: tuple[FormTable, ...]
    fields: tuple[FormField, ...]
    blocks: tuple[Block, ...]

    @cached_property
    def field_of(self) -> Mapping[QName, FormField]:
        """The single items by concept."""
        return {field.concept: field for field in self.fields}

    @cached_property
    def table_of(self) -> Mapping[str, FormTable]:
        """The tables by id."""
        return {table.id: table for table in self.tables}
