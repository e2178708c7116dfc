"""Tables of a release -> blocks: what the company printed in rounded figures, tagged as precisely as it is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from tanshin.document.display import GLYPHS
from tanshin.document.model import Cell, Format, Row, Run, Table, Tagged, Text
from tanshin.document.precision import true_decimals
from tanshin.report.fact import Key
from tanshin.report.filing import Column, Filing, Print, TableRow, negates, scale_of, statement_key
from tanshin.report.filing import Table as Layout
from tanshin.report.phrase import called, day_text
from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.taxonomy.pattern import PLACE
from tanshin.taxonomy.statement import Line
from tanshin.values.number import format_number

_SCALES = {
    "en": {0: "", 3: " thousands", 6: " millions", 9: " billions"},
    "ja": {0: "", 3: "千", 6: "百万", 9: "十億"},
}
_JAPANESE = {"JPY": "円", "USD": "米ドル"}
_PERCENT = {"en": "%", "ja": "％"}
#: What stands around a figure whose unit the company prints in the cell.
_AROUND = {
    "en": {"JPY/shares": ("JPY", ""), "JPY": ("JPY", ""), "pure": ("", "%"), "Gbps": ("", " Gbps")},
    "ja": {"JPY/shares": ("", "円"), "JPY": ("", "円"), "pure": ("", "％"), "Gbps": ("", "Gbps")},
}


def detail_table(filing: Filing, layout: Layout, lang: str) -> Table:
    """A table of the release, with its own captions, columns and signs."""
    return _Printer(filing, layout, lang).table()


@dataclass
class _Printer:
    """Prints one table; ``prints`` are its cells by column, or row and column, and fact."""

    filing: Filing
    layout: Layout
    lang: str

    def __post_init__(self) -> None:
        self.statement = self.filing.statement(self.layout)
        self.concepts = self.filing.taxonomy.dts.concepts
        own = [one for one in self.filing.prints if one.table == self.layout.id]
        self.own = own
        self.prints: Mapping[tuple[str, Key], Print] = {(one.column, one.key): one for one in own}

    def table(self) -> Table:
        """The table: lines down and columns across, or periods down and lines across."""
        if self.layout.rows:
            body = [self._period_row(row) for row in self.layout.rows]
        else:
            body = [row for line in self.statement.lines for row in self._rows(line, 0)]
        title = self.filing.taxonomy.dts.roles[self.statement.role].title(self.lang)
        return Table(self.layout.id, (*self._head(), *body), "statement", title)

    def _head(self) -> Iterator[Row]:
        heads = (Cell((Text(self._heading(column)),), "head") for column in self.layout.columns)
        yield Row((Cell(kind="head"), *heads), "head")
        units = [self._unit(column) for column in self.layout.columns]
        if any(units):
            yield Row((Cell(kind="head"), *(Cell((Text(unit),) if unit else (), "unit") for unit in units)), "head")

    def _heading(self, column: Column) -> str:
        if own := dict(column.captions).get(self.lang):
            return own
        if column.line:
            return self._caption(next(line for _, line in self.statement.walk() if line.id == column.line))
        for _, line in self.statement.walk():
            for companion, _ in line.companions:
                if companion.name == column.variant:
                    return dict(companion.headings)[self.lang]
        return self._when(column.period) if column.period else column.key

    def _when(self, period: str) -> str:
        """A period as a column names it: a day where everything is measured at one."""
        calendar, last = self.filing.calendar, day_text(self.filing.calendar.period(period).last, self.lang)
        concepts = [self.concepts[line.concept] for _, line in self.statement.walk()]
        if all(one.abstract or one.period is PeriodType.INSTANT for one in concepts):
            return f"As of\n{last}" if self.lang == "en" else f"{last}現在"
        try:
            return called(period, calendar, self.lang)
        except ValueError:
            return last

    def _unit(self, column: Column) -> str:
        """The unit that the column's figures are in, where they are in one and do not say so themselves."""
        printed = [one for one in self.own if one.column == column.key and not one.worded]
        units = Counter(self._unit_words(self.concepts[one.key.concept], one, column) for one in printed)
        return next(iter(units)) if len(units) == 1 else ""

    def _unit_words(self, concept: Concept, one: Print, column: Column) -> str:
        unit = str(one.key.unit)
        match concept.type:
            case ItemType.MONETARY:
                scale = _SCALES[self.lang][column.scale]
                return f"{unit}{scale}" if self.lang == "en" else f"{scale}{_JAPANESE.get(unit, unit)}"
            case ItemType.PERCENT | ItemType.PERCENT_2:
                return _PERCENT[self.lang]
            case ItemType.PER_SHARE:
                return "JPY" if self.lang == "en" else "円"
            case _:
                return ""

    def _rows(self, line: Line, depth: int) -> list[Row]:
        if line.inline:
            return []
        inner = [row for one in line.lines for row in self._rows(one, depth + 1)]
        caption = Cell((Text(self._caption(line)),), "caption")
        if line.abstract:
            return [Row((caption, *(Cell() for _ in self.layout.columns)), "heading", depth), *inner] if inner else []
        cells = tuple(self._cell(line, column) for column in self.layout.columns)
        if not any(cell.runs for cell in cells) and line.concept not in self.layout.bare:
            return inner
        # A rule stands between parts and their sum; a sum with its parts below it has none above.
        kind: Literal["line", "subtotal"] = "subtotal" if line.is_total and not depth and not inner else "line"
        return [Row((caption, *cells), kind, depth), *inner]

    def _period_row(self, row: TableRow) -> Row:
        words = dict(row.captions).get(self.lang) or row.key
        by_id = {line.id: line for _, line in reversed(list(self.statement.walk()))}
        cells = (
            self._cell(by_id[column.line], row.within(column)) if column.line else Cell()
            for column in self.layout.columns
        )
        return Row((Cell((Text(words),), "caption"), *cells))

    def _caption(self, line: Line) -> str:
        own = dict(line.patterns).get(self.lang)
        if own and not PLACE.search(own):
            return own
        return self.concepts[line.concept].label(self.lang, line.role)

    def _cell(self, line: Line, column: Column) -> Cell:
        if column.period is None:
            return Cell()
        span = self.filing.calendar.period(column.period)
        key = statement_key(line, column, span, self.concepts, self.filing.entity)
        one = self.prints.get((column.key, key)) if key else None
        return Cell(tuple(self._figure(one, line, column))) if one else Cell()

    def _figure(self, one: Print, line: Line, column: Column) -> Iterator[Run]:
        fact = self.filing.report.by_key[one.key]
        glyphs = GLYPHS[self.lang]
        if one.value is None or not isinstance(fact.value, Decimal):
            yield Tagged(fact, "", after=glyphs.nil)
            return
        scale = scale_of(self.concepts[one.key.concept], column)
        places = max((one.decimals or 0) + scale, 0)
        text = format_number(abs(one.value).scaleb(-scale), places)
        negative = bool(one.value) and (one.value < 0) != negates(self.layout, line, column)
        before, after = glyphs.negative if negative else ("+" if one.plus else "", "")
        if one.worded:
            around = _AROUND[self.lang].get(str(one.key.unit), ("", f" {one.key.unit}"))
            before, after = before + around[0], around[1] + after
        decimals = true_decimals(fact, abs(one.value), one.decimals if one.decimals is not None else 0)
        if decimals is None:
            yield Text(before + text + after)
            return
        stated = replace(fact, value=abs(one.value).copy_sign(fact.value), decimals=decimals)
        yield Tagged(stated, text, before, after, scale, Format.NUMBER)
