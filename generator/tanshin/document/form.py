"""The form -> a document, block by block as the form lays out its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

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
from tanshin.report.form import LEVELS, Entry, FigureKind, FormColumn, FormRow, FormTable, Texts
from tanshin.report.form import Block as Place
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
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def form_document(filing: Filing, lang: str) -> Document:
    """The form, filled in, in one language."""
    printer = _Printer(filing, lang)
    blocks = tuple(_joined(block for place in printer.places() for block in printer.block(place)))
    title = fill(filing.form.title[lang], filing.calendar, lang)
    printed = {fact.key for fact in Document("summary", lang, title, blocks).tagged()}
    own = filing.form_taxonomy.namespace
    hidden = tuple(
        show(fact, lang)
        for fact in filing.in_language(lang)
        if fact.concept.namespace == own and fact.key not in printed
    )
    return Document("summary", lang, title, blocks, hidden)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table without column headings goes on with the table right before it: its items differ in their periods."""
    before: Table | None = None
    for block in blocks:
        if before and isinstance(block, Table) and not block.head:
            before = replace(before, rows=before.rows + block.rows)
            continue
        if before:
            yield before
        before = block if isinstance(block, Table) else None
        if not before:
            yield block
    if before:
        yield before


class _Printer(Struct):
    """Prints the blocks one after the other.

    ``section`` is the heading that was printed last, ``numbers`` are the running numbers of the headings, the
    subheadings and what is numbered under them: what is left out takes no number.
    """

    filing: Filing
    lang: str
    section: str = ""
    numbers: list[int] = field(default_factory=lambda: [0, 0, 0])

    def places(self) -> list[Place]:
        """The blocks that have something to print; a heading or a page has, where something follows."""
        found: list[Place] = []
        below = {"heading": False, "subheading": False, "page": False}
        for place in reversed(self.filing.form.blocks):
            match place.kind:
                case "heading" | "subheading" | "page":
                    is_there = below[place.kind]
                    below = {
                        "heading": place.kind != "heading" and below["heading"],
                        "subheading": place.kind == "page" and below["subheading"],
                        "page": below["page"],
                    }
                case _:
                    is_there = self._is_there(place)
                    if is_there:
                        below = dict.fromkeys(below, True)
            if is_there:
                found.append(place)
        return found[::-1]

    def _is_there(self, place: Place) -> bool:
        match place.kind:
            case "text" | "fields" | "flags":
                return any(self._entry(entry) for line in place.lines for entry in line)
            case "table":
                return bool(self._reported(self.filing.form.table_of[place.table or ""]))
            case "extra":
                return any(layout.in_form for layout in self.filing.tables)
            case _:
                return True

    def block(self, place: Place) -> Iterator[Block]:
        match place.kind:
            case "title":
                yield self._title()
            case "heading" | "subheading":
                level = 2 if place.kind == "heading" else 3
                self.numbers[level - 1 :] = [0] * (4 - level)
                self.section = self._words(place.texts or {})
                yield Heading(level, (Text(self.section),))
            case "text":
                runs = self._entry(place.lines[0][0])
                yield Paragraph(runs, "right" if place.align == "right" else "small" if place.small else "text")
            case "fields" | "flags":
                lines = (self._line(line, colon=place.kind == "flags") for line in place.lines)
                yield Fields(tuple(line for line in lines if line))
            case "table":
                yield from self._table(self.filing.form.table_of[place.table or ""], place)
            case "page":
                yield PageBreak()
            case "extra":
                yield from self._extra()

    def _words(self, texts: Texts) -> str:
        """A text with its periods and running numbers: ``{1}`` of headings, ``{2}`` of subheadings, ``{3}`` below."""
        template = texts[self.lang]
        numbers = {level: self._number(int(level)) for level in LEVELS if f"{{{level}}}" in template}
        return fill(template, self.filing.calendar, self.lang, numbers)

    def _number(self, level: int) -> str:
        """The next number of a level; those below it begin anew."""
        self.numbers[level - 1 :] = [self.numbers[level - 1] + 1, *[0] * (3 - level)]
        number = self.numbers[level - 1]
        return _CIRCLED[number - 1] if level == 3 and self.lang == "ja" and number <= len(_CIRCLED) else str(number)

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
                found.append((self._words(entry.label) if entry.label else "", runs))
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

    def _filled(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> list[FormRow]:
        """The rows in which something is reported."""
        return [row for row in table.rows if any(self._fact(table, row, *one) for one in columns)]

    def _fact(self, table: FormTable, row: FormRow, column: FormColumn, concept: QName) -> Fact | None:
        defined = self.filing.form_taxonomy.dts.concepts[concept]
        return self.filing.report.get(form_key(table, row, column, defined, self.filing.calendar, self.filing.entity))

    def _caption(self, table: FormTable, column: FormColumn, concept: QName) -> str:
        if column.caption and not (self.lang == "en" and column.group is None and self._own(concept)):
            return column.caption[self.lang]
        label = self.filing.form_taxonomy.dts.concepts[concept].label(self.lang)
        return self._own(concept) or table.worded(label, self.lang)

    def _own(self, concept: QName) -> str:
        """The company's own English caption."""
        own = self.filing.issuer.captions.get(concept.local, ())
        return own[0] if own and self.lang == "en" else ""

    def _table(self, table: FormTable, place: Place) -> Iterator[Block]:
        columns = self._reported(table)
        if table.note:
            yield Paragraph((Text(table.note[self.lang]),), "right")
        match table.layout:
            case "grid":
                yield Table(table.id, (*self._heads(table, columns), *self._rows(table, columns)), "form", self.section)
            case "continued":
                yield Table(table.id, tuple(self._continued(table, columns)), "form", self.section)
            case "transposed":
                yield self._transposed(table, columns)
            case "inline":
                yield self._sentence(table, columns, (place.texts or {}).get(self.lang, ""))

    def _heads(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> Iterator[Row]:
        grouped = any(column.group for column, _ in columns)
        top: list[Cell] = [Cell(kind="head", rowspan=2 if grouped else 1)]
        below: list[Cell] = []
        for index, (column, concept) in enumerate(columns):
            if column.change:
                continue
            beside = columns[index + 1 : index + 2]
            span = 2 if beside and beside[0][0].change else 1
            head = Cell((Text(self._caption(table, column, concept)),), "head", colspan=span)
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
        rows = self._filled(table, columns)
        before = rows[0].dimensions
        for row in rows:
            facts = [(column, self._fact(table, row, column, concept)) for column, concept in columns]
            cells = (
                Cell((show(fact, self.lang, scale=column.kind.scale),)) if fact else Cell(kind="void")
                for column, fact in facts
            )
            # A forecast under results is ruled off.
            yield Row((self._row_head(row), *cells), "line" if row.dimensions == before else "subtotal")
            before = row.dimensions

    def _continued(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> Iterator[Row]:
        """Rows under the headings of the last table that has some; a slot that this one has no figure for is void."""
        tables = self.filing.form.tables
        first = next(one for one in tables[tables.index(table) :: -1] if one.layout != "continued")
        slots = {first.columns.index(column): (column, concept) for column, concept in self._reported(first)}
        own = {table.columns.index(column): (column, concept) for column, concept in columns}
        for row in self._filled(table, columns):
            cells = []
            for index in slots:
                column, concept = own.get(index, (None, None))
                fact = self._fact(table, row, column, concept) if column and concept else None
                shown = show(fact, self.lang, scale=column.kind.scale) if column and fact else None
                cells.append(Cell((shown,)) if shown else Cell(kind="void"))
            yield Row((self._row_head(row), *cells), "line")

    def _row_head(self, row: FormRow) -> Cell:
        return Cell((Text(fill(row.caption[self.lang], self.filing.calendar, self.lang)),), "caption")

    def _transposed(self, table: FormTable, columns: list[tuple[FormColumn, QName]]) -> Table:
        rows = []
        for column, concept in columns:
            mark = f"{self._number(3)} " if self.lang == "ja" else f"{self._number(3)}) "
            cells = [Cell((Text(mark + self._caption(table, column, concept)),), "caption")]
            for row in self._filled(table, columns):
                fact = self._fact(table, row, column, concept)
                if fact is None:
                    cells += [Cell(kind="caption"), Cell()]
                    continue
                unit = Text(" " + _UNITS[self.lang][column.kind])
                cells += [self._row_head(row), Cell((show(fact, self.lang, scale=column.kind.scale), unit))]
            rows.append(Row(tuple(cells)))
        return Table(table.id, tuple(rows), "form", self.section)

    def _sentence(self, table: FormTable, columns: list[tuple[FormColumn, QName]], lead: str) -> Paragraph:
        runs: list[Run] = [Text(lead + self._caption(table, *columns[0]))]
        for index, row in enumerate(self._filled(table, columns)):
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
