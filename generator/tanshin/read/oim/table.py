"""The tables of xBRL-CSV: rows of cells, and the facts in them (xBRL-CSV 1.0, sections 3.2 and 4)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.facts import Raw
from tanshin.read.oim.names import Misfit
from tanshin.read.oim.template import ABSENT, Absent, Cell, Column, Properties, Reference, Said, Template, value_of
from tanshin.read.oim.trouble import Spot, Trouble, refuse
from tanshin.values.csv_text import csv_rows
from tanshin.values.message import Message, say
from tanshin.values.source import Source

MAX_SIZE = 256 * 1024 * 1024
"""The largest table read, in bytes."""
_DECIMALS = re.compile(r"-?[0-9]{1,9}")
#: A number with its decimals behind it (xBRL-CSV 1.0, section 3.2.2).
_SUFFIXED = re.compile(r"\s*(?P<number>[+-]?[0-9.]+)\s*d\s*(?P<decimals>-?[0-9]{1,9}|INF)\s*")
_ROW_ID = re.compile(r"[\w.·-]+")


class Row(Struct, frozen=True):
    """A row: its number below the headings, the line it starts on, its cells."""

    number: int
    line: int
    cells: Sequence[str]


class Rows:
    """The rows of a file, read as they are asked for."""

    def __init__(self, data: bytes, file: str) -> None:
        """Decode a file.

        Raises:
            InputError: it is too large, or no text in UTF-8 (TNS089).
        """
        self._file = file
        try:
            text = data.decode("utf-8-sig") if len(data) <= MAX_SIZE else ""
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise refuse("TNS089", say("this is not text in UTF-8; save it as UTF-8"), Source(file, line)) from None
        if len(data) > MAX_SIZE:
            raise refuse(
                "TNS089", say("this table has more than {size:,} bytes; divide it", size=MAX_SIZE), Source(file)
            )
        self._reader = csv_rows(text)

    def __iter__(self) -> Iterator[Row]:
        """The rows, the headings first, as number 0; empty lines are left out.

        Raises:
            InputError: they are no CSV (TNS089).
        """
        number, line = 0, 1
        try:
            for cells in self._reader:
                if cells:
                    yield Row(number, line, cells)
                    number += 1
                line = self._reader.line_num + 1
        except csv.Error as error:
            message = say("this is not CSV that can be read: {reason}. Make the file again", reason=str(error))
            raise refuse("TNS089", message, Source(self._file, self._reader.line_num or 1)) from None


class Table:
    """One table: the facts in a file by a template, and the parameters that its references may lead to."""

    def __init__(
        self, name: str, file: str, template: Template, parameters: Mapping[str, Cell], trouble: Trouble
    ) -> None:
        self._name = name
        self._file = file
        self._template = template
        self._parameters = parameters
        self._trouble = trouble
        self._columns: dict[str, int] = {}
        self._told: set[str] = set()
        self._ids: set[str] = set()

    def facts(self, rows: Rows) -> Iterator[Raw]:
        """The facts of the table, row by row; what is wrong with it is told.

        Raises:
            InputError: it is no CSV (TNS089).
        """
        for row in rows:
            if not row.number:
                self._columns = dict(self._header(row))
            else:
                yield from self._row(row)

    def _header(self, row: Row) -> Iterator[tuple[str, int]]:
        """The columns that the template knows, each with its place."""
        seen: set[str] = set()
        for place, heading in enumerate(row.cells):
            column = self._template.columns.get(heading)
            if heading in seen:
                self._say(say("the column {name!r} stands here twice; take one away", name=shown(heading)), row, place)
            elif column is None:
                message = say(
                    "the template {template} has no column {name!r}", template=self._template.id, name=shown(heading)
                )
                self._say(message, row, place)
            elif not column.is_comment:
                yield heading, place
            seen.add(heading)

    def _row(self, row: Row) -> Iterator[Raw]:
        cells = {name: self._cell(row, place) for name, place in self._columns.items()}
        id_ = self._row_id(row, cells)
        for column in self._template.columns.values():
            value = cells.get(column.id, ABSENT)
            if column.is_fact and not isinstance(value, Absent):
                try:
                    yield self._fact(row, column, id_, value, cells)
                except Misfit as fault:
                    message = say("the fact is left out: {reason}", reason=fault.message)
                    self._trouble.say(fault.code, message, self._spot(row, self._columns[column.id]))

    def _cell(self, row: Row, place: int) -> Cell:
        try:
            return value_of(row.cells[place]) if place < len(row.cells) else ABSENT
        except Misfit as fault:
            self._say(fault.message, row, place)
            return ABSENT

    def _row_id(self, row: Row, cells: Mapping[str, Cell]) -> str:
        """What the ids of the facts of a row say of it: its number, or what stands in the column for that."""
        name = self._template.row_id
        given = cells.get(name, ABSENT) if name is not None else str(row.number)
        if isinstance(given, str) and _ROW_ID.fullmatch(given) and given not in self._ids:
            self._ids.add(given)
            return given
        message = say("the row has no id of its own in the column {name!r}; give it one", name=shown(name or ""))
        self._say(message, row, self._columns.get(name or "", 0))
        return str(row.number)

    def _fact(self, row: Row, column: Column, id_: str, value: str | None, cells: Mapping[str, Cell]) -> Raw:
        said = column.own.over(self._grouped(column, cells)).over(self._template.common)
        places: dict[str, int] = {}
        dimensions: dict[str, str | None] = {}
        for name, one in said.dimensions.items():
            found = self._resolved(one, row, cells)
            if not isinstance(found, Absent):
                dimensions[name] = found
            if isinstance(one, Reference) and one.name in self._columns:
                places[name] = self._columns[one.name]
        decimals = self._resolved(said.decimals, row, cells)
        if value is not None and "unit" in dimensions and (match := _SUFFIXED.fullmatch(value)):
            value, decimals = match["number"], match["decimals"]
        where = partial(self._where, row, self._columns[column.id], places)
        number = self._number(decimals, row, column) if value is not None else None
        return Raw(f"{self._name}.r_{id_}.{column.id}", value, number, dimensions, where, shares=True)

    def _grouped(self, column: Column, cells: Mapping[str, Cell]) -> Properties:
        """What the words in other columns of the row stand for.

        Raises:
            Misfit: such a word stands for nothing (TNS089).
        """
        found = Properties({})
        for name in column.sources:
            source, word = self._template.columns.get(name), cells.get(name, ABSENT)
            groups = source.groups if source is not None else None
            if groups is None:
                raise Misfit("TNS089", say("the column {name!r} has no groups of properties", name=shown(name)))
            if isinstance(word, str):
                if word not in groups:
                    message = say("{word!r} is no group of properties of {name!r}", word=shown(word), name=shown(name))
                    raise Misfit("TNS089", message)
                found = found.over(groups[word])
        return found

    def _resolved(self, said: Said, row: Row, cells: Mapping[str, Cell]) -> Cell:
        """What a property comes to in a row.

        Raises:
            Misfit: it refers to what is not there (TNS089).
        """
        if not isinstance(said, Reference):
            return said
        if said.name in cells:
            found = cells[said.name]
        elif said.name in self._parameters:
            found = self._parameters[said.name]
        elif said.name == "rowNumber":
            found = str(row.number)
        elif (column := self._template.columns.get(said.name)) is not None and not column.is_comment:
            found = ABSENT  # a column that a table does not have
        else:
            message = say("${name} is neither a column nor a parameter; correct the reference", name=shown(said.name))
            raise Misfit("TNS089", message)
        return f"{found}@{said.which}" if said.which and isinstance(found, str) else found

    def _number(self, decimals: Cell, row: Row, column: Column) -> int | None:
        if isinstance(decimals, Absent) or decimals == "INF":
            return None
        if decimals is not None and _DECIMALS.fullmatch(decimals.strip()):
            return int(decimals)
        message = say("{text!r} is no number of decimals, so the value counts as exact", text=shown(decimals or ""))
        self._trouble.say("TNS086", message, self._spot(row, self._columns[column.id]))
        return None

    def _where(self, row: Row, place: int, places: Mapping[str, int], *path: str) -> Spot:
        """Where a part of a fact stands: in the column that it refers to, or else in its own."""
        return self._spot(row, places.get(path[-1], place) if path else place)

    def _spot(self, row: Row, place: int) -> Spot:
        return partial(Source, self._file, row.line, place + 1)

    def _say(self, message: Message, row: Row, place: int) -> None:
        self._trouble.say("TNS089", message, self._spot(row, place))


def read_parameters(data: bytes, file: str, trouble: Trouble) -> dict[str, Cell]:
    """The parameters in a file of names and values (xBRL-CSV 1.0, section 3.1.4).

    Raises:
        InputError: it is no CSV (TNS089).
    """
    found: dict[str, Cell] = {}
    for row in Rows(data, file):
        spot = partial(Source, file, row.line, 1)
        if not row.number and tuple(row.cells) == ("name", "value"):
            continue
        if not row.number or len(row.cells) != 2 or row.cells[0] in found:
            message = say("parameters are rows of a name and a value below the headings name and value, each name once")
            trouble.say("TNS089", message, spot)
            continue
        try:
            found[row.cells[0]] = value_of(row.cells[1])
        except Misfit as fault:
            trouble.say(fault.code, fault.message, spot)
    return found
