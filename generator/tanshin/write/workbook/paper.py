"""Sheets of a workbook and what is put on them; the same content gives the same bytes.

openpyxl writes formulas without their values. A workbook that nobody has opened yet would then say nothing of its
totals, so the values are put in beside the formulas, as a spreadsheet does when it saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.number_format import TEXT, plain
from tanshin.values.source import Source, cell_name

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

#: What a cell is for: the letters of the file, words for people, a heading, a caption, a total, what was published
#: before, and what a person fills in.
Look: TypeAlias = Literal["file", "title", "note", "head", "caption", "section", "total", "locked", "input"]

#: The most letters that a cell of a workbook holds, and that the name of a sheet has.
MAX_LETTERS, MAX_NAME = 32_767, 31

_WRAPPED = ("head", "caption", "section")

DAY = "yyyy\\-mm\\-dd"

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>tanshin</dc:creator></cp:coreProperties>'
)

#: Of each look: bold, italic, colour of the letters, colour of the ground, whether it may be typed into.
_LOOKS: dict[Look, tuple[bool, bool, str, str, bool]] = {
    "file": (False, False, "999999", "", False),
    "title": (True, False, "000000", "", False),
    "note": (False, False, "666666", "", False),
    "head": (True, False, "000000", "E4E8EE", False),
    "caption": (False, False, "000000", "", False),
    "section": (True, False, "000000", "", False),
    "total": (True, False, "000000", "F2F2F2", False),
    "locked": (False, False, "444444", "F2F2F2", False),
    "input": (False, False, "000000", "FFFBE6", True),
}


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
        self._styles: dict[tuple[Look, str, str], str] = {}

    def sheet(self, title: str) -> Page:
        """A new sheet; its name is as near to the title as a spreadsheet allows."""
        plain_title = _NOT_IN_NAMES.sub(" ", " ".join(title.split())).strip() or "-"
        name, number = plain_title[:MAX_NAME].strip(), 1
        taken = {sheet.title.casefold() for sheet in self.book.worksheets}
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = plain_title[: MAX_NAME - len(end)].strip() + end
        return Page(self, self.book.create_sheet(name))

    def style(self, look: Look, code: str, align: str) -> str:
        """The name of the style of a look and a number format; by their names styles are found at once."""
        from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

        key = (look, code, align)
        if key not in self._styles:
            bold, italic, ink, ground, is_open = _LOOKS[look]
            style = NamedStyle(f"tanshin {len(self._styles)}")
            style.font = Font(
                name="Noto Sans CJK JP", size=8 if look == "file" else 10, bold=bold, italic=italic, color=ink
            )
            if ground:
                style.fill = PatternFill("solid", fgColor=ground)
            style.number_format = code
            style.protection = Protection(locked=not is_open)
            style.alignment = Alignment(
                horizontal=align or None,
                vertical="top",
                wrap_text=look in _WRAPPED or (look == "input" and code == TEXT and not align),
            )
            if look == "input":
                side = Side("hair", color="BBBBBB")
                style.border = Border(side, side, side, side)
            elif look == "total":
                style.border = Border(top=Side("thin", color="000000"))
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


def _with_values(data: bytes, values: dict[str, str | None]) -> bytes:
    """A sheet with the values of its formulas; ``None`` is an empty text."""
    if not values:
        return data
    root = etree.fromstring(data)  # our own, just written
    for formula in root.iterfind(".//{*}c/{*}f"):
        cell = formula.getparent()
        assert cell is not None
        value = values[cell.get("r", "")]
        if value is None:
            cell.set("t", "str")
        elif "t" in cell.attrib:
            del cell.attrib["t"]
        for shown in cell.iterfind("{*}v"):
            shown.text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Page:
    """A sheet that is being written; rows and columns are counted from 1."""

    def __init__(self, paper: Paper, sheet: Worksheet) -> None:
        self._paper, self.sheet = paper, sheet

    def text(self, row: int, column: int, text: str, look: Look = "input", align: str = "") -> None:
        """A text, which is never taken for a formula or a number.

        Raises:
            InputError: it is longer than a cell holds (TNS037).
        """
        if len(text) > MAX_LETTERS:
            where = f"{self.sheet.title}!{cell_name(row, column)}"
            message = say(
                "{where}: a cell holds {most:,} characters at most; shorten the text", where=where, most=MAX_LETTERS
            )
            raise InputError(Finding("TNS037", Severity.ERROR, message, (Source(where),)))
        cell = self.sheet.cell(row, column)
        cell.style = self._paper.style(look, TEXT if look == "input" else "General", align)
        if text:
            cell.value = _ESCAPE.sub("_x005F_", text)
            cell.data_type = "s"
            cell.quotePrefix = True

    def blank(self, row: int, column: int, code: str, look: Look = "input") -> None:
        """An empty cell for a figure or a day of a format."""
        self.sheet.cell(row, column).style = self._paper.style(look, code, "")

    def number(self, row: int, column: int, value: Decimal, code: str, look: Look = "input") -> None:
        """A number in a format."""
        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.style = self._paper.style(look, code, "")

    def day(self, row: int, column: int, day: date) -> None:
        """A day."""
        cell = self.sheet.cell(row, column)
        cell.value = day
        cell.style = self._paper.style("input", DAY, "left")

    def formula(self, row: int, column: int, formula: str, value: Decimal | None, code: str) -> None:
        """A formula with its value; without one the cell shows nothing."""
        cell = self.sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.style = self._paper.style("total", code, "")
        self._paper.values.setdefault(self.sheet.title, {})[cell_name(row, column)] = (
            None if value is None else plain(value)
        )

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

    def finish(self, top: int, widths: Iterable[float], *, wide: bool = False, frozen: int = 0) -> None:
        """Set widths, panes and print; the headings end in row ``top``, and ``frozen`` columns stay in view."""
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        for column, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = cell_name(top + 1, frozen + 1)
        sheet.print_area = f"A1:{cell_name(max(sheet.max_row, top), sheet.max_column)}"
        sheet.print_title_rows = f"1:{top}"
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&A  &P / &N"
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.insertRows = False
        sheet.sheet_view.showGridLines = False
