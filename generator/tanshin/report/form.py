"""A form as its rule book defines it: what is filled in, and how the page is laid out.

Tables of a form have periods in rows and items in columns. Members that the table, the row and the column name are
joined; together they say which context a cell belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE, SHARES, ExplicitDimensions, Unit
from tanshin.report.calendar import Calendar
from tanshin.values.date import add_months
from tanshin.values.qname import QName

#: What an element of the page can be.
BlockKind = Literal["title", "heading", "subheading", "text", "fields", "flags", "table", "page", "extra"]

#: How a table is printed.
Layout = Literal["grid", "inline", "transposed", "continued"]

#: What of the filing itself an item can repeat.
Stated = Literal["quarter", "year-end"]

#: What stands for the running numbers of headings, of subheadings and of what is numbered under them.
LEVELS = ("1", "2", "3")

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
    over several columns. ``quarter`` is the quarter of the row's year at whose end its figures are settled, where that
    is not the end of the row's period. An ``optional`` one is left out where a filing does not give it.
    ``aliases`` are further headings it may be given under. What is ``settled`` is asked of results alone.
    """

    concepts: tuple[QName, ...]
    kind: FigureKind
    dimensions: ExplicitDimensions = ()
    change: bool = False
    caption: Texts | None = None
    group: Texts | None = None
    quarter: int | None = None
    optional: bool = False
    aliases: tuple[str, ...] = ()
    settled: bool = False


class FormRow(Struct, frozen=True):
    """A row: the name of its period, its caption (with periods to fill in) and its members.

    ``aliases`` are further captions it may be given under. ``when`` limits the row to what is settled when the quarter
    reported ends (``past``), or to what is still to come (``ahead``). An ``optional`` one may be left out.
    """

    period: str
    caption: Texts
    dimensions: ExplicitDimensions = ()
    aliases: tuple[tuple[str, str], ...] = ()
    when: Literal["past", "ahead"] | None = None
    optional: bool = False

    @property
    def captions(self) -> Iterator[tuple[str, str]]:
        """Every caption with its language."""
        yield from self.caption.items()
        yield from self.aliases


class FormTable(Struct, frozen=True):
    """A table. ``inline`` tables are printed as a sentence, ``transposed`` ones with items in rows.

    What is ``continued`` is printed under the headings of the table before it, column by column.

    ``words`` are those that labels of elements have in this table for others (language, word, replacement): a year's
    net income is 当期純利益, a quarter's 四半期純利益.
    """

    id: str
    rows: tuple[FormRow, ...]
    columns: tuple[FormColumn, ...]
    dimensions: ExplicitDimensions = ()
    note: Texts | None = None
    layout: Layout = "grid"
    words: tuple[tuple[str, str, str], ...] = ()

    def worded(self, label: str, lang: str) -> str:
        """The label of an element in the words of this table."""
        for of, word, replacement in self.words:
            label = label.replace(word, replacement) if of == lang else label
        return label

    def cell_dimensions(self, row: FormRow, column: FormColumn) -> ExplicitDimensions:
        """The members of a cell: those of the table, the row and the column together."""
        return tuple(sorted({*self.dimensions, *row.dimensions, *column.dimensions}))

    def has_cell(self, row: FormRow, column: FormColumn, calendar: Calendar) -> bool:
        """Whether row and column meet in a filing.

        Of one year, dividends of past quarters and those to come are two rows; a forecast is for what has not ended.
        """
        if row.when is None:
            return True
        end = calendar.period(row.period).last
        settled = add_months(end, 3 * column.quarter - 12) if column.quarter else end
        return (settled <= calendar.period("CurrentAccumulated").last) == (row.when == "past")

    def rows_in(self, calendar: Calendar) -> tuple[FormRow, ...]:
        """The rows a filing has: a forecast of what is past by now is none."""
        return tuple(row for row in self.rows if any(self.has_cell(row, one, calendar) for one in self.columns))

    def cells(self, calendar: Calendar) -> Iterator[tuple[FormRow, FormColumn]]:
        """Row and column of every cell that a filing has."""
        for row in self.rows:
            for column in self.columns:
                if self.has_cell(row, column, calendar):
                    yield row, column


class FormField(Struct, frozen=True):
    """An item that stands once: its concept, the name of its period and its members.

    ``states`` is what of the filing itself it repeats, and must agree with.
    """

    concept: QName
    period: str
    dimensions: ExplicitDimensions = ()
    states: Stated | None = None


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


class Choice(Struct, frozen=True):
    """Flags of which one is to be yes: always, or where the flag ``when`` is."""

    one_of: tuple[QName, ...]
    when: QName | None = None


class Detail(Struct, frozen=True):
    """A flag, and the items of which one has to tell more where it is yes.

    Where that is not ``asked``, they may; where it is no, they do not, unless one of ``besides`` is yes.
    """

    flag: QName
    told_by: tuple[QName, ...]
    asked: bool = True
    besides: tuple[QName, ...] = ()


class TableDemand(Struct, frozen=True):
    """A table that is required, of announcements from ``since`` on, and where no item of ``unless`` says why not."""

    table: str
    since: date | None = None
    unless: tuple[QName, ...] = ()


class DividendDemand(Struct, frozen=True):
    """How a form states dividends.

    ``item`` is the dividend of a share on each record date, which is a member of ``axis``; that of the year is on
    ``total``, and ``amount`` is what it comes to for all shares.
    """

    item: QName
    axis: QName
    total: QName
    amount: QName


class Demands(Struct, frozen=True):
    """What the exchange asks of the items and tables of a form.

    ``required`` have to be given. ``announced`` is the day of the announcement, at most ``within`` days after the
    period; ``planned`` are days to come, with the most days they may be after the period. ``code`` and ``company`` are
    what the issuer is, ``rounding`` says how amounts are rounded, and ``procedures`` whether the figures are audited or
    reviewed, in one of some words by language. ``written`` are expressions that texts match, and ``says`` words with
    periods to fill in that stand in them, by item and language.
    """

    required: tuple[QName, ...] = ()
    announced: QName | None = None
    within: int = 45
    planned: tuple[tuple[QName, int], ...] = ()
    choices: tuple[Choice, ...] = ()
    details: tuple[Detail, ...] = ()
    code: QName | None = None
    company: QName | None = None
    rounding: QName | None = None
    procedures: QName | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: tuple[TableDemand, ...] = ()
    dividends: DividendDemand | None = None
    written: Mapping[QName, Texts] = field(default_factory=dict)
    says: Mapping[QName, Texts] = field(default_factory=dict)


class Form(Struct, frozen=True, dict=True):
    """A form: the quarters whose results it reports, its tables, its single items, its page and its demands.

    Without a name it is none, and has nothing.
    """

    name: str
    title: Texts
    tables: tuple[FormTable, ...]
    fields: tuple[FormField, ...]
    blocks: tuple[Block, ...]
    quarters: tuple[int, ...] = (1, 2, 3, 4)
    demands: Demands = Demands()

    @cached_property
    def field_of(self) -> Mapping[QName, FormField]:
        """The single items by concept."""
        return {field.concept: field for field in self.fields}

    @cached_property
    def table_of(self) -> Mapping[str, FormTable]:
        """The tables by id."""
        return {table.id: table for table in self.tables}


#: What a filing has that fills in no form.
NO_FORM = Form("", {}, (), (), ())
