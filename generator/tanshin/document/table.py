"""Tables of a release -> table blocks: figures as they were printed, tagged as precisely as they are true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from tanshin.document.display import show
from tanshin.document.model import Cell, Row, Table, Tagged, Text
from tanshin.document.precision import true_decimals
from tanshin.document.statement import Printer, title_of
from tanshin.document.words import companion_head, period_words, scaled_currency
from tanshin.report.aspect import Duration, Instant
from tanshin.report.fact import Fact
from tanshin.report.filing import Column, Filing, Print, negates, scale_of, statement_key
from tanshin.report.filing import Table as Layout
from tanshin.report.phrase import called
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.label import TERSE
from tanshin.taxonomy.statement import Line

_PERCENT = (ItemType.PERCENT, ItemType.PERCENT_2)


def table_block(filing: Filing, layout: Layout, lang: str) -> Table:
    """A table of the release as it is printed."""
    return replace(TablePrinter(filing, layout, lang).table(), label=title_of(filing, layout, lang))


class TablePrinter(Printer):
    """Prints one table of a release."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.lines = {line.id: line for _, line in self.statement.walk()}

    def table(self) -> Table:
        """The table."""
        if not self.layout.rows:
            return super().table()
        rows = [*self._head()]
        for described in self.layout.rows:
            columns = [described.within(column) for column in self.layout.columns]
            cells = [self._cell(self.lines[column.line or ""], column, None) for column in columns]
            if any(cell.runs for cell in cells):
                caption = Text(dict(described.captions).get(self.lang, described.key))
                rows.append(Row((Cell((caption,), "caption"), *cells)))
        role = self.filing.taxonomy.dts.roles[self.statement.role]
        return Table(self.layout.id, tuple(rows), "statement", role.title(self.lang))

    def _head(self) -> Iterator[Row]:
        heads = [Cell((Text(self._heading(column)),), "head") for column in self.layout.columns]
        yield Row((Cell(kind="head"), *heads), "head")
        units = [self._unit(column) for column in self.layout.columns]
        if any(units):
            yield Row((Cell(kind="head"), *(Cell((Text(unit),), "unit") for unit in units)), "head")

    def _heading(self, column: Column) -> str:
        """A column by its own caption, the line it shows, what accompanies figures there, or its period."""
        own = dict(column.captions).get(self.lang)
        if own:
            return own
        concepts = self.filing.taxonomy.dts.concepts
        if column.line:
            return self._members_of(column) or self._line_words(self.lines[column.line])
        words = companion_head(column, self.statement, self.lang) if column.variant else None
        if words is None and column.period:
            is_instant = all(isinstance(one.key.period, Instant) for one in self._printed_in(column))
            words = None if is_instant else called(column.period, self.filing.calendar, self.lang)
            period = self.filing.calendar.period(column.period)
            words = words or period_words(period, self.lang, is_instant=is_instant)
        members = [concepts[member].label(self.lang, TERSE) for _, member in column.dimensions]
        return "\n".join([*([words] if words else []), *members])

    def _line_words(self, line: Line) -> str:
        concept = self.filing.taxonomy.dts.concepts[line.concept]
        return dict(line.patterns).get(self.lang) or concept.label(self.lang, line.role)

    def _members_of(self, column: Column) -> str:
        """What tells a column from others that show the same line: its members, or what having none means."""
        alike = [one for one in self.layout.columns if one.line == column.line]
        axes = dict.fromkeys(axis for one in alike for axis, _ in one.dimensions) if len(alike) > 1 else {}
        dts = self.filing.taxonomy.dts
        members = (dict(column.dimensions).get(axis) or dts.default_members.get(axis) for axis in axes)
        return "\n".join(dts.concepts[member].label(self.lang, TERSE) for member in members if member)

    def _unit(self, column: Column) -> str:
        """The scale and currency of a column that has amounts; percentages and numbers of things have none."""
        concepts = self.filing.taxonomy.dts.concepts
        shown = [concepts[one.key.concept] for one in self._printed_in(column)]
        if any(one.type is ItemType.MONETARY for one in shown):
            return scaled_currency(column, self.lang)
        if shown and all(one.type is ItemType.PER_SHARE for one in shown):
            return scaled_currency(replace(column, scale=0), self.lang)
        return ""

    def _printed_in(self, column: Column) -> list[Print]:
        return [one for (key, _), one in self.prints.items() if key == column.key]

    def _cell(self, line: Line, column: Column, period: Duration | None) -> Cell:
        one = self._print(line, column, period)
        fact = self.filing.report.get(one.key) if one else None
        if one is None or fact is None:
            return Cell()
        concept = self.filing.taxonomy.dts.concepts[one.key.concept]
        stated = Fact(one.key, one.value, one.decimals, one.table, one.source)
        scale = scale_of(concept, column)
        shown = show(stated, self.lang, scale=scale, negated=negates(self.layout, line, column), tagged=self.tagged)
        if one.value is not None:
            shown = self._precise(shown, fact, one)
        before, after = self._affixes(one, is_percent=concept.type in _PERCENT)
        if one.value is not None:
            shown = replace(shown, before=f"{before}{shown.before}", after=f"{after}{shown.after}")
        return Cell((shown,))

    def _precise(self, shown: Tagged, fact: Fact, one: Print) -> Tagged:
        """The print as precise as it is true of the fact; what differs from the fact by more is no tag of it."""
        value = one.value or Decimal()
        same_sign = not value or not isinstance(fact.value, Decimal) or (value < 0) == (fact.value < 0)
        decimals = true_decimals(fact, abs(value), one.decimals or 0) if same_sign else None
        if decimals is None:
            return replace(shown, tagged=False)
        return replace(shown, fact=replace(shown.fact, decimals=decimals))

    def _affixes(self, one: Print, *, is_percent: bool) -> tuple[str, str]:
        """What stands around a figure: a plus sign and the unit as printed, and always the per-cent sign."""
        plus = "+" if one.plus else ""
        unit = str(one.key.unit).partition("/")[0]
        if is_percent:
            return plus, "%"
        if not one.worded or unit == "pure":
            return plus, ""
        if unit == "JPY":
            return (plus, "円") if self.lang == "ja" else (f"{plus}JPY", "")
        return plus, f" {unit}"

    def _print(self, line: Line, column: Column, period: Duration | None) -> Print | None:
        period = period or (self.filing.calendar.period(column.period) if column.period else None)
        if period is None:
            return None
        key = statement_key(line, column, period, self.filing.taxonomy.dts.concepts, self.filing.entity)
        return self.prints.get((column.key, key)) if key else None

    def _kind(self, line: Line) -> Literal["line", "subtotal", "total"]:
        """A rule stands between parts and their sum; a sum with its parts below it has none above."""
        return "subtotal" if line.is_total and not line.lines else "line"
