"""A table of movements by component, as a statement of shareholders' equity is: periods in rows, members in columns.

Heads of such tables are torn more often than not, so that figures decide what a column is: a balance that is that of
the balance sheet, which the taxonomy's equations name. A figure is taken only where its row adds up over the components
to the total, and its column over the movements to the closing balance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from tanshin.read.canonical.caption import Cursor, Match
from tanshin.read.release_text.component import Component, Components
from tanshin.read.release_text.lookup import Tree
from tanshin.read.release_text.printed import PrintedRow, PrintedTable, left_out, value_of
from tanshin.report.calendar import Calendar
from tanshin.report.imported import Placed, PlacedColumn, PlacedTable, Unplaced
from tanshin.report.unit_said import units_said
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.date import parse_day
from tanshin.values.message import Message, say

#: The power of ten of a statement where nothing else is said.
_THOUSANDS = 3


class Movement(Struct):
    """A row, where it stands in the tree, and the day that its caption names."""

    row: PrintedRow
    match: Match | None = None
    day: date | None = None

    def value(self, at: int) -> Decimal:
        """What its row adds in a column."""
        return self.row.amount(at)

    @property
    def is_sum(self) -> bool:
        """Whether it adds up rows above it."""
        return bool(self.match and self.match.position.line.addends)


class Span(Struct):
    """The rows of one period: its opening balance, the movements, its closing balance.

    The opening balance may be the closing one of the span before, and is then printed there. A span of which only a
    row is known, that of a flow with its date, has no balances.
    """

    name: str = ""
    opening: Movement | None = None
    is_shared: bool = False
    movements: list[Movement] = field(default_factory=list)
    closing: Movement | None = None

    @property
    def rows(self) -> Iterator[Movement]:
        """The rows that are printed in it."""
        if self.opening and not self.is_shared:
            yield self.opening
        yield from self.movements
        if self.closing:
            yield self.closing


def is_matrix(statement: Statement) -> bool:
    """Whether the columns of a statement are members: it has some, and none of its lines sets one."""
    return bool(statement.axes) and not any(line.members for _, line in statement.walk())


class MatrixReader(Struct, frozen=True):
    """What reading such a table needs to know beside it."""

    taxonomy: Taxonomy
    calendar: Calendar

    def read(
        self, table: PrintedTable, statement: Statement, tree: Tree, placed: Sequence[PlacedTable], name: str
    ) -> tuple[PlacedTable | None, list[Unplaced]]:
        """The table as far as it is proved, and the rows and cells that are not."""
        unit = self._unit(table, statement)
        if unit is None:
            return None, left_out(table.rows, say("its heads do not say which unit its amounts are in"), name)
        spans = list(self._spans(table, tree))
        if not spans:
            return None, left_out(table.rows, say("its rows do not say which period they are of"), name)
        balances = [(one.row, self._last(span, one)) for span in spans for one in (span.opening, span.closing) if one]
        components = Components(self.taxonomy, self.calendar, statement, unit[0]).of(table, balances, placed)
        if not any(one.is_total for one in components.values()):
            return None, left_out(table.rows, say("it is not known which of its columns is the total"), name)
        proof = _Proof(components)
        rows: list[Placed] = []
        lost: list[Unplaced] = []
        seen = set()
        for span in spans:
            sound = proof.columns(span)
            for one in span.rows:
                seen.add(one.row.source)
                made, left = _placed(one, span, components, sound, is_whole=proof.is_whole(one, span))
                rows += made
                lost += (Unplaced(one.row.source, one.row.caption, (cell,), why, name) for cell, why in left)
        rest = (row for row in table.rows if row.source not in seen)
        lost += left_out(rest, say("no balance closes its period"), name)
        if not any(any(row.cells) for row in rows):
            return None, lost
        columns = tuple(PlacedColumn(one.key, one.aspects(unit)) for one in components.values())
        return PlacedTable(name, statement.id, "statements", columns, tuple(rows)), lost

    def _unit(self, table: PrintedTable, statement: Statement) -> tuple[str, int | None] | None:
        """The one currency of the amounts and their power of ten, where that has to be said."""
        texts = [*table.fresh[:2], *(text for head in table.heads for text in head)]
        said = {(one.currency, one.scale) for text in texts for one in units_said(" ".join(text.casefold().split()))}
        if any(scale is not None for _, scale in said):
            said = {one for one in said if one[1] is not None}
        if len(said) != 1:
            return None
        currency, scale = next(iter(said))
        shown = [self.taxonomy.dts.concepts[name].type for name in statement.concepts]
        if ItemType.MONETARY in shown and scale is None:
            return None
        return currency, None if scale in (None, _THOUSANDS) else scale

    def _spans(self, table: PrintedTable, tree: Tree) -> Iterator[Span]:
        """The periods of a table from top to bottom, each as far as its closing balance."""
        cursor = Cursor(tree.positions)
        open_: Span | None = None
        for row in table.rows:
            matches = cursor.find(row.caption, is_heading=not row.has_figures) if row.caption else ()
            dated = {one.position.line.opens: Movement(row, one, day) for one in matches if (day := _day(one))}
            if not dated:
                match = matches[0] if len(matches) == 1 else None
                if match:
                    cursor.advance(match)
                if open_:
                    open_.movements.append(Movement(row, match))
            elif not self._is_balance(matches[0]):
                yield from self._of_flow(dated)
            else:
                cursor = Cursor(tree.positions)
                closing = dated.get(False)
                if open_ and open_.movements and closing:
                    yield from self._closed(open_, closing)
                    open_ = Span(opening=closing, is_shared=True)
                elif opening := dated.get(True):
                    open_ = Span(opening=opening)

    def _closed(self, span: Span, closing: Movement) -> Iterator[Span]:
        """A span with its closing balance, where there is a period between its balances."""
        span.closing = closing
        for name in self.calendar.names():
            period = self.calendar.period(name)
            if span.opening and period.last == closing.day and span.opening.day in (period.first, period.opening.day):
                span.name = name
                yield span
                return

    def _of_flow(self, dated: Mapping[bool, Movement]) -> Iterator[Span]:
        """The span of a row that names the end of a year, and is no balance."""
        for name in ("CurrentYear", "PriorYear"):
            for one in dated.values():
                if self.calendar.period(name).last == one.day:
                    yield Span(name, movements=[one])

    def _is_balance(self, match: Match) -> bool:
        return self.taxonomy.dts.concepts[match.position.line.concept].period is PeriodType.INSTANT

    def _last(self, span: Span, one: Movement) -> date:
        """The day at whose end a balance stands."""
        period = self.calendar.period(span.name)
        return period.last if one is span.closing else period.opening.day


class _Proof(Struct, frozen=True):
    """The sums of a table over its components and over its movements."""

    components: Mapping[int, Component]

    def columns(self, span: Span) -> frozenset[int]:
        """The columns in which opening balance and movements make the closing balance."""
        opening, closing = span.opening, span.closing
        if opening is None or closing is None:
            return frozenset(self.components)
        total = next(at for at, one in self.components.items() if one.is_total)
        sound = set()
        for at, one in self.components.items():
            moved = sum((row.value(at) for row in span.movements if not row.is_sum), Decimal(0))
            if one.repeats:
                same = all(row.value(at) == row.value(total) for row in span.rows if row.row.cells[at])
                sound |= {at} if same else set()
            elif opening.value(at) + moved == closing.value(at):
                sound.add(at)
        return frozenset(sound)

    def is_whole(self, one: Movement, span: Span) -> bool:
        """Whether the components of a row add up to its total; a sum is that of the rows above it."""
        total = next(at for at, each in self.components.items() if each.is_total)
        if one.is_sum and one.match:
            weights = dict(one.match.position.line.addends)
            above = (row for row in span.movements if row.match and row.match.position.line.concept in weights)
            return one.value(total) == sum((row.value(total) for row in above), Decimal(0))
        parts = sum((one.value(at) for at, each in self.components.items() if each.member), Decimal(0))
        return one.value(total) == parts


def _placed(
    one: Movement, span: Span, components: Mapping[int, Component], sound: frozenset[int], *, is_whole: bool
) -> tuple[list[Placed], list[tuple[str, Message]]]:
    """A row as far as it is proved, and the cells that are not."""
    filled = [text for text in one.row.cells if text]
    if one.match is None:
        return [], [(cell, say("no caption of the taxonomy is the same")) for cell in filled]
    if filled and not any(one.value(at) for at in components):
        return [], [(cell, say("no figure of its row confirms where it stands")) for cell in filled]
    left: list[tuple[str, Message]] = []
    cells = []
    for at, component in components.items():
        text = one.row.cells[at]
        if text and value_of(text) is None:
            left.append((text, say("`{cell}` cannot be read as a figure", cell=text)))
        elif text and at not in sound:
            left.append((text, say("opening balance and movements of its column do not make the closing balance")))
        elif text and not is_whole and not component.variant:
            left.append((text, say("the components of its row are not their total")))
        else:
            cells.append(text)
            continue
        cells.append("")
    left += (
        (text, say("it is not known which component its column is"))
        for at, text in enumerate(one.row.cells)
        if text and at not in components
    )
    line = one.match.position.line.id
    return [Placed(one.row.source, one.row.caption, line, tuple(cells), period=span.name)], left


def _day(match: Match) -> date | None:
    """The day that a caption names."""
    for place, text in match.held:
        if place.name == "date":
            try:
                return parse_day(text)
            except ValueError:
                return None
    return None
