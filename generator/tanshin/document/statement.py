"""Statement tables -> documents: rows from the presentation tree, columns from the filing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tanshin.document.display import show
from tanshin.document.model import Block, Cell, Document, Heading, Paragraph, Row, Run, Runs, Table, Text
from tanshin.document.words import column_head, period_words, unit_words
from tanshin.report.aspect import Duration
from tanshin.report.fact import Fact
from tanshin.report.filing import Column, Filing, negates, period_of, scale_of, statement_key
from tanshin.report.filing import Table as Layout
from tanshin.report.phrase import day_text
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import PeriodType
from tanshin.taxonomy.label import PERIOD_END
from tanshin.taxonomy.pattern import PLACE, Place, place_of
from tanshin.taxonomy.statement import Line

Style: TypeAlias = Literal["statement", "form"]


def statement_document(filing: Filing, layout: Layout, lang: str) -> Document:
    """The document that prints one statement table."""
    printer = Printer(filing, layout, lang)
    table = printer.table()
    title = title_of(filing, layout, lang)
    blocks: list[Block] = [
        Paragraph((Text(filing.issuer.names[lang]),), "small"),
        Heading(1, (Text(title),)),
        table,
    ]
    blocks += [Paragraph((Text(note),), "small") for note in _notes(filing, layout, lang)]
    return Document(layout.id, lang, title, tuple(blocks))


def title_of(filing: Filing, layout: Layout, lang: str) -> str:
    """What a statement table is called: by the filing, else by its statement."""
    return dict(layout.titles).get(lang) or filing.taxonomy.dts.roles[filing.statement(layout).role].title(lang)


def statement_table(filing: Filing, layout: Layout, lang: str, *, style: Style, tagged: bool) -> Table:
    """The table alone, for a document that shows it among other things, in the style of that document."""
    return replace(Printer(filing, layout, lang, tagged).table(), style=style)


def _notes(filing: Filing, layout: Layout, lang: str) -> Iterator[str]:
    exchange = filing.exchange
    if exchange and any(str(column.unit) == "USD" for column in layout.columns):
        day = day_text(exchange.day, lang)
        yield (
            f"（注）米ドル金額は、{day}現在の為替相場1米ドル＝{exchange.rate}円により換算した便宜上の表示です。"
            if lang == "ja"
            else f"(Note) U.S. dollar amounts are a convenience translation at JPY {exchange.rate} per US$1.00, "
            f"the rate of {day}."
        )


class Printer(Struct, dict=True):
    """Prints one statement table; a table of a release is printed by what becomes of this in ``table``."""

    filing: Filing
    layout: Layout
    lang: str
    tagged: bool = True

    def __post_init__(self) -> None:
        self.prints = {
            (one.column, one.key): one for one in reversed(self.filing.prints) if one.table == self.layout.id
        }
        self.statement = self.filing.statement(self.layout)
        # Where a balance closes the statement, no sum before it does.
        self.runs_on = any(line.role == PERIOD_END for _, line in self.statement.walk())
        lines = [line for _, line in self.statement.walk()]
        self.addends = {name for line in lines for name, _ in line.addends}
        self.footed = {name for line in lines for name, _ in line.footing}

    def table(self) -> Table:
        """The table."""
        rows = [*self._head()]
        names: Sequence[str | None] = self.layout.periods or (None,)
        for index, name in enumerate(names):
            period = self.filing.calendar.period(name) if name else None
            for line in self.statement.lines:
                # One year's closing balance opens the next: it is printed once.
                if not (line.opens and index):
                    rows += self._rows(line, 0, period)
        role = self.filing.taxonomy.dts.roles[self.statement.role]
        return Table(self.layout.id, tuple(rows), "statement", role.title(self.lang))

    # Column headings: periods over units, or components over units.

    def _head(self) -> Iterator[Row]:
        layout, lang = self.layout, self.lang
        if layout.periods:
            heads = [column_head(column, self.filing, self.statement, lang) for column in layout.columns]
            yield Row((Cell(kind="head"), *(Cell((Text(head),), "head") for head in heads)), "head")
        else:
            concepts = [self.filing.taxonomy.dts.concepts[name] for name in self.statement.concepts]
            is_instant = all(one.abstract or one.period is PeriodType.INSTANT for one in concepts)
            named = [
                period_words(self.filing.calendar.period(column.period or ""), lang, is_instant=is_instant)
                for column in layout.columns
            ]
            spans = [(head, len(list(group))) for head, group in groupby(named)]
            yield Row((Cell(kind="head"), *(Cell((Text(head),), "head", colspan=span) for head, span in spans)), "head")
        units = [unit_words(column, self.filing, self.statement, lang) for column in layout.columns]
        yield Row((Cell(kind="head"), *(Cell((Text(unit),), "unit") for unit in units)), "head")

    def _rows(self, line: Line, depth: int, period: Duration | None) -> list[Row]:
        if line.inline:
            return []
        inner = [row for one in line.lines for row in self._rows(one, depth + 1, period)]
        if line.abstract:
            return [Row((self._caption(line, period), *self._blanks()), "heading", depth), *inner] if inner else []
        cells = tuple(self._cell(line, column, period) for column in self.layout.columns)
        if not any(cell.runs for cell in cells) and line.concept not in self.layout.bare:
            return inner
        return [Row((self._caption(line, period), *cells), self._kind(line), depth), *inner]

    def _kind(self, line: Line) -> Literal["line", "subtotal", "total"]:
        if line.role == PERIOD_END:
            return "total"
        if not (line.addends or line.footing):
            return "line"
        is_part = line.concept in self.addends or line.id in self.footed
        return "subtotal" if self.runs_on or is_part else "total"

    def _blanks(self) -> tuple[Cell, ...]:
        return tuple(Cell() for _ in self.layout.columns)

    def _cell(self, line: Line, column: Column, period: Duration | None) -> Cell:
        fact = self._fact(line, column, period)
        one = self.prints.get((column.key, fact.key)) if fact else None
        if fact is None or one is None:
            return Cell()
        scale = scale_of(self.filing.taxonomy.dts.concepts[fact.concept], column)
        negated = negates(self.layout, line, column)
        # What this table alone says otherwise, and a mark accepts, is printed so; the fact is what the others say.
        differs = isinstance(one.value, Decimal) and one.value != fact.value
        shown = replace(fact, value=one.value) if differs else fact
        is_tagged = self.tagged and not differs and not line.restates
        return Cell((show(shown, self.lang, scale=scale, negated=negated, tagged=is_tagged),))

    def _fact(self, line: Line, column: Column, period: Duration | None) -> Fact | None:
        period = period or (self.filing.calendar.period(column.period) if column.period else None)
        if period is None:
            return None
        key = statement_key(line, column, period, self.filing.taxonomy.dts.concepts, self.filing.entity)
        return self.filing.report.get(key) if key else None

    # Captions, with the figures and days that stand inside them.

    def _caption(self, line: Line, period: Duration | None) -> Cell:
        pattern = self._pattern(line)
        if pattern is None:
            concept = self.filing.taxonomy.dts.concepts[line.concept]
            return Cell((Text(concept.label(self.lang, line.role)),), "caption")
        runs: list[Run] = []
        end = 0
        for match in PLACE.finditer(pattern):
            runs.append(Text(pattern[end : match.start()]))
            runs += self._inside(place_of(match), line, pattern, period)
            end = match.end()
        runs.append(Text(pattern[end:]))
        return Cell(tuple(run for run in runs if not isinstance(run, Text) or run.text), "caption")

    def _inside(self, place: Place, line: Line, pattern: str, period: Duration | None) -> Runs:
        calendar = self.filing.calendar
        if place.name == "date":
            named = calendar.period(place.periods[0]) if place.periods else period
            if named is None:
                return ()
            words = day_text(named.first if line.opens else named.last, self.lang)
            letters = PLACE.sub("", pattern)
            return (Text(words.upper() if letters.isupper() else words),)
        found = self._held(place)
        if not found:
            return ()
        scale = scale_of(self.filing.taxonomy.concept(place.name), self.layout.columns[0])
        # One printed figure may hold at two dates: it then states two facts.
        shown = show(found[0], self.lang, scale=scale, tagged=self.tagged)
        return (replace(shown, also=tuple(found[1:])),)

    def _pattern(self, line: Line) -> str | None:
        """The first caption with figures inside that says what this filing's figures are, if the line has any."""
        patterns = [pattern for lang, pattern in line.patterns if lang == self.lang]
        return next((pattern for pattern in patterns if self._fits(pattern)), patterns[0] if patterns else None)

    def _fits(self, pattern: str) -> bool:
        """Whether every place in a pattern has one value, on all the days it stands for."""
        places = [place_of(match) for match in PLACE.finditer(pattern)]
        return all(len({fact.value for fact in self._held(one)}) == 1 for one in places if one.name != "date")

    def _held(self, place: Place) -> list[Fact]:
        """The facts a place inside a caption stands for."""
        concept = self.filing.taxonomy.concept(place.name)
        unit = unit_of(concept, self.layout.home_unit)
        periods = (period_of(concept, self.filing.calendar.period(name)) for name in place.periods)
        return [fact for period in periods if (fact := self.filing.fact(concept.qname, period, unit))]
