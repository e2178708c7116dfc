"""Statement tables -> facts: captions in rows, periods or components in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tanshin.read.canonical.caption import Cursor, Match, positions
from tanshin.read.canonical.figure import Figure, figure, marked
from tanshin.read.canonical.grid import Cell, Grid, Row
from tanshin.report.aspect import Dimensions, Duration, Entity, Unit
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Column, Mark, Print, Table, placed
from tanshin.report.pattern import Place
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.statement import Line
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.date import parse_day
from tanshin.values.finding import Finding, Severity
from tanshin.values.qname import QName
from tanshin.values.source import Source


@dataclass(frozen=True)
class Context:
    """What reading a table needs to know beside the table."""

    taxonomy: Taxonomy
    calendar: Calendar
    entity: Entity
    marks: Mapping[tuple[str, str, str], Mark]


@dataclass
class Reading:
    """What a table gave: facts in the order read, every print, the periods down the rows, and what to say."""

    facts: list[Fact] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    bare: list[QName] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, message: str, *sources: Source) -> None:
        """Note something that makes a cell or a row unusable."""
        self.findings.append(Finding(code, Severity.ERROR, message, sources))


def read_statement(table: Table, grid: Grid, context: Context) -> Reading:
    """The facts of one statement table."""
    reading = Reading(findings=list(grid.findings))
    statement = context.taxonomy.by_id[table.statement]
    columns = {column.key: column for column in table.columns}
    for key, cell in grid.columns.items():
        if key not in columns:
            reading.error("TNS007", f"filing.yaml does not say what the column `{key}` of {table.id} is", cell.source)
    for key in columns:
        if key not in grid.columns:
            reading.error("TNS007", f"the column `{key}` of {table.id} is missing", Source(grid.file, 1))
    cursor = Cursor(positions(statement, context.taxonomy))
    for row in grid.rows:
        match = _match(row, cursor, table, context, reading)
        if match is None:
            continue
        cursor.advance(match)
        period = _row_period(row, reading, context)
        if not row.has_figures and not match.position.line.abstract:
            reading.bare.append(match.position.line.concept)
        _inside_caption(match, row, table, context, reading)
        for key, cell in row.cells.items():
            if cell.text and key in columns:
                _cell(cell, row, columns[key], match.position.line, period, table, context, reading)
    return reading


def _match(row: Row, cursor: Cursor, table: Table, context: Context, reading: Reading) -> Match | None:
    mark = context.marks.get((table.id, row.id, "caption"))
    caption = mark.value if mark and mark.value else row.caption.text
    if not caption:
        reading.error("TNS008", "a row with figures has no caption", row.caption.source)
        return None
    matches = cursor.find(caption, is_heading=not row.has_figures)
    dated = [match for match in matches if _dates_fit(match, row, context)]
    if len(dated) == 1:
        match = dated[0]
        if match.position.line.abstract and row.has_figures:
            reading.error("TNS013", f"`{caption}` is a heading and cannot have figures", row.caption.source)
            return None
        return match
    if not matches:
        near = cursor.suggestions(caption)
        advice = f"; near: {', '.join(f'`{text}`' for text in near)}" if near else ""
        reading.error(
            "TNS008",
            f"`{caption}` is no line of {table.statement}{advice}. Correct it, or add it to the taxonomy as an alias",
            row.caption.source,
        )
    elif not dated:
        reading.error("TNS015", f"the date in `{caption}` is not that of a period of this table", row.caption.source)
    else:
        where = ", ".join(match.position.line.concept.local for match in dated)
        reading.error(
            "TNS009",
            f"`{caption}` may mean {where}; put it under its heading, or write the caption in full",
            row.caption.source,
        )
    return None


def _dates_fit(match: Match, row: Row, context: Context) -> bool:
    """Whether every date in the caption is the one the pattern expects there."""
    for place, text in match.held:
        if place.name != "date":
            continue
        try:
            day = parse_day(text)
            if day not in _expected(place, match.position.line, row, context.calendar):
                return False
        except ValueError:
            return False
    return True


def _expected(place: Place, line: Line, row: Row, calendar: Calendar) -> set[date]:
    if place.periods:
        return {calendar.period(name).last for name in place.periods}
    aspect = row.aspects.get("period")
    if aspect is None:
        return set()
    period = calendar.period(aspect.text)
    # An opening balance is dated by the first day of the year in print; it belongs to the instant before it.
    return {period.first, period.opening.day} if line.opens else {period.last}


def _row_period(row: Row, reading: Reading, context: Context) -> Duration | None:
    for name, cell in row.aspects.items():
        if name != "period":
            reading.error("TNS007", f"`@{name}` is not an aspect a row can set; `@period` is", cell.source)
    aspect = row.aspects.get("period")
    if aspect is None:
        return None
    try:
        period = context.calendar.period(aspect.text)
    except ValueError as error:
        reading.error("TNS015", str(error), aspect.source)
        return None
    if aspect.text not in reading.periods:
        reading.periods.append(aspect.text)
    return period


def _inside_caption(match: Match, row: Row, table: Table, context: Context, reading: Reading) -> None:
    monetary = next((column for column in table.columns if not column.variant), table.columns[0])
    for place, text in match.held:
        if place.name == "date":
            continue
        concept = context.taxonomy.concept(place.name)
        for name in place.periods:
            column = replace(monetary, period=name, unit=_home_unit(table), dimensions=())
            scale = column.scale if concept.type is ItemType.MONETARY else 0
            read = figure(Cell(text, row.caption.source), scale, reading.findings)
            if read is not None:
                key = _key(concept, Line(concept.qname), column, None, context)
                _add(read, key, row, f"caption {name}", row.caption.source, table, reading, negated=False)


def _home_unit(table: Table) -> Unit:
    """The currency of figures inside captions: the one most columns are in."""
    units = [column.unit for column in table.columns]
    return max(units, key=units.count)


def _cell(
    cell: Cell,
    row: Row,
    column: Column,
    line: Line,
    row_period: Duration | None,
    table: Table,
    context: Context,
    reading: Reading,
) -> None:
    name = line.concept
    if column.variant:
        variants: Mapping[str, QName] = dict(line.variants)
        if column.variant not in variants:
            reading.error("TNS013", f"{line.concept.local} has no {column.variant} to show in this column", cell.source)
            return
        name = variants[column.variant]
    if row_period and column.period:
        reading.error(
            "TNS012",
            f"the row says the period is {row_period} and the column says {column.period}; let one of them say it",
            cell.source,
        )
        return
    period = row_period or (context.calendar.period(column.period) if column.period else None)
    if period is None:
        reading.error("TNS013", f"neither row nor column `{column.key}` says which period this is", cell.source)
        return
    concept = context.taxonomy.dts.concepts[name]
    scale = column.scale if concept.type is ItemType.MONETARY else 0
    text = marked(cell, context.marks.get((table.id, row.id, column.key)))
    read = figure(text, scale, reading.findings)
    if read is not None:
        key = _key(concept, line, column, period, context)
        _add(read, key, row, column.key, cell.source, table, reading, line.negated and not column.variant)


def _key(concept: Concept, line: Line, column: Column, period: Duration | None, context: Context) -> Key:
    if period is None:
        assert column.period is not None  # a caption's place always names its period
        period = context.calendar.period(column.period)
    dimensions: Dimensions = () if column.variant else column.dimensions
    return Key(
        concept.qname,
        context.entity,
        placed(line, concept, period),
        unit_of(concept, column.unit),
        dimensions,
    )


def _add(
    read: Figure, key: Key, row: Row, column: str, source: Source, table: Table, reading: Reading, negated: bool
) -> None:
    value = read.value
    if value is not None and negated:
        value = Decimal(0) if not value else value.copy_negate()
    decimals = None if value is None else read.decimals
    reading.facts.append(Fact(key, value, decimals, table.id, source))
    reading.prints.append(Print(table.id, row.id, column, key, source))


def duplicates(facts: list[Fact]) -> Iterator[Finding]:
    """A finding for every fact that says something else than an earlier one about the same."""
    first: dict[Key, Fact] = {}
    for fact in facts:
        known = first.setdefault(fact.key, fact)
        if known.value != fact.value:
            sources = tuple(source for source in (known.source, fact.source) if source)
            yield Finding(
                "TNS014",
                Severity.ERROR,
                f"two values for {fact.key}: {known.value} in {known.table}, {fact.value} in {fact.table}; correct the "
                "wrong one, or mark it in marks.csv if it was published so",
                sources,
                (str(fact.key),),
            )
