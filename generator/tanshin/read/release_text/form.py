"""What a release prints of the exchange's form -> tables of its summary: periods in rows, items in columns.

A caption has to be one that the form, the company or the taxonomy of the exchange has, a row one of the form's periods,
a figure written as the form writes it. Of two figures for one cell that differ, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.read.canonical.statement import Context
from tanshin.read.canonical.summary import captions_of, rows_of
from tanshin.read.release_text.column import AHEAD
from tanshin.read.release_text.form_head import Found, Over, columns_of, over
from tanshin.read.release_text.form_line import Item, Lines
from tanshin.read.release_text.likeness import likeness
from tanshin.read.release_text.lookup import TOLD
from tanshin.read.release_text.printed import PrintedRow, PrintedTable, value_of
from tanshin.report.draft import Draft, Text
from tanshin.report.form import Form, FormRow, FormTable
from tanshin.report.imported import Candidate, Doubt, Placed, PlacedColumn, PlacedTable, Unplaced
from tanshin.report.issuer import Issuer
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.text import caption_key

#: Tables of the company alone look like those of the group; a heading says which follow.
_ALONE = re.compile(r"個別|単体|non-?consolidated", re.IGNORECASE)
_GROUP = re.compile(r"連結|consolidated", re.IGNORECASE)
_LAYOUTS_IN_LINES = ("inline", "transposed")
#: The members of what is forecast.
_FORECASTS = frozenset(("ForecastMember", "UpperMember", "LowerMember"))
#: What is less alike is no candidate.
_LEAST = 40


class Figure(Struct, frozen=True):
    """A figure for a cell of the form: as printed, where, under which caption of its row and which column."""

    text: str
    source: Source
    caption: str
    column: Found


#: A cell of the form: the table, the places of its row and its column there, and the element that the company reports.
Place: TypeAlias = tuple[str, int, int, QName]


class FormReading(Struct, dict=True):
    """The form of a release on the way."""

    form: Form
    issuer: Issuer
    context: Context
    cells: dict[Place, list[Figure]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    in_lines: set[Source] = field(default_factory=set)
    is_alone: bool = False

    @cached_property
    def _keys(self) -> Mapping[str, Mapping[str, Found]]:
        found: dict[str, dict[str, Found]] = {}
        for table in self.form.tables:
            keys = found.setdefault(table.id, {})
            for text, slot in captions_of(table, self.issuer, self.context):
                keys.setdefault(caption_key(text), Found(slot, text))
        return found

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, tuple[str, FormRow]]]:
        return {table.id: rows_of(table, self.context) for table in self.form.tables}

    def table(self, printed: PrintedTable) -> bool:
        """Take a table of the form; says whether it is one."""
        for title in reversed(printed.fresh):
            if _GROUP.search(title) or _ALONE.search(title):
                self.is_alone = bool(_ALONE.search(title))
        if self.is_alone:
            return False
        heads = over(printed)
        found = sorted(
            (
                (len(columns), table.id)
                for table in self.form.tables
                if (columns := self._columns(printed, heads, table))
            ),
            reverse=True,
        )
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return False
        table = self.form.table_of[found[0][1]]
        self._take(printed, heads, table, self._columns(printed, heads, table))
        return True

    def lines(self, draft: Draft) -> None:
        """Take what stands in lines of text, or in rows of tables that read like such lines."""
        self._in_lines(_lines(draft))

    def _columns(self, printed: PrintedTable, heads: list[Over], table: FormTable) -> dict[int, Found]:
        rows = self._rows[table.id]
        if not _is_ahead(table) and any(AHEAD.search(title) for title in printed.fresh):
            return {}
        if not any(row.has_figures and caption_key(row.caption) in rows for row in _unwrapped(printed.rows, rows)):
            return {}
        return columns_of(heads, table, self._keys[table.id])

    def _take(self, printed: PrintedTable, heads: list[Over], table: FormTable, columns: Mapping[int, Found]) -> None:
        rows = self._rows[table.id]
        for row in _unwrapped(printed.rows, rows):
            _, form_row = rows.get(caption_key(row.caption), ("", None))
            if form_row is None:
                if row.has_figures and row.source not in self.in_lines:
                    why = say("it is no period of the form")
                    cells = tuple(filter(None, row.cells))
                    self.unplaced.append(Unplaced(row.source, row.caption, cells, why, table.id))
                continue
            for at, one in columns.items():
                if row.cells[at]:
                    self._cell(table, form_row, Figure(row.cells[at], row.sources[at], row.caption, one))
        for head in heads:
            cells = tuple(text for row in printed.rows if (text := row.cells[head.at]))
            words, known = " ".join(head.words), columns.get(head.at)
            if known and words and not any(caption_key(text) in self._keys[table.id] for text in (words, *head.words)):
                said = say(
                    "the head `{head}` is read as `{caption}`: the other columns are those of the form",
                    head=words,
                    caption=known.caption,
                )
                self.doubts.append(Doubt(printed.source, said))
            if known is None and cells:
                why = say("the head of the column is none of the form, or its unit is another")
                near = self._candidates(words, table)
                self.unplaced.append(Unplaced(printed.source, words, cells, why, table.id, near))

    def _cell(self, table: FormTable, row: FormRow, figure: Figure) -> None:
        printed, column, concept = value_of(figure.text), figure.column.slot.column, figure.column.slot.concept
        why: Message | None = None
        if printed is None:
            why = say("`{cell}` cannot be read as a figure", cell=figure.text)
        elif not table.has_cell(row, column, self.context.calendar):
            why = say("the form has no figure there") if printed.value is not None else None
        elif printed.value is not None and printed.places != max(column.kind.decimals + column.kind.scale, 0):
            why = say("`{cell}` is not written as the form writes it", cell=figure.text)
        else:
            place = table.id, table.rows.index(row), table.columns.index(column), concept
            self.cells.setdefault(place, []).append(figure)
        if why:
            self.unplaced.append(Unplaced(figure.source, figure.caption, (figure.text,), why, table.id))

    def _in_lines(self, lines: Iterable[tuple[str, Source]]) -> None:
        items: dict[str, list[Item]] = {}
        for table in self.form.tables:
            if table.layout in _LAYOUTS_IN_LINES:
                keys = self._keys[table.id]
                for key, one in keys.items():
                    if not one.slot.column.change:
                        items.setdefault(key, []).append(Item(table, one, keys.get(caption_key(f"{key} %"))))
        by_length = sorted(items.items(), key=lambda one: (-len(one[0]), one[0]))
        reader = Lines({key: tuple(found) for key, found in by_length}, self._rows)
        for said, source in reader.read(lines):
            self.in_lines.add(source)
            self._cell(said.table, said.row, Figure(said.text, source, said.row_caption, said.column))

    def _candidates(self, words: str, table: FormTable) -> tuple[Candidate, ...]:
        found = {
            Candidate(one.caption, one.slot.concept.local, alike)
            for one in self._keys[table.id].values()
            if not one.slot.column.change and (alike := likeness(words, one.caption, frozenset())) >= _LEAST
        }
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.concept, one.caption))[:TOLD])

    def close(self) -> tuple[PlacedTable, ...]:
        """The tables of the form that were found."""
        for key, figures in list(self.cells.items()):
            if len({value_of(one.text) for one in figures}) > 1:
                del self.cells[key]
                self._leave(key[0], figures, say("the release has two figures for this cell of the form"))
        self._dividends()
        return tuple(made for table in self.form.tables if (made := self._made(table)))

    def _leave(self, table: str, figures: Iterable[Figure], why: Message) -> None:
        for one in figures:
            self.unplaced.append(Unplaced(one.source, one.caption, (one.text,), why, table))

    def _dividends(self) -> None:
        """Take back the dividends of a year that do not add up to what they are in all."""
        demand = self.form.demands.dividends
        if demand is None:
            return
        years: dict[tuple[str, str], dict[QName | None, Place]] = {}
        for key in self.cells:
            if key[3] == demand.item:
                table = self.form.table_of[key[0]]
                day = dict(table.columns[key[2]].dimensions).get(demand.axis)
                # What is past and what is to come of one year stand in two rows.
                years.setdefault((table.id, table.rows[key[1]].period), {})[day] = key
        for year in years.values():
            values = {day: value_of(self.cells[key][0].text) for day, key in year.items()}
            parts = sum(
                (one.value or Decimal(0) for day, one in values.items() if one and day != demand.total), Decimal(0)
            )
            whole = values.get(demand.total)
            if whole is not None and parts != (whole.value or Decimal(0)):
                for key in year.values():
                    self._leave(key[0], self.cells.pop(key), say("the dividends of the year are not their total"))

    def _made(self, table: FormTable) -> PlacedTable | None:
        of = {place: figures[0] for place, figures in self.cells.items() if place[0] == table.id}
        columns = sorted({place[2:] for place in of})
        if not columns:
            return None
        heads = {place[2:]: figure.column.caption for place, figure in reversed(of.items())}
        placed = []
        for row in sorted({place[1] for place in of}):
            cells = {place[2:]: figure for place, figure in of.items() if place[1] == row}
            first = next(iter(cells.values()))
            texts = tuple(cells[one].text if one in cells else "" for one in columns)
            placed.append(Placed(first.source, first.caption, table.rows[row].period, texts))
        made = tuple(PlacedColumn(heads[one], {}) for one in columns)
        return PlacedTable(table.id, "", "summary", made, tuple(placed))


def _unwrapped(found: Sequence[PrintedRow], known: Collection[str]) -> Iterator[PrintedRow]:
    """Rows with their captions whole, where only the lines below make them one of the form."""
    for at, row in enumerate(found):
        caption = row.caption
        for below in found[at + 1 :]:
            if not row.has_figures or below.has_figures or caption_key(caption) in known:
                break
            caption = f"{caption} {below.caption}"
        yield replace(row, caption=caption) if caption_key(caption) in known else row


def _is_ahead(table: FormTable) -> bool:
    """Whether a table has what is still to come."""
    return any(member.local in _FORECASTS for row in table.rows for _, member in row.dimensions)


def _lines(draft: Draft) -> Iterator[tuple[str, Source]]:
    for block in draft.blocks:
        if isinstance(block, Text):
            yield block.text, block.at(0)
        else:
            for row in block.rows:
                text = " ".join(cell.text for cell in row if cell.text)
                if text:
                    yield text, next(cell for cell in row if cell.text).at(0)
