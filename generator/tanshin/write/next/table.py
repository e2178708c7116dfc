"""A table of a filing -> the same table for the next period, with the figures that were published for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.report.fact import Key
from tanshin.report.filing import CAPTION, Column, Print, Table, negates, statement_key
from tanshin.taxonomy.concept import PeriodType
from tanshin.taxonomy.pattern import PLACE
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.text import caption_key
from tanshin.write.next.caption import plain_caption, sure_captions
from tanshin.write.next.period import Shift, with_years
from tanshin.write.next.published import Published, Source
from tanshin.write.records import ids_of, records_of, text_of


class Rolled(Struct):
    """A table as it goes on: what ``filing.yaml`` says of it, its CSV, and the rows and columns of settled figures.

    ``rows`` and ``columns`` say what the former keys are now; a row that is gone is not among them.
    """

    data: dict[str, Any]
    text: str = ""
    locked: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


class Row(Struct, frozen=True):
    """A row of the former table: the id and the cells it had, and how many years its caption moves on.

    ``when`` is the year of which it now tells, where rows say their period themselves.
    """

    id: str
    record: tuple[str, ...]
    years: int
    when: str = ""


def roll_table(
    base: Source,
    table: Table,
    data: Mapping[str, Any],
    shift: Shift,
    published: Published,
    target: Taxonomy,
    lang: str | None = None,
) -> Rolled | None:
    """The next table; ``data`` is what ``filing.yaml`` says of the former one, ``target`` the taxonomy then in force.

    With ``lang`` captions are in that language, where no other line could be meant; else they are those it had.

    There is none where that taxonomy lacks the tree, nor where rows move through a year and the next period is none.
    """
    moves = any(key.startswith("@") for key in records_of(base.files[f"{table.id}.csv"])[0])
    if table.statement not in target.by_id or (moves and not shift.is_same_quarter):
        return None
    return _Roller(base, table, data, shift, published, target, lang).roll()


def _called(line: Line) -> tuple[object, ...]:
    """What a line is in any era: its concept, its members, and whether it opens a period."""
    return line.concept.local, tuple((axis.local, member.local) for axis, member in line.members), line.opens


def _variants(line: Line) -> list[str]:
    return [*(name for name, _ in line.variants), *(one.name for one, _ in line.companions)]


class _Roller(Struct, dict=True):
    base: Source
    table: Table
    data: Mapping[str, Any]
    shift: Shift
    published: Published
    target: Taxonomy
    lang: str | None = None

    def __post_init__(self) -> None:
        filing, table = self.base.filing, self.table
        self.statement = filing.statement(table)
        self.concepts = filing.taxonomy.dts.concepts
        self.lines = {line.id: line for _, line in reversed([*self.statement.walk()]) if not line.abstract}
        self.read_as = {one.row: one.line for one in filing.captions if one.table == table.id}
        self.columns = {one.key: one for one in table.columns}
        self.prints: dict[str, list[Print]] = {}
        for one in filing.prints:
            if one.table == table.id:
                self.prints.setdefault(one.row, []).append(one)
        shown = [self.concepts[name] for name in self.statement.concepts]
        self.is_instant = all(one.abstract or one.period is PeriodType.INSTANT for one in shown)
        self.described = self._described()
        marks = [mark for mark in filing.marks if (mark.table, mark.column) == (table.id, CAPTION)]
        self.marked = {mark.row: mark.value for mark in marks}
        self.now = {_called(line): line for _, line in reversed([*self._tree().walk()])}
        self.spoken = sure_captions(self._tree(), self.lang, self.target.dts.concepts) if self.lang else {}

    def roll(self) -> Rolled:
        head, *body = records_of(self.base.files[f"{self.table.id}.csv"])
        gone = {at for at, key in enumerate(head) if key in self.data["columns"] and key not in self.names}
        head, *body = (tuple(cell for at, cell in enumerate(one) if at not in gone) for one in (head, *body))
        rows = [row for row in self._rows(head, body) if self._is_known(row)]
        found = [[self._figure(row, key) for key in head[1:]] for row in rows]
        is_known = any(text for cells in found for text, _ in cells)
        rolled = Rolled(self.described, columns=self.names)
        records, locks = [], []
        for row, cells in zip(rows, found, strict=True):
            had = any(text for key, text in zip(head[1:], row.record[1:], strict=True) if not key.startswith("@"))
            is_open = bool(self.table.rows) or row.when == "Current" or not is_known
            if had and not is_open and not any(text for text, _ in cells):
                continue  # it had a figure of a period that no longer stands here, and would be a bare caption
            texts = [
                self._aspect(was, row.when) if key.startswith("@") else text
                for key, was, (text, _) in zip(head[1:], row.record[1:], cells, strict=True)
            ]
            rolled.rows[row.id] = self._caption(row)
            records.append([rolled.rows[row.id], *texts])
            locks.append([is_locked for _, is_locked in cells])
        keys = [self.names.get(key, key) for key in head]
        for id_, lock in zip(ids_of([record[0] for record in records]), locks, strict=True):
            rolled.locked += [(id_, key) for key, is_locked in zip(keys[1:], lock, strict=True) if is_locked]
        rolled.text = text_of([keys, *records])
        return rolled

    # What filing.yaml says.

    def _described(self) -> dict[str, Any]:
        data = {key: value for key, value in self.data.items() if key != "printed"}
        if "period" in data:
            data["period"] = self._period(data["period"], data)
        if "title" in data:
            data["title"] = {lang: self.shift.text(text) for lang, text in data["title"].items()}
        given = {key: column or {} for key, column in self.data["columns"].items()}
        data["columns"], self.names = {}, {}
        known = {None} | {name for _, line in self._tree().walk() for name in _variants(line)}
        for key, was in given.items():
            if was.get("variant") not in known:
                continue
            column = {name: value for name, value in was.items() if name != "printed"}
            if "period" in column and "rows" not in data:
                column["period"] = self._period(column["period"], column)
            unit = column.get("unit") if key.endswith(str(column.get("unit"))) else None
            name = self.shift.key(key, column.get("period"), unit, is_instant=self.is_instant)
            self.names[key] = name if name not in data["columns"] else key
            data["columns"][self.names[key]] = column
        if "rows" in data:
            data["rows"] = {self.shift.text(key): self._row(row or {}) for key, row in self.data["rows"].items()}
        return data

    def _row(self, given: Mapping[str, Any]) -> dict[str, Any]:
        row = dict(given)
        if "period" in row:
            row["period"] = self._period(row["period"], row)
        if "caption" in row:
            row["caption"] = {lang: self.shift.text(text) for lang, text in row["caption"].items()}
        return row

    def _period(self, name: str, data: Mapping[str, Any]) -> str:
        parts = (data, *self.data["columns"].values())
        is_ahead = any(str((one or {}).get("variant", "")).startswith("target") for one in parts)
        return self.shift.period(name, is_instant=self.is_instant, is_ahead=is_ahead or name.startswith("Next"))

    def _aspect(self, text: str, when: str) -> str:
        """The period that a row says of itself."""
        return self.shift.period(f"{when}{text.removeprefix('Current').removeprefix('Prior')}") if when else text

    # Its rows.

    def _rows(self, head: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[Row]:
        """The rows to come.

        What moved in the year that is now the former one stands once with its figures and once to be filled in.
        """
        ids, years = ids_of(record[0] for record in body), self.shift.years
        rows = [Row(id_, tuple(record), years) for id_, record in zip(ids, body, strict=True)]
        if "@period" not in head:
            yield from rows
            return
        at = head.index("@period")
        now = [replace(row, when="Current") for row in rows if row.record[at].startswith("Current")]
        former = [row for row in rows if not row.record[at].startswith("Current")]
        if former and self.table.rows == ():
            if not any(self._opens(row) for row in now):
                yield from [replace(row, when="Prior") for row in former if self._opens(row)][:1]
            yield from (replace(row, when="Prior", years=years - 1) for row in now)
        yield from now

    def _tree(self) -> Statement:
        """The tree of the table as it is now."""
        return self.target.by_id[self.table.statement]

    def _is_known(self, row: Row) -> bool:
        """Whether the line of a row is in the tree that is now in force."""
        line = self.read_as.get(row.id)
        return line is None or _called(line) in self.now

    def _opens(self, row: Row) -> bool:
        line = self.read_as.get(row.id)
        return line is not None and line.opens

    def _caption(self, row: Row) -> str:
        """A caption in the next filing: days moved on; figures inside it are left to a person."""
        line, text = self.read_as.get(row.id), self.marked.get(row.id, row.record[0])
        now = self.now.get(_called(line)) if line else None
        if now and now.id in self.spoken:
            return self.spoken[now.id]
        if now and not self._says(now, text):
            lang = "en" if text.isascii() else "ja"
            return plain_caption(now, lang, self.target.dts.concepts)
        return with_years(text, row.years) if row.when else self.shift.text(text)

    def _says(self, line: Line, text: str) -> bool:
        """Whether a line may be printed so, without figures inside; days move on with the caption."""
        places = [match[1] for _, pattern in line.patterns for match in PLACE.finditer(pattern)]
        if places or self.target.era == self.base.filing.taxonomy.era:
            return all(name == "date" for name in places)
        words = [label.text for label in self.target.dts.concepts[line.concept].labels]
        words += [text for _, text in (*line.patterns, *line.aliases)]
        return caption_key(text) in map(caption_key, words)

    # Its figures.

    def _figure(self, row: Row, key: str) -> tuple[str, bool]:
        """What was published of a cell, if anything was, and whether that is settled."""
        found = self._place(row, key)
        if found is None:
            return "", False
        fact, line, column = found
        printed = {one.column for one in self.prints.get(row.id, ())}
        if row.when and key not in printed:
            return "", False  # of columns that show one thing those that showed it go on to
        like = [one for one in self.prints.get(row.id, ()) if self._kind(one.column) == self._kind(key)]
        text = self.published.text(fact, like, negated=negates(self.table, line, column))
        return text, bool(text) and self.published.is_settled(fact)

    def _kind(self, key: str) -> tuple[str | None, str | None, str]:
        column = self.columns.get(key)
        return (column.variant, column.line, str(column.unit)) if column else (None, None, "")

    def _place(self, row: Row, key: str) -> tuple[Key, Line, Column] | None:
        """What a cell of the next table is about."""
        column, line = self.columns.get(key), self.read_as.get(row.id)
        if column is None:
            return None
        described = self.described
        period = described["columns"][self.names[key]].get("period") or described.get("period")
        column = replace(column, key=self.names[key], period=period)
        if self.table.rows:
            own = next((one for one in self.table.rows if one.key == row.record[0]), None)
            if own is None:
                return None
            line = self.lines.get(column.line or "")
            column = replace(own, period=described["rows"][self.shift.text(own.key)].get("period")).within(column)
        elif row.when:
            column = replace(column, period=self._aspect("CurrentYear", row.when))
        if line is None or line.abstract or column.period in (None, "Announcement"):
            return None
        span = self.shift.after.period(column.period or "")
        fact = statement_key(line, column, span, self.concepts, self.base.filing.entity)
        return (fact, line, column) if fact else None
