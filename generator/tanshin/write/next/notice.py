"""Filings -> the files of a notice that revises what they forecast."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct, field

from tanshin.report.book import COVER, ISSUER
from tanshin.report.calendar import Calendar
from tanshin.report.filing import form_key
from tanshin.report.form import Form, FormColumn, FormRow, FormTable
from tanshin.report.phrase import fill
from tanshin.taxonomy.label import VERBOSE
from tanshin.values.message import Message, listed, say
from tanshin.values.qname import QName
from tanshin.values.yaml_text import block
from tanshin.write.next.filing import Next, head_of
from tanshin.write.next.form import roll_information
from tanshin.write.next.period import ANNUAL, Shift
from tanshin.write.next.published import AHEAD, BEFORE, Published, Source
from tanshin.write.records import text_of

#: The item that says on what day was announced what is revised.
_BEFORE_ON = "PreviousReportingDate"

#: What is forecast as one figure.
_ONE = "ForecastMember"


def notice_calendar(last: Calendar) -> Calendar:
    """The calendar of a notice after a filing: the quarter reported last; after a year, the first of the next."""
    return Calendar(last.year_end, last.quarter) if last.quarter != ANNUAL else _year_after(last)


def _year_after(last: Calendar) -> Calendar:
    return Calendar(Calendar(last.year_end).period("NextYear").last, 1)


def next_notice(
    base: Source, published: Published, form: Form, after: Calendar, follows: str, derived: Collection[QName]
) -> Next:
    """The files of a notice that revises what was announced last.

    What was is filled in and settled, what is now is blank. Tables of changes are left out where all of their elements
    are among ``derived``, so that they follow from the revised figures. ``base`` says who the company is: the last
    notice of the form, or else the last results.
    """
    filing = base.filing
    files: dict[str, str] = {ISSUER: base.files[ISSUER]} if ISSUER in base.files else {}
    data = head_of(base, form, after, follows)
    data.pop("exchange", None)
    information, anew = roll_information(base, form, Shift(filing.calendar, after))
    information["DocumentName"] = dict(form.title)
    dividend = form.demands.dividends.item if form.demands.dividends else None
    before = published.last(dividend) if dividend else None
    if before and any(one.concept.local == _BEFORE_ON for one in form.fields):
        information[_BEFORE_ON] = before[0].filing.announced.isoformat()
    data["information"] = information
    anew = [name for name in anew if name not in information]
    writer = _Writer(base, published, after, derived)
    for several in _together(form, dividend):
        writer.write(several)
    files |= {f"summary-{id_}.csv": text for id_, text in writer.texts.items()}
    if writer.texts:
        data["summary"] = {id_: f"summary-{id_}.csv" for id_ in writer.texts}
    files[COVER] = "\n".join((*block(data), ""))
    return Next(files, frozenset(writer.locked), tuple(_todo(anew, moves=writer.moves)))


def _todo(anew: list[str], *, moves: bool) -> Iterator[Message]:
    yield say("the day of the announcement, its number and, where there is one, the rate of exchange")
    if anew:
        yield say("items of the form, to be said anew where they apply: {items}", items=listed(anew))
    yield say("the revised forecasts")
    if moves:
        yield say("how far they are from the former ones: figures.yaml does not say how that follows")


def _together(form: Form, dividend: QName | None) -> Iterator[tuple[FormTable, ...]]:
    """The tables with those that continue them; dividends are left to the notice that has nothing else."""
    found: list[list[FormTable]] = []
    for table in form.tables:
        if table.layout == "continued" and found:
            found[-1].append(table)
        else:
            found.append([table])
    rest = [one for one in found if not any(dividend in column.concepts for column in one[0].columns)]
    yield from map(tuple, rest or found)


class _Column(Struct, frozen=True):
    """A column that is written: its place, its heading, and which of its elements it reports."""

    column: FormColumn
    heading: str
    concept: QName


class _Writer(Struct):
    base: Source
    published: Published
    calendar: Calendar
    derived: Collection[QName]
    texts: dict[str, str] = field(default_factory=dict)
    locked: set[tuple[str, str, str]] = field(default_factory=set)
    moves: bool = False  # whether a table of changes is left to a person

    def write(self, tables: tuple[FormTable, ...]) -> None:
        """Write a table and those that continue it; nothing of a period that was not forecast or is over."""
        head, *rest = tables
        end = self.calendar.period(head.rows[0].period).last
        columns = {at: one for at, column in enumerate(head.columns) if (one := self._column(column))}
        before = [row for row in head.rows if _has(row, BEFORE) and self._cells(head, row, columns)]
        is_asked = bool(before) or head.rows[0].period == "CurrentYear"
        if not columns or not is_asked or end <= self.calendar.period("CurrentAccumulated").last:
            return
        kinds = {kind for row in before for kind in AHEAD if _has(row, kind)} or {_ONE}
        self._write(head, columns, [row for row in head.rows if _is_of(row, kinds)])
        for table in rest:
            rows = [row for row in table.rows if _is_of(row, kinds)]
            own = {at: self._beside(head, table, at, one) for at, one in columns.items() if at < len(table.columns)}
            if all(one.concept in self.derived for one in own.values()):
                continue
            self.moves = self.moves or any(map(_is_ahead, rows))
            self._write(table, own, rows)

    def _write(self, table: FormTable, columns: dict[int, _Column], rows: list[FormRow]) -> None:
        records = [["caption", *(one.heading for one in columns.values())]]
        for row in rows:
            caption = fill(row.caption[self._lang], self.calendar, self._lang)
            is_new = _is_ahead(row) and not _has(row, BEFORE)
            cells = {} if is_new else self._cells(table, row, columns)
            if not cells and not is_new and table.layout != "continued":
                continue
            records.append([caption, *(cells.get(at, "") for at in columns)])
            self.locked |= {(table.id, caption, columns[at].heading) for at in cells}
        self.texts[table.id] = text_of(records)

    def _cells(self, table: FormTable, row: FormRow, columns: dict[int, _Column]) -> dict[int, str]:
        """What was announced of the cells of a row."""
        filing, found = self.base.filing, {}
        for at, one in columns.items():
            if table.has_cell(row, one.column, self.calendar):
                concept = filing.form_taxonomy.dts.concepts[one.concept]
                key = form_key(table, row, one.column, concept, self.calendar, filing.entity)
                if text := self.published.text(key, (), negated=False):
                    found[at] = text
        return found

    def _column(self, column: FormColumn) -> _Column | None:
        """A column with the element that was forecast of late; none where nothing of it was published."""
        known = [(concept, found) for concept in column.concepts if (found := self.published.last(concept))]
        if not known:
            return None
        concept, (_, printed) = min(known, key=lambda one: self.published.sources.index(one[1][0]))
        if column.caption:
            return _Column(column, column.caption[self._lang], concept)
        labels = {label.text for label in self.base.filing.form_taxonomy.dts.concepts[concept].labels}
        heading = printed.column if printed.column in labels else self._called(concept)
        return _Column(column, heading, concept)

    def _beside(self, head: FormTable, table: FormTable, at: int, above: _Column) -> _Column:
        """The column that continues another: the same element, or that of how far it moves."""
        column = table.columns[at]
        if above.concept in column.concepts:
            return _Column(column, above.heading, above.concept)
        concept = column.concepts[head.columns[at].concepts.index(above.concept)]
        labels = self.base.filing.form_taxonomy.dts.concepts[concept]
        return _Column(column, labels.label(self._lang, VERBOSE), concept)  # the short ones are all the same

    def _called(self, concept: QName) -> str:
        filing = self.base.filing
        own = filing.issuer.captions.get(concept.local, ())
        return next(iter(own), filing.form_taxonomy.dts.concepts[concept].label(self._lang))

    @property
    def _lang(self) -> str:
        """The language in which the company heads the tables of the form."""
        tables = self.base.filing.form.table_of
        return "en" if all(one.column.isascii() for one in self.base.filing.prints if one.table in tables) else "ja"


def _has(row: FormRow, member: str) -> bool:
    return any(one.local == member for _, one in row.dimensions)


def _is_ahead(row: FormRow) -> bool:
    """Whether a row is a forecast."""
    return any(_has(row, kind) for kind in AHEAD)


def _is_of(row: FormRow, kinds: Collection[str]) -> bool:
    """Whether a row is no forecast, or one of some kinds."""
    return not _is_ahead(row) or any(_has(row, kind) for kind in kinds)
