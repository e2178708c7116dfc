"""Finished documents -> a workbook for readers: the form, the statements and tables as printed, and every fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from tanshin.document.model import (
    Block,
    Cell,
    Document,
    Fields,
    Footnotes,
    Heading,
    Mark,
    Paragraph,
    Run,
    Runs,
    Table,
    Tagged,
    runs_of,
)
from tanshin.document.tabular import tabular
from tanshin.report.filing import Filing
from tanshin.values.number_format import format_of
from tanshin.write.layout import Place, column_count, measure, places
from tanshin.write.submitter import names_of
from tanshin.write.workbook.facts import write_facts
from tanshin.write.workbook.look import Look
from tanshin.write.workbook.paper import Page, Paper, needs_openpyxl

FOLDER = "workbook"

#: Columns in units of their width: captions and figures, the least and the most; hundredths of an em to a unit.
_LEAST, _CAPTIONS, _FIGURES, _UNIT = (22.0, 8.0), 62.0, 26.0, 52
#: What a heading is granted beside few others, and beside many.
_HEADS, _FEW = (26.0, 14.0), 4
_NAMES = {
    "summary": {"en": "Summary", "ja": "決算短信サマリー"},
    "release": {"en": "Tables of the release", "ja": "決算発表文の表"},
    "presentation": {"en": "Tables of the slides", "ja": "説明資料の表"},
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: More columns than these are printed on a page laid on its side.
_WIDE = 7

_ROWS: Mapping[str, Look] = {"subtotal": "subtotal", "total": "total", "grand": "grand", "heading": "section"}


def finished_path(filing: Filing, lang: str) -> str:
    """Where the workbook in a language lies in a build."""
    return f"{FOLDER}/{names_of(filing).summary}-{lang}.xlsx"


def finished(filing: Filing, documents: Iterable[Document], languages: Iterable[str]) -> dict[str, bytes]:
    """The workbooks for readers, one for each language, by their paths.

    Figures are numbers in a format that shows them as the documents do, down to the sign of a loss; nothing is a
    formula. The last sheet lists every fact.

    Raises:
        InputError: openpyxl is not installed (TNS037).
    """
    every, files = tuple(documents), {}
    for lang in languages:
        path = finished_path(filing, lang)
        try:
            paper = Paper()
        except ImportError:
            raise needs_openpyxl(path) from None
        for document in tabular(every, lang):
            name = _NAMES.get(document.name, {}).get(lang, document.title)
            _Sheet(paper.sheet(name), document).write()
        write_facts(paper, filing, lang)
        files[path] = paper.data()
    return files


class _Sheet(Struct, dict=True):
    """A document on its sheet; ``row`` is where the next line goes."""

    page: Page
    document: Document
    row: int = 0

    def write(self) -> None:
        tables = [block for block in self.document.blocks if isinstance(block, Table)]
        self.columns = max(map(column_count, tables), default=1)
        for block in self.document.blocks:
            self._block(block)
        self.page.finish(0, _widths(tables, self.columns), wide=self.columns > _WIDE, protected=False)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(level=level):
                self.row += level > 1
                self._words(block.runs, "title" if level == 1 else "heading")
            case Table():
                self._table(block)
            case Fields():
                for label, runs in (pair for line in block.lines for pair in line):
                    self._pair(label.strip(), _words(runs))
            case Paragraph(style=style):
                look: Look = "words" if style == "text" else "note"
                self._words(block.runs, look, "right" if style in ("right", "dateline") else "")
            case Footnotes():
                for note in block.notes:
                    self._line(f"{note.mark} {_words(note.runs)}", "note")
            case _:
                for runs in runs_of(block):
                    self._words(runs, "words")

    def _words(self, runs: Runs, look: Look, align: str = "") -> None:
        self._line(_words(runs), look, align)

    def _line(self, text: str, look: Look, align: str = "") -> None:
        """Words over the whole width."""
        if text:
            self.row += 1
            self.page.text(self.row, 1, text, look, align, across=self.columns)

    def _pair(self, label: str, text: str) -> None:
        self.row += 1
        if label:
            self.page.text(self.row, 1, label, "words")
        if text:
            self.page.text(self.row, 2 if self.columns > 1 else 1, text, "words", across=max(self.columns - 1, 1))

    # Tables

    def _table(self, table: Table) -> None:
        self._line(table.note.strip(), "note", "right")
        top = self.row + 1
        for place in places(table.rows):
            self._cell(table, place, top + place.line)
        self.row += len(table.rows) + 1

    def _cell(self, table: Table, place: Place, row: int) -> None:
        cell, column, is_form = place.cell, place.column + 1, table.style == "form"
        look, align, text = _look(place, is_form=is_form), _align(place, is_form=is_form), _words(cell.runs)
        figure = _figure(cell) if cell.kind == "figure" else None
        if figure:
            value, code = figure
            self.page.number(row, column, value, code, look)
        elif text or is_form or look in ("total", "grand", "subtotal", "head"):
            depth = place.row.depth if column == 1 and cell.kind == "caption" else 0
            self.page.text(row, column, text, look, align, indent=depth, across=cell.colspan)
        self.page.join(row, column, cell.rowspan, cell.colspan)


def _look(place: Place, *, is_form: bool) -> Look:
    """What a cell looks like in its table."""
    kind = place.cell.kind
    if is_form:
        return "boxed-head" if place.row.kind == "head" or kind == "head" else "boxed"
    if place.row.kind == "head":
        return "unit" if kind == "unit" else "head"
    return _ROWS.get(place.row.kind, "caption" if kind == "caption" else "figure")


def _align(place: Place, *, is_form: bool) -> str:
    """Figures and what stands above them go to the right, what stands above several of them into the middle."""
    if place.row.kind == "head" and (is_form or place.cell.colspan > 1):
        return "center"
    return "" if place.cell.kind == "caption" or place.column == 0 else "right"


def _words(runs: Runs) -> str:
    """What the eye sees of runs; marks are raised, or that of a footnote would be read as a digit of a figure."""
    return "".join(map(_seen, runs)).strip()


def _seen(run: Run) -> str:
    match run:
        case Tagged():
            return run.display
        case Mark():
            return run.text.translate(_RAISED)
        case _:
            return run.text


def _figure(cell: Cell) -> tuple[Decimal, str] | None:
    """The number of a figure and the format that shows it as printed, with the marks of its footnotes behind it."""
    marks = "".join(_seen(run) for run in cell.runs if isinstance(run, Mark))
    found = format_of(_words(tuple(run for run in cell.runs if not isinstance(run, Mark))))
    if found is None:
        return None
    value, code = found
    if marks:
        code = ";".join(f'{part}"{marks}"' for part in code.split(";"))
    return value, code


def _widths(tables: Iterable[Table], columns: int) -> Iterator[float]:
    """Columns as wide as their figures; long captions and headings go on below."""
    widths = [_LEAST[0], *(_LEAST[1] for _ in range(1, columns))]
    for table in tables:
        for place in places(table.rows):
            if place.cell.colspan == 1:
                need = _need(place) * 1.08 / _UNIT + 1.5
                most = (
                    _HEADS[columns > _FEW]
                    if place.cell.kind in ("head", "unit")
                    else _FIGURES
                    if place.column
                    else _CAPTIONS
                )
                widths[place.column] = max(widths[place.column], min(need, most))
    yield from widths


def _need(place: Place) -> int:
    """The width of a cell in hundredths of an em; a heading is parted into words."""
    text = _words(place.cell.runs)
    words = text.split() if place.cell.kind in ("head", "unit") else text.split("\n")
    return max(map(measure, words), default=0) + (100 * place.row.depth if place.column == 0 else 0)
