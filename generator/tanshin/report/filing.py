"""A filing: one announcement's report with everything that is known about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tanshin.report.aspect import Dimensions, Duration, Entity, ExplicitDimensions, Period, Unit
from tanshin.report.book import COVER
from tanshin.report.calendar import Calendar
from tanshin.report.caption import Caption, Heading
from tanshin.report.deviation import Deviation
from tanshin.report.fact import Fact, Key
from tanshin.report.footnote import Footnote
from tanshin.report.form import Form, FormColumn, FormRow, FormTable
from tanshin.report.issuer import Issuer
from tanshin.report.release import Release
from tanshin.report.report import Report
from tanshin.report.restatement import Restatement
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.taxonomy.dts import Dts, merge
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding
from tanshin.values.source import Source


class Exchange(Struct, frozen=True):
    """The rate of the convenience translation: ``rate`` yen for one dollar on ``day``."""

    rate: Decimal
    day: date


class Column(Struct, frozen=True):
    """A column of a statement as it is printed: the period, the unit and the scale of its figures.

    ``dimensions`` and ``variant`` are set where columns are components (an equity statement): a variant column shows
    another concept of each line, such as a share count or the change from a year earlier. ``captions`` is the company's
    own heading by language, for columns that the period and the unit do not name. Where rows are periods, ``line`` is
    the id of the line the column shows. ``printed`` is what stands over the column in print.
    """

    key: str
    period: str | None
    unit: Unit
    scale: int
    dimensions: ExplicitDimensions = ()
    variant: str | None = None
    captions: tuple[tuple[str, str], ...] = ()
    line: str | None = None
    printed: Heading | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything the data says over the column."""
        printed = (self.printed.text,) if self.printed else ()
        return tuple(dict.fromkeys((self.key, *(text for _, text in self.captions), *printed)))


class TableRow(Struct, frozen=True):
    """A row that the filing describes, where lines stand in columns: its caption in the CSV and what it sets."""

    key: str
    period: str | None = None
    unit: Unit | None = None
    dimensions: ExplicitDimensions = ()
    captions: tuple[tuple[str, str], ...] = ()
    variant: str | None = None

    def within(self, column: Column) -> Column:
        """A column as this row completes it; of a period the column may name the year and the row the part of it."""
        return replace(
            column,
            period="".join(name for name in (column.period, self.period) if name) or None,
            unit=self.unit or column.unit,
            dimensions=tuple(sorted((*column.dimensions, *self.dimensions))),
            variant=self.variant or column.variant,
        )


class Table(Struct, frozen=True):
    """A table of the filing: which tree it prints in which columns.

    ``periods`` are the names of the periods that follow one another down the rows (an equity statement); empty where
    the columns carry the period. ``bare`` are the lines printed as a caption without figures; ``in_form`` says that the
    form, too, shows the table.
    ``rows`` are there where lines stand in columns. ``reversed`` are the ids and concepts of lines that this table
    prints with the opposite sign. ``printed`` is what stands over the table in print, and the periods its notes name;
    ``source`` is where the table is described.
    """

    id: str
    statement: str
    columns: tuple[Column, ...]
    periods: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    bare: tuple[QName, ...] = ()
    in_form: bool = False
    rows: tuple[TableRow, ...] = ()
    reversed: frozenset[str] = frozenset()
    printed: tuple[Heading, ...] = ()
    source: Source | None = None

    @property
    def home_unit(self) -> Unit:
        """The currency of figures inside captions: the one most columns are in."""
        units = [column.unit for column in self.columns]
        return max(units, key=units.count)


class MarkKind(StrEnum):
    """Why a cell is marked."""

    RECOMPUTED = "recomputed"
    ILLEGIBLE = "illegible"
    PUBLISHED_WRONG = "published-wrong"


#: What marks call the column of the captions.
CAPTION = "caption"


class Mark(Struct, frozen=True):
    """What is said about one cell: ``value`` replaces what is printed there; empty, the cell is illegible."""

    table: str
    row: str
    column: str
    kind: MarkKind
    value: str
    reason: str
    source: Source


class Print(Struct, frozen=True):
    """One figure as it stands in the canonical tables: where, which fact it is, and what was printed.

    ``value`` has the sense and scale of the fact, and ``decimals`` the precision of the print: a table in millions
    prints a fact that a statement has in thousands. ``plus`` tells that a sign stood before a positive figure,
    ``worded`` that the unit stood in the cell. ``sign`` is the character that said that the figure is negative or nil.
    """

    table: str
    row: str
    column: str
    key: Key
    source: Source
    value: Decimal | None = None
    decimals: int | None = None
    plus: bool = False
    worded: bool = False
    sign: str = ""

    @property
    def fact(self) -> Fact:
        """The fact it would be alone."""
        return Fact(self.key, self.value, self.decimals, self.table, self.source)


class Filing(Struct, frozen=True, dict=True):
    """Everything a filing is made of; immutable.

    ``taxonomy_folder`` is where the issuer's taxonomy was read, for what lies beside it. ``report`` holds the texts of
    both languages; :meth:`in_language` gives one of them. ``prints`` has every printed cell, so a fact that stands in
    two tables is there twice. ``findings`` is what reading had to say. ``tables`` are the statements; ``details`` are
    the tables of the release that restate and detail them in rounded figures, ``footnotes`` what is noted on their
    cells. ``captions`` are those of the rows, as printed; ``deviations`` are what the company has published so and
    accepts. ``release`` is the results release, ``presentation`` are the slides, where the filing has them.
    ``restatements`` are the figures it publishes otherwise than before. ``file`` is where it was read, if it was not
    from a folder of canonical data; ``inputs`` is a digest of the files of that folder and of the taxonomies, where
    somebody took it. ``follows`` names the filing before it, which ``issuer.yaml`` may not list yet.
    """

    name: str
    issuer: Issuer
    form: Form
    calendar: Calendar
    announced: date
    number: str
    rounding: Rounding
    exchange: Exchange | None
    taxonomy: Taxonomy
    taxonomy_folder: Path
    form_taxonomy: Taxonomy
    report: Report
    tables: tuple[Table, ...]
    prints: tuple[Print, ...]
    details: tuple[Table, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    marks: tuple[Mark, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    findings: tuple[Finding, ...] = ()
    release: Release | None = None
    presentation: Release | None = None
    restatements: tuple[Restatement, ...] = ()
    captions: tuple[Caption, ...] = ()
    file: str = ""
    inputs: str = ""
    follows: str | None = None

    @property
    def home(self) -> Source:
        """Where to look for what is nowhere in it."""
        return Source(self.file or f"{self.name}/{COVER}")

    @property
    def entity(self) -> Entity:
        """The reporting entity."""
        return self.issuer.entity

    @cached_property
    def dts(self) -> Dts:
        """The issuer's taxonomy and the form's as one."""
        return merge(self.taxonomy.dts, self.form_taxonomy.dts)

    @cached_property
    def restated(self) -> Mapping[tuple[Key, int | None], Decimal]:
        """What tables print of facts in rounded figures, by the fact and the decimals printed."""
        found: dict[tuple[Key, int | None], Decimal] = {}
        for one in self.prints:
            if one.value is not None:
                found.setdefault((one.key, one.decimals), one.value)
        return found

    @property
    def told(self) -> tuple[Release, ...]:
        """What the filing tells in texts: its release, its presentation."""
        return tuple(one for one in (self.release, self.presentation) if one)

    def in_language(self, lang: str) -> Report:
        """The report with the texts of one language and every fact that has none."""
        return Report(tuple(fact for fact in self.report if fact.key.lang in (None, lang)))

    @property
    def printed_tables(self) -> tuple[Table, ...]:
        """Every table but those of the form."""
        return (*self.tables, *self.details)

    @cached_property
    def unrounded(self) -> Report:
        """The report without what only tables of the release say, which is rounded and may be part of a sum alone."""
        rounded = self.rounded_tables
        return Report(tuple(fact for fact in self.report if fact.table not in rounded)) if rounded else self.report

    @cached_property
    def rounded_tables(self) -> frozenset[str]:
        """The ids of the tables of the release."""
        return frozenset(table.id for table in self.details)

    def statement(self, table: Table) -> Statement:
        """The statement a table prints."""
        return self.taxonomy.by_id[table.statement]

    def fact(
        self, concept: QName, period: Period, unit: Unit | None = None, dimensions: Dimensions = ()
    ) -> Fact | None:
        """The fact with these aspects, if it is reported."""
        return self.report.get(Key(concept, self.entity, period, unit, dimensions))


def period_of(concept: Concept, period: Duration) -> Period:
    """The period of a concept within a duration: the duration itself, or its end for an instant."""
    return period.closing if concept.period is PeriodType.INSTANT else period


def placed(line: Line, concept: Concept, period: Duration) -> Period:
    """The period of a line in a column: an instant is the column's end, or its start where the line opens it."""
    return period.opening if line.opens and concept.period is PeriodType.INSTANT else period_of(concept, period)


def statement_key(
    line: Line, column: Column, period: Duration, concepts: Mapping[QName, Concept], entity: Entity
) -> Key | None:
    """What the cell of a line in a column is about; ``None`` where the column shows what the line does not have.

    The reader, the documents and the derived figures all place a fact by this.
    """
    name = line.shown(column.variant)
    if name is None:
        return None
    concept = concepts[name]
    unit = unit_of(concept, column.unit)
    dimensions = tuple(sorted((*column.dimensions, *line.members))) if line.members else column.dimensions
    return Key(name, entity, placed(line, concept, period), unit, dimensions)


def negates(table: Table, line: Line, column: Column) -> bool:
    """Whether a table prints a line in a column with the opposite sign."""
    is_reversed = line.id in table.reversed or line.concept.local in table.reversed
    return line.turns(column.variant) and line.negated != is_reversed


class Slot(Struct, frozen=True):
    """A place of a table: a line in a column, which a row may complete, and the period its figures are taken from.

    Within a ``frame``, which is a column in a period, or a row, each line stands once.
    """

    frame: str
    line: Line
    column: Column
    span: Duration


def slots(table: Table, statement: Statement, calendar: Calendar) -> Iterator[Slot]:
    """Every place of a table where a figure can stand."""
    lines = [line for _, line in statement.walk() if not line.abstract]
    by_id = {line.id: line for line in reversed(lines)}
    for row in table.rows:
        for column in table.columns:
            within = row.within(column)
            if column.line and within.period:
                yield Slot(row.key, by_id[column.line], within, calendar.period(within.period))
    for column in () if table.rows else table.columns:
        for name in (column.period,) if column.period else table.periods:
            for line in lines:
                yield Slot(f"{column.key} {name}", line, column, calendar.period(name))


def form_key(
    table: FormTable, row: FormRow, column: FormColumn, concept: Concept, calendar: Calendar, entity: Entity
) -> Key:
    """What a cell of the form is about, for one of the concepts its column may report."""
    period = period_of(concept, calendar.period(row.period))
    return Key(concept.qname, entity, period, column.kind.unit, table.cell_dimensions(row, column))


def scale_of(concept: Concept, column: Column) -> int:
    """The power of ten of a figure printed in a statement: amounts are in the column's, percentages in hundredths."""
    match concept.type:
        case ItemType.MONETARY:
            return column.scale
        case ItemType.PERCENT | ItemType.PERCENT_2:
            return -2
        case _:
            return 0
