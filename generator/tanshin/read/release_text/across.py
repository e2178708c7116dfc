"""A table with lines in columns and periods in rows, such as the targets of a year and of its first half."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from tanshin.read.canonical.caption import Position
from tanshin.read.release_text.column import AHEAD, RESULT, Reader
from tanshin.read.release_text.form_head import kind_said
from tanshin.read.release_text.printed import PrintedRow, PrintedTable, left_out, value_of
from tanshin.read.release_text.tree import Forest
from tanshin.report.imported import Placed, PlacedColumn, PlacedTable, Unplaced
from tanshin.report.said import said
from tanshin.report.unit_said import units_said
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.statement import Statement
from tanshin.values.message import say
from tanshin.values.text import caption_key

#: So many columns at least have to be lines of one tree.
_LEAST = 2
#: The powers of ten that a table may be in.
_SCALES = (0, 3, 6, 9)
_TARGET = "target"


class _Row(Struct, frozen=True):
    """A row, its period, and whether it is set as an aim."""

    row: PrintedRow
    period: str
    is_target: bool


class AcrossReader(Struct, frozen=True):
    """What reading such a table needs to know beside it."""

    forest: Forest
    reader: Reader

    def read(
        self, table: PrintedTable, name: Callable[[Statement], str]
    ) -> tuple[PlacedTable | None, list[Unplaced]] | None:
        """The table, and what of it is left out; ``None`` where it is no such table. ``name`` gives it an id."""
        rows = [made for row in table.rows if (made := self._row(row, table))]
        if not rows:
            return None
        found = self._statement(table, is_target=any(row.is_target for row in rows))
        if found is None:
            return None
        statement, columns = found
        unit = self._unit(table, columns)
        if unit is None:
            return None, left_out(table.rows, say("its heads do not say which unit its amounts are in"), statement.id)
        id_ = name(statement)
        lost: list[Unplaced] = []
        kept: dict[str, Placed] = {}
        by_source = {row.row.source: row for row in rows}
        for printed in table.rows:
            row = by_source.get(printed.source)
            key = caption_key(printed.caption)
            if row is None or key in kept or (row.is_target and not _has_targets(columns)):
                why = say("its caption does not say which period it is of, or not alone")
                lost += left_out((printed,), why, id_)
                continue
            kept[key] = _placed(row, columns)
            lost += _cells_left(printed, columns, id_)
        if not kept:
            return None, lost
        currency, scale = unit
        shared: dict[str, object] = {"unit": currency}
        if scale is not None:
            shared["scale"] = str(scale)
        heads = tuple(
            PlacedColumn(text, {"concept": position.line.id, **shared}) for text, position in columns.values()
        )
        return PlacedTable(id_, statement.id, "tables", heads, tuple(kept.values())), lost

    def _row(self, row: PrintedRow, table: PrintedTable) -> _Row | None:
        """A row whose caption names one period and has figures."""
        periods = said(row.caption, self.reader.calendar)
        names = self.reader.names(periods, is_instant=False)
        if not row.has_figures or len(periods) != 1 or len(names) != 1 or periods[0].instant:
            return None
        texts = (row.caption, *table.fresh[:2])
        is_target = bool(any(map(AHEAD.search, texts)) and not RESULT.search(row.caption))
        return _Row(row, names[0], is_target or self.reader.is_to_come(names[0]))

    def _statement(
        self, table: PrintedTable, *, is_target: bool
    ) -> tuple[Statement, dict[int, tuple[str, Position]]] | None:
        """The tree that most heads are lines of, and those."""
        found = []
        for statement in self.forest.taxonomy.statements:
            if not statement.is_table:  # whose figures are those of a table, and not rounded ones
                continue
            columns = _columns(table, self.forest.trees[statement.id].positions)
            if len(columns) >= _LEAST and (not is_target or _has_targets(columns)):
                found.append((len(columns), self.forest.title(table, statement), statement.id, columns))
        found.sort(key=lambda one: one[:3], reverse=True)
        if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
            return None
        return self.forest.taxonomy.by_id[found[0][2]], found[0][3]

    def _unit(self, table: PrintedTable, columns: dict[int, tuple[str, Position]]) -> tuple[str, int | None] | None:
        """The one currency that the table names, over it, in its heads or right below it, and its power of ten."""
        heads = [text for head in table.heads for text in head]
        units = _units((*table.fresh[:2], *heads)) or _units((table.below,))
        types = {self.forest.taxonomy.dts.concepts[one.line.concept].type for _, one in columns.values()}
        if len(units) != 1:
            return None
        currency, scale = next(iter(units))
        return (currency, scale) if scale in _SCALES or ItemType.MONETARY not in types else None


def _units(texts: Iterable[str]) -> set[tuple[str, int | None]]:
    return {(one.currency, one.scale) for text in texts for one in units_said(" ".join(text.casefold().split()))}


def _columns(table: PrintedTable, positions: tuple[Position, ...]) -> dict[int, tuple[str, Position]]:
    """The columns whose heads are each the caption of one line."""
    found: dict[int, tuple[str, Position]] = {}
    for at, texts in enumerate(table.heads):
        parts = [text for text in texts if text and not kind_said(text)]
        text = " ".join(parts)
        here = [one for one in positions if caption_key(text) in one.captions and not one.line.abstract]
        if text and len(here) == 1:
            found[at] = text, here[0]
    ids = [position.line.id for _, position in found.values()]
    return {at: one for at, one in found.items() if ids.count(one[1].line.id) == 1}


def _has_targets(columns: dict[int, tuple[str, Position]]) -> bool:
    return all(position.line.shown(_TARGET) for _, position in columns.values())


def _placed(row: _Row, columns: Mapping[int, tuple[str, Position]]) -> Placed:
    aspects: dict[str, object] = {"period": row.period}
    if row.is_target:
        aspects["variant"] = _TARGET
    printed = row.row
    cells = tuple(text if value_of(text := printed.cells[at]) else "" for at in columns)
    return Placed(printed.source, printed.caption, row.period, cells, aspects=aspects)


def _cells_left(row: PrintedRow, columns: Collection[int], table: str) -> Iterator[Unplaced]:
    """The cells of a row under heads that say nothing, and those that are no figures."""
    for at, text in enumerate(row.cells):
        if text and at not in columns:
            yield Unplaced(row.sources[at], row.caption, (text,), say("its head does not say what it is"), table)
        elif text and value_of(text) is None:
            why = say("`{cell}` cannot be read as a figure", cell=text)
            yield Unplaced(row.sources[at], row.caption, (text,), why, table)
