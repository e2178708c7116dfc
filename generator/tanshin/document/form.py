"""The form -> a document, block by block as the form lays out its page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tanshin.document.display import show
from tanshin.document.model import (
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    Tagged,
    Text,
)
from tanshin.document.statement import statement_table, title_of
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, form_key, period_of
from tanshin.report.form import Block as Place
from tanshin.report.form import Entry, FigureKind, FormColumn, FormRow, FormTable
from tanshin.report.phrase import fill
from tanshin.values.qname import QName

#: The unit over a column, and around a figure in a sentence, by language.
_UNITS = {
    "ja": {
        FigureKind.MILLION: "百万円",
        FigureKind.PERCENT: "％",
        FigureKind.PER_SHARE: "円 銭",
        FigureKind.SHARES: "株",
    },
    "en": {
        FigureKind.MILLION: "JPY millions",
        FigureKind.PERCENT: "%",
        FigureKind.PER_SHARE: "JPY",
        FigureKind.SHARES: "shares",
    },
}
_IN_SENTENCE = {
    "ja": {FigureKind.MILLION: ("", "百万円"), FigureKind.PERCENT: ("（", "％）")},
    "en": {FigureKind.MILLION: ("JPY", " million"), FigureKind.PERCENT: ("(", "%)")},
}
_NUMBERS = {"ja": "①②③④⑤⑥⑦⑧⑨", "en": "123456789"}


def form_document(filing: Filing, lang: str) -> Document:
    """The form, filled in, in one language."""
    printer = _Printer(filing, lang)
    blocks = tuple(block for place in filing.form.blocks for block in printer.block(place))
    title = fill(filing.form.title[lang], filing.calendar, lang)
    printed = {fact.key for fact in Document("summary", lang, title, blocks).tagged()}
    own = filing.form_taxonomy.namespace
    hidden = tuple(
        show(fact, lang)
        for fact in filing.in_language(lang)
        if fact.concept.namespace == own and fact.key not in printed
    )
    return Document("summary", lang, title, blocks, hidden)


class _Printer(Struct):
    """Prints the blocks one after the other; ``section`` is the heading that was printed last."""

    filing: Filing
    lang: str
    section: str = ""

    def block(self, place: Place) -> Iterator[Block]:
        match place.kind:
            case "title":
                yield self._title()
            case "heading" | "subheading":
                self.section = self._words(place)
                yield Heading(2 if place.kind == "heading" else 3, (Text(self.section),))
            case "text":
                runs = self._entry(place.lines[0][0])
                if runs:
                    yield Paragraph(runs, "right" if place.align == "right" else "small" if place.small else "text")
            case "fields":
                yield Fields(tuple(self._line(line) for line in place.lines))
            case "flags":
                yield Fields(tuple(self._line(line, colon=True) for line in place.lines))
            case "table":
                yield from self._table(self.filing.form.table_of[place.table or ""], place)
            case "page":
                yield PageBreak()
            case "extra":
                yield from self._extra()

    def _words(self, place: Place) -> str:
        return fill((place.texts or {})[self.lang], self.filing.calendar, self.lang)

    def _title(self) -> Heading:
        """The title; the part of it that is the document's name is that fact."""
        title = fill(self.filing.form.title[self.lang], self.filing.calendar, self.lang)
        fact = self._single(self.filing.form_taxonomy.name("DocumentName"))
        if fact is None or not isinstance(fact.value, str) or fact.value not in title:
            return Heading(1, (Text(title),))
        before, _, after = title.partition(fact.value)
        runs: tuple[Run, ...] = (Text(before), show(fact, self.lang), Text(after))
        return Heading(1, tuple(run for run in runs if isinstance(run, Tagged) or run.text))

    # Single items.

    def _single(self, concept: QName) -> Fact | None:
        place = self.filing.form.field_of.get(concept)
        if place is None:
            return None
        period = period_of(self.filing.form_taxonomy.dts.concepts[concept], self.filing.calendar.period(place.period))
        for lang in (None, self.lang):
            fact = self.filing.report.get(Key(concept, self.filing.entity, period, None, place.dimensions, lang))
            if fact:
                return fact
        return None

    def _entry(self, entry: Entry) -> Runs:
        if entry.code:
            return (Text(self.filing.issuer.code),)
        fact = self._single(entry.concept) if entry.concept else None
        if fact is None or (fact.is_nil and entry.optional):
            return ()
        before = (entry.before or {}).get(self.lang, "")
        shown = show(fact, self.lang)
        if entry.concept and entry.concept.local == "TokyoStockExchange" and fact.value is True:
            # The form prints where the share is listed, not that it is.
            shown = Tagged(fact, "東" if self.lang == "ja" else "Tokyo", format=shown.format)
        return (Text(before), shown) if before else (shown,)

    def _line(self, line: tuple[Entry, ...], *, colon: bool = False) -> tuple[tuple[str, Runs], ...]:
        found = []
        for entry in line:
            runs = self._entry(entry)
            if runs:
                if (colon or entry.colon) and self.lang == "ja":
                    runs = (Text("：　"), *runs)
                label = (entry.label or {}).get(self.lang, "")
                found.append((label, runs))
        return tuple(found)

    # Tables.

    def _reported(self, table: FormTable) -> list[tuple[FormColumn, QName]]:
        """Each column with the concept of its slot that the filing reports; a slot without facts is left out."""
        found = []
        for column in table.columns:
            for concept in column.concepts:
                if any(self._fact(table, row, column, concept) for row in table.rows):
                    found.append((column, concept))
                    break
        return found

    def _fact(self, table: FormTable, row: FormRow, column: FormColumn, concept: QName) -> Fact | None:
        defined = self.filing.form_taxonomy.dts.concepts[concept]
        return self.filing.report.get(form_key(table, row, column, defined, self.filing.calendar, self.filing.entity))

    def _caption(self, column: FormColumn, concept: QName) -> str:
        if column.caption and not (self.lang == "en" and column.group is None and self._own(concept)):
            return column.caption[self.lang]
        return self._own(concept) or self.filing.form_taxonomy.dts.concepts[concept].label(self.lang)

    def _own(self, concept: QName) -> str:
        """The company's own English caption."""
        own = self.filing.issuer.captions.get(concept.local, ())
        return own[0] if own and self.lang == "en" else ""

    def _table(self, table: FormTable, place: Place) -> Iterator[Block]:
        columns = self._reported(table)
        if not columns:
            return
        if table.note:
            yield Paragraph((Text(table.note[self.lang]),), "right")
        match table.layout:
            case "grid":
                yield Table(table.id, (*self._heads(columns), *self._rows(table, columns)), "form", self.section)
            case "transposed":
                yield self._transposed(table, columns)
            case "inline":
                yield self._sentence(table, columns, (place.texts or {}).get(self.lang, ""))

    def _heads(self, columns: list[tuple[FormColumn, QName]]) -> Iterator[Row]:
        grouped = any(column.group for column, _ in columns)
        top: list[Cell] = [Cell(kind="head", rowspan=2 if grouped else 1)]
        below: list[Cell] = []
        for index, (column, concept) in enumerate(columns):
            if column.change:
                continue
            beside = columns[index + 1 : index + 2]
            span = 2 if beside and beside[0][0].change else 1
            head = Cell((Text(self._caption(column, concept)),), "head", colspan=span)
            if not column.group:
                top.append(Cell(head.runs, "head", span, 2 if grouped else 1))
                continue
            below.append(head)
            if index == 0 or columns[index - 1][0].group != column.group:
                width = sum(1 for other, _ in columns if other.group == column.group)
                top.append(Cell((Text(column.group[self.lang]),), "head", colspan=width))
        yield Row(tuple(top), "head")
        if below:
            yield Row(tuple(below), "head")
        units = (Cell((Text(_UNITS[self.lang][column.kind]),), "unit") for column, _ in columns)
        yield Row((Cell(kind="unit"), *units), "head")

    def _rows(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> Iterator[Row]:
        before = table.rows[0].dimensions
        for row in table.rows:
            facts = [(column, self._fact(table, row, column, concept)) for column, concept in columns]
            cells = (
                Cell((show(fact, self.lang, scale=column.kind.scale),)) if fact else Cell(kind="void")
                for column, fact in facts
            )
            # A forecast under results is ruled off.
            yield Row((self._row_head(row), *cells), "line" if row.dimensions == before else "subtotal")
            before = row.dimensions

    def _row_head(self, row: FormRow) -> Cell:
        return Cell((Text(fill(row.caption[self.lang], self.filing.calendar, self.lang)),), "caption")

    def _transposed(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> Table:
        rows = []
        for number, (column, concept) in zip(_NUMBERS[self.lang], columns, strict=False):
            mark = f"{number} " if self.lang == "ja" else f"{number}) "
            cells = [Cell((Text(mark + self._caption(column, concept)),), "caption")]
            for row in table.rows:
                fact = self._fact(table, row, column, concept)
                cells.append(self._row_head(row))
                unit = Text(" " + _UNITS[self.lang][column.kind])
                cells.append(
                    Cell((show(fact, self.lang, scale=column.kind.scale), unit)) if fact else Cell(kind="void")
                )
            rows.append(Row(tuple(cells)))
        return Table(table.id, tuple(rows), "form", self.section)

    def _sentence(self, table: FormTable, columns: list[tuple[FormColumn, QName]], lead: str) -> Paragraph:
        runs: list[Run] = [Text(lead + self._caption(*columns[0]))]
        for index, row in enumerate(table.rows):
            caption = fill(row.caption[self.lang], self.filing.calendar, self.lang)
            runs.append(Text(f"　{caption}　" if self.lang == "ja" else f"{'; ' if index else ': '}{caption} "))
            for column, concept in columns:
                fact = self._fact(table, row, column, concept)
                if fact:
                    before, after = _IN_SENTENCE[self.lang][column.kind]
                    gap = "" if column is columns[0][0] or self.lang == "ja" else " "
                    runs += [Text(gap + before), show(fact, self.lang, scale=column.kind.scale), Text(after)]
        return Paragraph(tuple(run for run in runs if isinstance(run, Tagged) or run.text), "text")

    def _extra(self) -> Iterator[Block]:
        """Statement tables that the filing shows in the form as well; the form has no elements for them."""
        for layout in self.filing.tables:
            if layout.in_form:
                title = title_of(self.filing, layout, self.lang)
                yield Heading(3, (Text(f"（参考）{title}" if self.lang == "ja" else f"(Reference) {title}"),))
                yield statement_table(self.filing, layout, self.lang, style="form", tagged=False)
