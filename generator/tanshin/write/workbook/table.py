"""The sheet of a table: its captions in both languages, what its columns are, its figures as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from tanshin.document.statement import title_of
from tanshin.document.words import period_words, scaled_currency, shown_by, unit_words
from tanshin.report.book import CAPTION, REMARK
from tanshin.report.caption import Caption
from tanshin.report.filing import Column, Filing, Table
from tanshin.report.phrase import fill
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.values.number_format import format_of
from tanshin.values.text import caption_key
from tanshin.write.records import ids_of, records_of
from tanshin.write.workbook.look import Look
from tanshin.write.workbook.paper import Page, Paper
from tanshin.write.workbook.total import Placed, totals

#: Where the figures start: file and title, company, periods, units, headings; caption, caption in the other language.
TOP, FIRST = 5, 3

#: How figures are set where nothing is said.
AMOUNT = "#,##0;(#,##0)"

_LANGUAGES = {"en": "English", "ja": "日本語"}


class Sheet(Struct, frozen=True):
    """A table as it is to be written: the records of its CSV, and what the filing knows of it."""

    file: str
    title: str
    records: tuple[tuple[str, ...], ...]
    captions: Mapping[str, Caption]
    table: Table | None = None


def sheet_of(filing: Filing, table: Table, text: str, lang: str) -> Sheet:
    """The sheet of a statement or a table of the release."""
    captions = {one.row: one for one in filing.captions if one.table == table.id}
    return Sheet(f"{table.id}.csv", title_of(filing, table, lang), records_of(text), captions, table)


def write_table(
    paper: Paper, filing: Filing, sheet: Sheet, lang: str, locked: Collection[tuple[str, str]] = ()
) -> None:
    """Write the sheet of a table.

    ``locked`` are rows and columns of figures that were published before. A total is a formula where that gives the
    printed figure, or where neither it nor its parts are there yet.
    """
    page = paper.sheet(sheet.title)
    _Writer(page, filing, sheet, lang, frozenset(locked)).write()


class _Writer(Struct, dict=True):
    page: Page
    filing: Filing
    sheet: Sheet
    lang: str
    locked: frozenset[tuple[str, str]]

    def __post_init__(self) -> None:
        self.head, *self.body = self.sheet.records
        table = self.sheet.table
        self.columns: dict[str, Column] = {one.key: one for one in table.columns} if table else {}
        self.ids = ids_of(record[0] for record in self.body)
        own = self.filing.statement(table).walk() if table else ()
        self.depths = {line.id: depth for depth, line in own}
        # Captions stand as they are printed; beside them stands the other language.
        self.other = "ja" if all(record[0].isascii() for record in self.body[:3]) else "en"

    def write(self) -> None:
        page, lang = self.page, self.lang
        page.text(1, 1, self.sheet.file, "file")
        page.text(1, 2, self.sheet.title, "title")
        page.text(2, 2, self.filing.issuer.names[lang], "note")
        page.text(TOP, 1, CAPTION, "head")
        page.text(TOP, 2, f"{REMARK} {_LANGUAGES[self.other]}", "head")
        for at, key in enumerate(self.head[1:], FIRST):
            words = self._words(key)
            page.text(3, at, words[0], "note", "right")
            page.text(4, at, words[1], "note", "right")
            page.text(TOP, at, key, "head", "right")
        placed = [self._row(row, record) for row, record in enumerate(self.body, TOP + 1)]
        self._figures([one for one in placed if one])
        widths = [46.0, 40.0, *(max(17.0, 1.2 * min(len(key), 18)) for key in self.head[1:])]
        page.finish(TOP, widths, wide=len(self.head) > 4, frozen=2)

    def _words(self, key: str) -> tuple[str, str]:
        """The period and the unit of a column."""
        column, table = self.columns.get(key), self.sheet.table
        if column is None or table is None:
            return "", ""
        statement = self.filing.statement(table)
        own = dict(column.captions).get(self.lang)
        shown = shown_by(column, self.filing, statement)
        is_instant = all(one.abstract or one.period is PeriodType.INSTANT for one in shown)
        period = ""
        if column.period and not table.rows:
            named = self.filing.calendar.period(column.period)
            period = period_words(named, self.lang, is_instant=is_instant)
        if column.variant or not statement.is_table:
            unit = unit_words(column, self.filing, statement, self.lang)
        elif any(one.type is ItemType.MONETARY for one in shown):
            unit = scaled_currency(column, self.lang)
        else:
            unit = str(column.unit) if any(one.type is ItemType.PER_SHARE for one in shown) else ""
        return own or period, unit

    def _row(self, row: int, record: Sequence[str]) -> Placed | None:
        """Write the captions of a row; gives the line it is, where it can have figures."""
        caption = self.sheet.captions.get(self.ids[row - TOP - 1])
        line = caption.line if caption else None
        is_section = line.abstract if line else not any(record[1:])
        look: Look = "section" if is_section else "caption"
        depth = self.depths.get(line.id, 0) if line else 0
        self.page.text(row, 1, record[0], look, indent=depth)
        self.page.text(row, 2, self._translated(record[0], caption), look, indent=depth)
        for at, text in enumerate(record[1:], FIRST):
            if self.head[at - FIRST + 1].startswith("@"):
                self.page.text(row, at, text, "caption")
        if line is None or is_section:
            return None
        period = next((text for key, text in zip(self.head, record, strict=True) if key == "@period"), "")
        return Placed(row, line, period)

    def _translated(self, text: str, caption: Caption | None) -> str:
        """The caption in the other language."""
        lang, table = self.other, self.sheet.table
        if caption and caption.line:
            concept = self.filing.taxonomy.dts.concepts[caption.line.concept]
            return concept.label(lang, caption.line.role)
        if table is not None:
            rows = {caption_key(one.key): dict(one.captions) for one in table.rows}
            return rows.get(caption_key(text), {}).get(lang, "")
        for form in self.filing.form.tables:
            for one in form.rows:
                said = {caption_key(fill(words, self.filing.calendar, of)) for of, words in one.captions}
                if caption_key(text) in said:
                    return fill(one.caption[lang], self.filing.calendar, lang)
        return ""

    def _figures(self, placed: Sequence[Placed]) -> None:
        """Write what stands in the columns."""
        table = self.sheet.table
        every = range(TOP + 1, TOP + 1 + len(self.body))
        lines = {one.row for one in placed} if table and not table.rows else {*every}
        for at, key in enumerate(self.head[1:], FIRST):
            if key.startswith("@"):
                continue
            texts = {row: record[at - FIRST + 1] for row, record in enumerate(self.body, TOP + 1)}
            known = {row: found for row, text in texts.items() if text and (found := format_of(text))}
            column = self.columns.get(key)
            sums = dict(totals(table, column, placed)) if table and column else {}
            usual = _usual(code for _, code in known.values())
            figures = {row: value for row, (value, _) in known.items()}
            for row, text in texts.items():
                code = known[row][1] if row in known else self._code(row, usual)
                look: Look = "locked" if (self.ids[row - TOP - 1], key) in self.locked else "input"
                total = sums.get(row)
                value = total.value(figures) if total else None
                is_live = value == figures.get(row) if text else value is None and self._is_open(column)
                if total and is_live and (row in known or not text):
                    self.page.formula(row, at, total.formula(at), value, code)
                elif row in known:
                    self.page.number(row, at, known[row][0], code, look)
                elif text:
                    self.page.text(row, at, text, look, "right")
                elif row in lines:
                    self.page.blank(row, at, code)

    def _is_open(self, column: Column | None) -> bool:
        """Whether totals that are still to come are sums: those of a statement in the currency of the accounts.

        In other currencies each figure is translated by itself, and tables of a release round each by itself.
        """
        table = self.sheet.table
        return bool(table and column and not self.filing.statement(table).is_table and str(column.unit) == "JPY")

    def _code(self, row: int, usual: str) -> str:
        """The format of a cell without a figure: that of the figures beside it, or of the column."""
        beside = (format_of(text) for text in self.body[row - TOP - 1][1:] if text)
        return usual or _usual(found[1] for found in beside if found) or AMOUNT


def _usual(codes: Iterable[str]) -> str:
    return next((code for code, _ in Counter(codes).most_common(1)), "")
