"""A draft of a release -> what of it is ours: tables in the shape of a filing, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.read.canonical.caption import Cursor, Position
from tanshin.read.release_text.across import AcrossReader
from tanshin.read.release_text.column import Head, Reader
from tanshin.read.release_text.form import FormReading
from tanshin.read.release_text.lookup import Tree
from tanshin.read.release_text.matrix import MatrixReader, is_matrix
from tanshin.read.release_text.place import place
from tanshin.read.release_text.placing import Placing, Spot
from tanshin.read.release_text.printed import PrintedRow, PrintedTable, value_of
from tanshin.read.release_text.tree import Forest
from tanshin.report.calendar import Calendar
from tanshin.report.imported import Doubt, Imported, Placed, PlacedColumn, PlacedTable, Unplaced
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.message import Message, say
from tanshin.values.text import caption_key

T = TypeVar("T")

_AMOUNTS = (ItemType.MONETARY, ItemType.PER_SHARE)


class Part(Struct):
    """A printed table whose tree is known, with its columns."""

    table: PrintedTable
    statement: Statement
    heads: list[Head]


def read_release(
    file: str, tables: Sequence[PrintedTable], taxonomy: Taxonomy, calendar: Calendar, form: FormReading
) -> Imported:
    """What of some tables can be placed in a taxonomy or in the form.

    ``calendar`` is that of the period reported; ``taxonomy`` is the one in force when it was announced.
    """
    found = _Reading(taxonomy, calendar)
    for table in tables:
        if form.table(table):
            found.close()
        else:
            found.table(table)
    found.finish()
    summary = form.close()
    unplaced = (*(one for one in found.unplaced if one.source not in form.in_lines), *form.unplaced)
    return Imported(file, calendar, (*found.tables, *summary), unplaced, (*found.doubts, *form.doubts), form.form.name)


class _Reading(Struct, dict=True):
    """One release on the way."""

    taxonomy: Taxonomy
    calendar: Calendar
    tables: list[PlacedTable] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    open: list[Part] = field(default_factory=list)
    matrices: list[tuple[PrintedTable, Statement]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.forest = Forest(self.taxonomy)
        self.reader = Reader(self.taxonomy, self.calendar)
        self.across = AcrossReader(self.forest, self.reader)

    def table(self, table: PrintedTable) -> None:
        """Read a table, as one by itself or as what goes on from the one before."""
        statement = self.forest.of(table)
        if statement is None:
            self.close()
            if across := self.across.read(table, self._id):
                made, unplaced = across
                self.tables += [made] if made else []
                self.unplaced += unplaced
                return
            self._whole(table, say("no tree of the taxonomy has most of its captions, or two are as likely"))
            return
        if is_matrix(statement):
            self.close()
            self.matrices.append((table, statement))
            return
        part = Part(table, statement, self.reader.heads(table, statement))
        if self.open and self._goes_on(part):
            part = self._continued(part)
        else:
            self.close()
        self.open.append(part)

    def _goes_on(self, part: Part) -> bool:
        """Whether a table is the next part of the one before."""
        before = self.open[-1]
        if part.statement is not before.statement or not _fitting(part.heads, before.heads):
            return False
        seen = {row.caption for each in self.open for row in each.table.rows if row.has_figures}
        again = sum(row.caption in seen for row in part.table.rows if row.has_figures)
        return 2 * again <= len(part.table.rows)

    def _continued(self, part: Part) -> Part:
        """A part with its cells in the columns of the first one."""
        first = self.open[0]
        width = len(first.table.heads)
        places = dict(
            zip((head.at for head in _fitting(part.heads, first.heads)), (head.at for head in part.heads), strict=True)
        )

        def moved(texts: tuple[T, ...], empty: T) -> tuple[T, ...]:
            return tuple(texts[places[at]] if at in places else empty for at in range(width))

        rows = tuple(
            replace(row, cells=moved(row.cells, ""), sources=moved(row.sources, row.source)) for row in part.table.rows
        )
        heads = first.table.heads
        return Part(replace(part.table, rows=rows, heads=heads), part.statement, first.heads)

    def close(self) -> None:
        """Place what was gathered of one table."""
        parts, self.open = self.open, []
        if not parts:
            return
        first = parts[0]
        heads = self._usable(first)
        if not heads:
            for part in parts:
                self._whole(part.table, say("its columns do not say which period and unit they are of"))
            return
        tree = self.forest.trees[first.statement.id]
        rows = [row for part in parts for row in (*_headings_over(part.table, tree), *part.table.rows)]
        plain = [head.at for head in heads if head.variant is None]
        placing = place(rows, tree, plain, is_rounded=first.statement.is_table)
        heads = self._sound(heads, placing, first)
        self._lost(first, heads)
        self.tables.append(self._made(first, heads, placing, tree))
        self._tell(first, placing, heads, self.tables[-1].id)

    def finish(self) -> None:
        """Place what is left, and then what other tables tell how to read."""
        self.close()
        reader = MatrixReader(self.taxonomy, self.calendar)
        for table, statement in self.matrices:
            tree, id_ = self.forest.trees[statement.id], self._id(statement)
            made, unplaced = reader.read(table, statement, tree, self.tables, id_)
            self.tables += [made] if made else []
            self.unplaced += unplaced

    def _usable(self, part: Part) -> list[Head]:
        """The columns that are known to be something."""
        shown = [self.taxonomy.dts.concepts[name] for name in part.statement.concepts]
        in_currency = any(one.type in _AMOUNTS and one.unit is None for one in shown)
        scaled = any(one.type is ItemType.MONETARY for one in shown)
        usable = [
            head
            for head in part.heads
            if head.period
            and (head.currency in ("JPY", "USD") or not in_currency)
            and (head.scale is not None or not scaled)
        ]
        # Figures inside captions are in the currency of the company, which has to be that of a column.
        return [] if {head.currency for head in usable} == {"USD"} else usable

    def _sound(self, heads: list[Head], placing: Placing, part: Part) -> list[Head]:
        """The columns without those in which more sums fail than hold: what stands there was read askew."""
        kept = []
        for head in heads:
            held = sum(column == head.at for _, column in placing.held)
            failed = sum(column == head.at for _, column, _ in placing.failed)
            if head.variant is None and failed > held:
                head.is_left_out = True
                self.doubts.append(
                    Doubt(
                        part.table.source, say("the column `{head}` is left out: most of its sums fail", head=head.text)
                    )
                )
            else:
                kept.append(head)
        return kept

    def _lost(self, part: Part, heads: list[Head]) -> None:
        """Tell of columns with figures that are left out."""
        for head in part.heads:
            if (
                head not in heads
                and not head.is_left_out
                and head.text
                and any(value is not None for value in head.values)
            ):
                words = say("the column `{head}` is left out: its head does not say what it is", head=head.text)
                self.doubts.append(Doubt(part.table.source, words))

    def _made(self, part: Part, heads: list[Head], placing: Placing, tree: Tree) -> PlacedTable:
        statement = part.statement
        is_instant = self.reader.is_instant(statement)
        only = len({head.currency for head in heads}) < 2
        keys = [self.reader.key(head, is_instant=is_instant, only=only) for head in heads]
        columns = tuple(PlacedColumn(key, _aspects(head, statement)) for key, head in zip(keys, heads, strict=True))
        rows = tuple(self._rows(placing, heads, tree))
        turned = tuple(tree.positions[index].line.id for index in sorted(placing.flipped))
        return PlacedTable(
            self._id(statement, heads),
            statement.id,
            "tables" if statement.is_table else "statements",
            columns,
            rows,
            turned,
        )

    def _id(self, statement: Statement, heads: Sequence[Head] = ()) -> str:
        """A name that no table has yet; one of a quarter beside one of more says so."""
        words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in statement.id).strip("-")
        quarter = self.calendar.quarter
        if any(head.period in ("CurrentQuarter", f"CurrentQuarter{quarter}") for head in heads):
            words = f"{words}-{quarter}q"
        taken = {table.id for table in self.tables}
        found, number = words, 1
        while found in taken:
            number += 1
            found = f"{words}-{number}"
        return found

    def _rows(self, placing: Placing, heads: Sequence[Head], tree: Tree) -> Iterator[Placed]:
        """The rows that were placed, with the headings without which some could not be told apart."""
        cursor = Cursor(tree.positions)
        lang = "en" if all(spot.row.caption.isascii() for spot in placing.spots[:3]) else "ja"
        for spot in placing.spots:
            position = spot.position
            if position is None:
                continue
            said = spot.read_as or spot.row.caption
            if not _is_read(cursor, said, position, spot):
                for index in position.path:
                    if index >= 0 and index not in cursor.open and tree.positions[index].line.abstract:
                        heading = tree.positions[index]
                        text = self._label(heading, lang)
                        if (found := cursor.find(text, is_heading=True)) and found[0].position is heading:
                            cursor.advance(found[0])
                            yield Placed(spot.row.source, text, heading.line.id, ("",) * len(heads), added=True)
            found = cursor.find(said, is_heading=not spot.row.has_figures)
            if [one.position for one in found] != [position]:
                spot.position, spot.why = (
                    None,
                    say("its heading is missing, and without it the caption may mean others"),
                )
                continue
            cursor.advance(found[0])
            cells = ("",) * len(heads)
            if spot.row.has_figures:
                cells = tuple(text if value_of(text := spot.row.cells[head.at]) else "" for head in heads)
            yield Placed(
                spot.row.source, spot.row.caption, position.line.id, cells, spot.read_as, evidence=spot.evidence
            )

    def _label(self, position: Position, lang: str) -> str:
        concept = self.taxonomy.dts.concepts[position.line.concept]
        return concept.label(lang, position.line.role) or concept.label(lang, STANDARD)

    # What is told.

    def _whole(self, table: PrintedTable, why: Message) -> None:
        for row in table.rows:
            if row.has_figures:
                near = self.forest.candidates(row.caption)
                self.unplaced.append(Unplaced(row.source, row.caption, row.cells, why, candidates=near))

    def _tell(self, part: Part, placing: Placing, heads: Sequence[Head], table: str) -> None:
        used = {head.at for head in heads}
        for spot in placing.spots:
            if spot.position is None:
                if spot.row.has_figures:
                    near = placing.tree.candidates(spot.row.caption, is_heading=False)
                    why = spot.why or say("no line was found")
                    cells = spot.row.cells
                    self.unplaced.append(Unplaced(spot.row.source, spot.row.caption, cells, why, table, near))
                continue
            for at, cell in enumerate(spot.row.cells):
                if at in used and cell and value_of(cell) is None:
                    why = say("`{cell}` cannot be read as a figure", cell=cell)
                    self.unplaced.append(Unplaced(spot.row.sources[at], spot.row.caption, (cell,), why, table))
        for total, column, rest in placing.failed:
            spot = next(one for one in placing.spots if one.position and one.position.index == total.closing)
            head = next((one for one in heads if one.at == column), None)
            if head:
                words = say(
                    "`{caption}` under `{head}` is not the sum of its rows: {rest} is over",
                    caption=spot.row.caption,
                    head=head.text,
                    rest=f"{rest:,f}",
                )
                self.doubts.append(Doubt(spot.row.sources[column], words))


def _fitting(heads: Sequence[Head], before: Sequence[Head]) -> list[Head]:
    """The columns of a former part that those of the next one are: all, or those of amounts; none if they differ."""
    plain = [head for head in before if head.variant is None and not head.is_unsure]
    for columns in (list(before), plain):
        if len(columns) == len(heads) and all(
            one.period is None or not head.named or one.period in head.named
            for head, one in zip(heads, columns, strict=True)
        ):
            return columns
    return []


def _headings_over(table: PrintedTable, tree: Tree) -> Iterator[PrintedRow]:
    """Texts over a table that are headings of its tree and stand in none of its rows."""
    below = {caption_key(row.caption) for row in table.rows}
    headings = {key for one in tree.positions if one.line.abstract for key in one.captions}
    for text in reversed(table.fresh):
        if (key := caption_key(text)) in headings and key not in below:
            width = len(table.heads)
            yield PrintedRow(text, ("",) * width, table.source, (table.source,) * width)


def _is_read(cursor: Cursor, caption: str, position: Position, spot: Spot) -> bool:
    found = cursor.find(caption, is_heading=not spot.row.has_figures)
    return [one.position for one in found] == [position]


def _aspects(head: Head, statement: Statement) -> dict[str, object]:
    found: dict[str, object] = {"period": head.period}
    if head.currency in ("JPY", "USD"):
        found["unit"] = head.currency
    if head.scale is not None and (statement.is_table or head.scale != 3):
        found["scale"] = str(head.scale)
    if head.variant:
        found["variant"] = head.variant
    return found
