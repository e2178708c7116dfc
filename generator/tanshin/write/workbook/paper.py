"""Sheets of a workbook and what is put on them; the same content gives the same bytes.

openpyxl writes formulas without their values. A workbook that nobody has opened yet would then say nothing of its
totals, so the values are put in beside the formulas, as a spreadsheet does when it saves. And it writes 0.69 as the
digits of the nearest binary number: ours are the decimal digits that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.number_format import GENERAL, TEXT, plain
from tanshin.values.source import Source, cell_name
from tanshin.write.layout import measure
from tanshin.write.workbook.look import Look, style_of, wraps

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

#: The most letters that a cell of a workbook holds, and that the name of a sheet has.
MAX_LETTERS, MAX_NAME = 32_767, 31

DAY = "yyyy\\-mm\\-dd"

#: Of a row: points to a line, and the most there are; of a column: hundredths of an em to a unit of its width.
_LINE, _TALLEST, _ROOM = 14.5, 400.0, 58

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>tanshin</dc:creator></cp:coreProperties>'
)


def needs_openpyxl(file: str) -> InputError:
    """What is said where the library that writes workbooks is not installed."""
    message = say("{file} is a workbook, for which openpyxl is needed: pip install 'tanshin[xlsx]'", file=file)
    return InputError(Finding("TNS037", Severity.ERROR, message, (Source(file),)))


class Paper:
    """A workbook that is being written."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.book: Workbook = Workbook()
        self.book.remove(self.book.active)
        self.book.calculation.fullCalcOnLoad = True
        self.values: dict[str, dict[str, str | None]] = {}
        self._styles: dict[tuple[Look, str, str, int], str] = {}

    def sheet(self, title: str) -> Page:
        """A new sheet; its name is as near to the title as a spreadsheet allows."""
        plain_title = _short(" ".join(_NOT_IN_NAMES.sub(" ", title).split())) or "-"
        name, number = plain_title[:MAX_NAME].strip(), 1
        taken = {sheet.title.casefold() for sheet in self.book.worksheets}
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = plain_title[: MAX_NAME - len(end)].strip() + end
        return Page(self, self.book.create_sheet(name))

    def style(self, look: Look, code: str, align: str, indent: int) -> str:
        """The name of a style; by their names styles are found at once."""
        key = (look, code, align, indent)
        if key not in self._styles:
            style = style_of(f"tanshin {len(self._styles)}", look, code, align, indent)
            self.book.add_named_style(style)
            self._styles[key] = style.name
        return self._styles[key]

    def data(self) -> bytes:
        """The workbook."""
        buffer = BytesIO()
        self.book.save(buffer)
        parts = dict(read_zip(buffer.getvalue(), "workbook"))
        for number, sheet in enumerate(self.book.worksheets, 1):
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _with_values(parts[name], self.values.get(sheet.title, {}))
        parts["docProps/core.xml"] = _CORE.encode()
        return write_zip(parts)


def _short(title: str) -> str:
    """A title with the words left out that tell sheets apart least, as far as it is too long for a name."""
    words = title.split()
    if len(title) > MAX_NAME and "Consolidated" in words:
        words.remove("Consolidated")
    while len(" ".join(words)) > MAX_NAME and len(words) > 1:
        del words[: 2 if words[1] == "of" else 1]
    return " ".join(words)


def _with_values(data: bytes, values: dict[str, str | None]) -> bytes:
    """A sheet with the values of its numbers and formulas; ``None`` is an empty text."""
    if not values:
        return data
    root = etree.fromstring(data)  # our own, just written
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c"):
        at = cell.get("r", "")
        if at in values:
            if values[at] is None:
                cell.set("t", "str")
            elif "t" in cell.attrib:
                del cell.attrib["t"]
            for shown in cell.iterfind("{*}v"):
                shown.text = values[at]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Page:
    """A sheet that is being written; rows and columns are counted from 1."""

    def __init__(self, paper: Paper, sheet: Worksheet) -> None:
        self._paper, self.sheet = paper, sheet
        self._wrapped: list[tuple[int, int, int, str]] = []

    def text(
        self,
        row: int,
        column: int,
        text: str,
        look: Look = "input",
        align: str = "",
        *,
        indent: int = 0,
        across: int = 1,
    ) -> None:
        """A text, which is never taken for a formula or a number; ``across`` columns are made one cell.

        Raises:
            InputError: it is longer than a cell holds (TNS037).
        """
        if len(text) > MAX_LETTERS:
            where = f"{self.sheet.title}!{cell_name(row, column)}"
            message = say(
                "{where}: a cell holds {most:,} characters at most; shorten the text", where=where, most=MAX_LETTERS
            )
            raise InputError(Finding("TNS037", Severity.ERROR, message, (Source(where),)))
        code = TEXT if look == "input" else GENERAL
        cell = self.sheet.cell(row, column)
        cell.style = self._paper.style(look, code, align, indent)
        if text:
            cell.value = _ESCAPE.sub("_x005F_", text)
            cell.data_type = "s"
            cell.quotePrefix = True
            if wraps(look, code, align):
                self._wrapped.append((row, column, across, text))
        self.join(row, column, 1, across)

    def join(self, row: int, column: int, down: int, across: int) -> None:
        """Make cells one; those behind the first look like it, so that lines go around all."""
        if down * across > 1:
            first = self.sheet.cell(row, column)
            for at in range(row, row + down):
                for beside in range(column, column + across):
                    self.sheet.cell(at, beside).style = first.style
            self.sheet.merge_cells(None, row, column, row + down - 1, column + across - 1)

    def blank(self, row: int, column: int, code: str, look: Look = "input") -> None:
        """An empty cell for a figure or a day of a format."""
        self.sheet.cell(row, column).style = self._paper.style(look, code, "", 0)

    def number(self, row: int, column: int, value: Decimal, code: str, look: Look = "input") -> None:
        """A number in a format."""
        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.style = self._paper.style(look, code, "", 0)
        self._settle(row, column, plain(value))

    def day(self, row: int, column: int, day: date) -> None:
        """A day."""
        cell = self.sheet.cell(row, column)
        cell.value = day
        cell.style = self._paper.style("input", DAY, "left", 0)

    def formula(self, row: int, column: int, formula: str, value: Decimal | None, code: str) -> None:
        """A formula with its value; without one the cell shows nothing."""
        cell = self.sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.style = self._paper.style("total", code, "", 0)
        self._settle(row, column, None if value is None else plain(value))

    def _settle(self, row: int, column: int, value: str | None) -> None:
        self._paper.values.setdefault(self.sheet.title, {})[cell_name(row, column)] = value

    def choice(self, row: int, column: int, words: Iterable[str], message: str) -> None:
        """Let a cell hold one of some words."""
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        self._add(rule, row, column, message)

    def only_days(self, row: int, column: int, message: str) -> None:
        """Let a cell hold a day."""
        from openpyxl.worksheet.datavalidation import DataValidation

        # 1 January 1901 to 31 December 2199.
        rule = DataValidation(
            "date", operator="between", formula1="367", formula2="109939", allow_blank=True, showErrorMessage=True
        )
        self._add(rule, row, column, message)

    def _add(self, rule: DataValidation, row: int, column: int, message: str) -> None:
        rule.error = message
        rule.add(cell_name(row, column))
        self.sheet.add_data_validation(rule)

    def finish(
        self, top: int, widths: Iterable[float], *, wide: bool = False, frozen: int = 0, protected: bool = True
    ) -> None:
        """Set widths, heights, panes and print; headings end in row ``top``, and ``frozen`` columns stay in view."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.page import PageMargins

        sheet, set_widths = self.sheet, tuple(widths)
        for column, width in enumerate(set_widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        self._heighten(set_widths)
        sheet.freeze_panes = cell_name(top + 1, frozen + 1)
        sheet.print_area = f"A1:{cell_name(max(sheet.max_row, top), sheet.max_column)}"
        if top:
            sheet.print_title_rows = f"1:{top}"
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins = PageMargins(0.6, 0.6, 0.6, 0.7, 0.3, 0.3)
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&A  &P / &N"
        if protected:
            sheet.protection.sheet = True
            sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.insertRows = False
        sheet.sheet_view.showGridLines = False

    def _heighten(self, widths: tuple[float, ...]) -> None:
        """Give rows the lines that their texts need: not every program does when it opens a workbook."""
        needed: dict[int, int] = {}
        for row, column, across, text in self._wrapped:
            room = max(int(_ROOM * sum(widths[column - 1 : column - 1 + across])), 1)
            lines = sum(max(-(-measure(line) // room), 1) for line in text.split("\n"))
            needed[row] = max(needed.get(row, 1), lines)
        for row, lines in needed.items():
            if lines > 1:
                self.sheet.row_dimensions[row].height = min(_LINE * lines + 1, _TALLEST)
