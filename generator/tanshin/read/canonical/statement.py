"""Statement tables -> facts: captions in rows, periods or components in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.read.canonical.caption import Cursor, Match, Position, positions
from tanshin.read.canonical.figure import Figure, figure
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.report.aspect import Duration, Entity
from tanshin.report.calendar import Calendar
from tanshin.report.caption import Caption
from tanshin.report.deviation import Deviation, accepted, lapsed
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Column, Print, Table, TableRow, negates, scale_of, statement_key
from tanshin.taxonomy.pattern import Place
from tanshin.taxonomy.statement import Line
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.date import parse_day
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import listed, say
from tanshin.values.number import sign_of
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.text import caption_key


class Context(Struct, frozen=True, dict=True):
    """What reading a table needs to know beside the table."""

    taxonomy: Taxonomy
    calendar: Calendar
    entity: Entity

    @cached_property
    def _positions(self) -> dict[str, tuple[Position, ...]]:
        return {}

    def positions(self, statement: str) -> tuple[Position, ...]:
        """The positions of a statement by its id; several tables may print one statement.

        Raises:
            InputError: a caption of it cannot be matched (TNS020).
        """
        if statement not in self._positions:
            self._positions[statement] = positions(self.taxonomy.by_id[statement], self.taxonomy)
        return self._positions[statement]


class Reading(Struct):
    """What a table gave: facts in the order read, every print and caption, the periods down the rows, what to say."""

    facts: list[Fact] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    bare: list[QName] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, message: str, *sources: Source) -> None:
        """Note something that makes a cell or a row unusable."""
        self.findings.append(Finding(code, Severity.ERROR, message, sources))

    def add(self, key: Key, value: Figure, at: tuple[str, str, str], cell: Cell) -> None:
        """Note a figure and the cell it was read from: ``at`` names its table, row and column."""
        decimals = None if value.value is None else value.decimals
        self.facts.append(Fact(key, value.value, decimals, at[0], cell.source))
        sign = sign_of(cell.text)
        self.prints.append(Print(*at, key, cell.source, value.value, decimals, value.plus, value.worded, sign))

    def caption(self, table: str, row: Row, position: Position | None = None, period: str | None = None) -> None:
        """Note the caption of a row as it is printed, and what it was read as."""
        said = row.printed or row.caption.text
        line, under = (position.line, position.under) if position else (None, ())
        read_as = row.caption.text if row.printed else ""
        self.captions.append(
            Caption(table, row.id, said, row.caption.source, line, under, period, read_as, not row.has_figures)
        )


def read_statement(table: Table, grid: Grid, context: Context) -> Reading:
    """The facts of one statement table.

    Raises:
        InputError: a caption of the taxonomy cannot be matched (TNS020).
    """
    reader = _Reader(table, context, Cursor(context.positions(table.statement)), Reading(findings=list(grid.findings)))
    reader.columns(grid)
    for row in grid.rows:
        reader.row(row)
    return reader.reading


class _Reader(Struct, dict=True):
    """Reads a table from top to bottom."""

    table: Table
    context: Context
    cursor: Cursor
    reading: Reading

    def __post_init__(self) -> None:
        self.by_key: Mapping[str, Column] = {column.key: column for column in self.table.columns}
        self.rows: Mapping[str, TableRow] = {caption_key(row.key): row for row in self.table.rows}
        self.lines: Mapping[str, Line] = (
            {one.line.id: one.line for one in reversed(self.cursor.positions)} if self.rows else {}
        )

    def columns(self, grid: Grid) -> None:
        """Note where the header and ``filing.yaml`` disagree."""
        for key, cell in grid.columns.items():
            if key not in self.by_key:
                message = say(
                    "filing.yaml does not say what the column `{key}` of {table} is", key=key, table=self.table.id
                )
                self.reading.error("TNS007", message, cell.source)
        for key in self.by_key:
            if key not in grid.columns:
                message = say(
                    "the column `{key}` of {table} is missing; add it, or take it out of filing.yaml",
                    key=key,
                    table=self.table.id,
                )
                self.reading.error("TNS007", message, Source(grid.file, 1))
        for name, cell in grid.aspects.items():
            if name != "period":
                message = say("`@{name}` is not an aspect a row can set; `@period` is", name=name)
                self.reading.error("TNS007", message, cell.source)

    def row(self, row: Row) -> None:
        """Read a row."""
        if self.rows:
            self._described(row)
            return
        period = self._period(row)
        match = self._match(row, period)
        if match is None:
            return
        self.cursor.advance(match)
        self.reading.caption(self.table.id, row, match.position)
        line = match.position.line
        if not row.has_figures and not line.abstract:
            self.reading.bare.append(line.concept)
        for place, text in match.held:
            if place.name != "date":
                self._inside_caption(place, text, row)
        filled = [(cell, self.by_key[key]) for key, cell in row.cells.items() if cell.text and key in self.by_key]
        if "period" in row.aspects and period is None:
            return  # it has been said that the name of the period is wrong
        if self._has_one_period(filled, row, period):
            for cell, column in filled:
                self._cell(cell, row, column, line, period)

    def _described(self, row: Row) -> None:
        """Read a row that ``filing.yaml`` describes, with lines in columns."""
        described = self.rows.get(caption_key(row.caption.text))
        if described is None:
            known = listed(f"`{one.key}`" for one in self.table.rows)
            message = say(
                "`{caption}` is no row of {table}; filing.yaml describes {known}",
                caption=row.caption.text,
                table=self.table.id,
                known=known,
            )
            self.reading.error("TNS008", message, row.caption.source)
            return
        self.reading.caption(self.table.id, row, period=described.period)
        for key, cell in row.cells.items():
            column = self.by_key.get(key)
            if cell.text and column and column.line:
                self._cell(cell, row, described.within(column), self.lines[column.line], None)

    def _period(self, row: Row) -> Duration | None:
        aspect = row.aspects.get("period")
        if aspect is None:
            return None
        try:
            period = self.context.calendar.period(aspect.text)
        except ValueError as error:
            self.reading.error("TNS015", str(error), aspect.source)
            return None
        if aspect.text not in self.reading.periods:
            self.reading.periods.append(aspect.text)
        return period

    def _match(self, row: Row, period: Duration | None) -> Match | None:
        caption, source = row.caption.text, row.caption.source
        if not caption:
            self.reading.error("TNS008", say("a row with figures has no caption"), source)
            return None
        matches = self.cursor.find(caption, is_heading=not row.has_figures)
        dated = [match for match in matches if self._dates_fit(match, period)]
        if len(dated) == 1:
            if dated[0].position.line.abstract and row.has_figures:
                self.reading.error(
                    "TNS013", say("`{caption}` is a heading and cannot have figures", caption=caption), source
                )
                return None
            return dated[0]
        if not matches:
            near = self.cursor.suggestions(caption)
            advice = say("; near: {near}", near=listed(f"`{text}`" for text in near)) if near else ""
            message = say(
                "`{caption}` is no line of {statement}{advice}. Correct it, or add it to the taxonomy as an alias",
                caption=caption,
                statement=self.table.statement,
                advice=advice,
            )
            self.reading.error("TNS008", message, source)
        elif not dated:
            self.reading.error("TNS015", self._wrong_date(caption, matches, period), source)
        else:
            where = listed(match.position.line.concept.local for match in dated)
            message = say(
                "`{caption}` may mean {where}; put it under its heading, or write the caption in full",
                caption=caption,
                where=where,
            )
            self.reading.error("TNS009", message, source)
        return None

    def _wrong_date(self, caption: str, matches: Sequence[Match], period: Duration | None) -> str:
        days = {
            day
            for match in matches
            for place, _ in match.held
            if place.name == "date"
            for day in self._expected(place, match.position.line, period)
        }
        wanted = listed((day.isoformat() for day in sorted(days)), " or ") or say(
            "known only with an @period in its row"
        )
        return say(
            "the date in `{caption}` is not one of this table's; here it is {wanted}", caption=caption, wanted=wanted
        )

    def _dates_fit(self, match: Match, period: Duration | None) -> bool:
        """Whether every date in the caption is the one the pattern expects there."""
        for place, text in match.held:
            if place.name != "date":
                continue
            try:
                if parse_day(text) not in self._expected(place, match.position.line, period):
                    return False
            except ValueError:
                return False
        return True

    def _expected(self, place: Place, line: Line, period: Duration | None) -> set[date]:
        if place.periods:
            return {self.context.calendar.period(name).last for name in place.periods}
        if period is None:
            return set()
        # An opening balance is dated by the first day of the year in print; it belongs to the instant before it.
        return {period.first, period.opening.day} if line.opens else {period.last}

    def _inside_caption(self, place: Place, text: str, row: Row) -> None:
        concept = self.context.taxonomy.concept(place.name)
        plain = next((column for column in self.table.columns if not column.variant), self.table.columns[0])
        for name in place.periods:
            column = replace(plain, period=name, unit=self.table.home_unit, dimensions=(), variant=None)
            period = self.context.calendar.period(name)
            cell = Cell(text, row.caption.source)
            self._add(Line(concept.qname), column, period, cell, (self.table.id, row.id, f"caption {name}"))

    def _has_one_period(self, filled: Iterable[tuple[Cell, Column]], row: Row, period: Duration | None) -> bool:
        """Whether either the row or the column says the period of every cell; said once for a row."""
        for cell, column in filled:
            if period and column.period:
                message = say(
                    "the row says the period is {period}, the column `{column}` says {other}; let one of them say it",
                    period=row.aspects["period"].text,
                    column=column.key,
                    other=column.period,
                )
                self.reading.error("TNS012", message, cell.source)
                return False
            if not period and not column.period:
                message = say("neither row nor column `{column}` says which period this is", column=column.key)
                self.reading.error("TNS013", message, cell.source)
                return False
        return True

    def _cell(self, cell: Cell, row: Row, column: Column, line: Line, row_period: Duration | None) -> None:
        period = row_period or self.context.calendar.period(column.period or "")
        self._add(line, column, period, cell, (self.table.id, row.id, column.key))

    def _add(self, line: Line, column: Column, period: Duration, cell: Cell, at: tuple[str, str, str]) -> None:
        concepts = self.context.taxonomy.dts.concepts
        twice = {axis for axis, _ in line.members} & {axis for axis, _ in column.dimensions}
        if twice:
            message = say(
                "both the line and the column `{column}` have a member on {axis}; let one of them say it",
                column=column.key,
                axis=min(twice).local,
            )
            self.reading.error("TNS012", message, cell.source)
            return
        key = statement_key(line, column, period, concepts, self.context.entity)
        if key is None:
            message = say(
                "{concept} has no {variant} to show in this column", concept=line.concept.local, variant=column.variant
            )
            self.reading.error("TNS013", message, cell.source)
            return
        concept = concepts[key.concept]
        if key.unit is None:
            message = say(
                "{concept} is a {type}, not a figure; it has no place in this table",
                concept=concept.qname.local,
                type=concept.type,
            )
            self.reading.error("TNS013", message, cell.source)
            return
        read = figure(cell, scale_of(concept, column), self.reading.findings, key.unit)
        if read is None:
            return
        if negates(self.table, line, column):
            read = replace(read, value=_negative(read.value))
        self.reading.add(key, read, at, cell)


def _negative(value: Decimal | None) -> Decimal | None:
    """The value with its sign reversed; zero has none, and the operator would round to the ambient precision."""
    return value.copy_negate() if value else value


def duplicates(facts: Iterable[Fact], deviations: Iterable[Deviation] = ()) -> Iterator[Finding]:
    """A finding for every fact that says something else than an earlier one about the same.

    A deviation accepts the cell that prints the fact in other digits than the cell that has it.
    """
    first: dict[Key, Fact] = {}
    known = tuple(deviations)
    for fact in facts:
        other = first.setdefault(fact.key, fact)
        if other.value != fact.value:
            yield _duplicate(other, fact, known)


def _duplicate(known: Fact, fact: Fact, deviations: Iterable[Deviation]) -> Finding:
    message = say(
        "two values for {key}: {one} in {here}, {other} in {there}",
        key=fact.key,
        one=_shown(known),
        here=known.table,
        other=_shown(fact),
        there=fact.table,
    )
    former = None
    for right, wrong in ((known, fact), (fact, known)):
        found = _differing(right, wrong, message, (known, fact))
        for one in deviations:
            if one.code == found.code and one.cell == wrong.source:
                if one.accepts(found):
                    return accepted(found, one)
                former = replace(found, message=lapsed(found, one))
    advised = say(
        "{message}; correct the wrong one; or mark it in marks.csv with the value it should have if it was published "
        "wrong, or record it in deviations.csv if the company prints both",
        message=message,
    )
    return former or _differing(known, fact, advised, (known, fact))


def _differing(right: Fact, wrong: Fact, message: str, facts: tuple[Fact, Fact]) -> Finding:
    expected, actual = (one.value if isinstance(one.value, Decimal) else None for one in (right, wrong))
    sources = tuple(one.source for one in facts if one.source)
    key = str(wrong.key)
    return Finding("TNS014", Severity.ERROR, message, sources, (key,), expected=expected, actual=actual)


def _shown(fact: Fact) -> str:
    return "nil" if fact.value is None else str(fact.value)
