"""An Excel workbook -> its sheets as cells of text.

Read from the XML of the package itself (ECMA-376-1, sections 12.3 and 18.3): what it holds comes from outside, so
everything is bounded, nothing is looked up elsewhere, no formula is computed and no macro run; and the numbers stay the
decimal digits that they are in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath

from lxml import etree
from msgspec import Struct

from tanshin.read.workbook.style import formats
from tanshin.values.archive import read_zip
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.number_format import PRECISION, is_day, plain, shown
from tanshin.values.source import Source
from tanshin.values.xml import parse_xml

#: A filing has some forty sheets of some thousand cells. The area counts blank cells too: each row has its place.
MAX_SIZE, MAX_SHEETS, MAX_CELLS, MAX_AREA = 64 * 1024 * 1024, 400, 400_000, 1_000_000

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
#: A letter by its number (section 22.9.2.19); half of one is no letter, and stays as it is.
_ESCAPED = re.compile("_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")
_INDEX = re.compile("[0-9]{1,9}")
_OLD = b"\xd0\xcf\x11\xe0"
_TRUE = ("1", "true")
#: Day 60 of the older system is 29 February 1900, which never was (section 18.17.4.1).
_FIRST_DAY, _FIRST_DAY_1904, _NO_DAY = date(1899, 12, 30), date(1904, 1, 1), 60
_LAST_DAY = 2_000_000


class Read(Struct, frozen=True):
    """A cell: its text as it is shown, and what is wrong with it.

    ``lost`` is the number in the cell where that is not what it shows; ``fault`` says why there is no text.
    """

    text: str
    lost: str = ""
    fault: str = ""


class Sheet(Struct, frozen=True):
    """A sheet: its cells by row and column, counted from 1; those that are merged, as it writes them."""

    name: str
    cells: Mapping[tuple[int, int], Read]
    merged: tuple[str, ...] = ()

    def text(self, row: int, column: int) -> str:
        """The text of a cell without white space around it."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    @property
    def size(self) -> tuple[int, int]:
        """The last row and the last column with anything in it."""
        filled = [at for at, cell in self.cells.items() if cell.text or cell.fault]
        return max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)


def read_sheets(data: bytes, file: str) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order; charts have no cells and are left out.

    Raises:
        InputError: it is no workbook that can be read (TNS021, TNS017, TNS037).
    """
    if data.startswith(_OLD):
        raise refuse(say("it is locked by a password, or of the older kind .xls; save it as .xlsx without one"), file)
    parts = read_zip(data, file, max_size=MAX_SIZE)
    return _Package(parts, file).sheets()


def refuse(reason: str, file: str) -> InputError:
    """The error that ends the reading of a workbook."""
    message = say("{file} cannot be read as a workbook: {reason}", file=file, reason=reason)
    return InputError(Finding("TNS037", Severity.ERROR, message, (Source(file),)))


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name below an element, in whichever of the two namespaces of the format."""
    return element.iterchildren(f"{{*}}{name}")


class _Package:
    """The parts of one workbook."""

    def __init__(self, parts: Mapping[str, bytes], file: str) -> None:
        self._parts = {f"/{name}".casefold(): data for name, data in parts.items()}
        self._file = file
        self._cells = 0
        self._area = 0

    def _root(self, part: str) -> etree._Element:
        data = self._parts.get(part.casefold())
        if data is None:
            raise refuse(say("{part} is missing in it; save it again as .xlsx", part=part), self._file)
        return parse_xml(data, f"{self._file}{part}").getroot()

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id the kind, and the part that is meant; places outside are left out."""
        path = PurePosixPath(part)
        name = f"{path.parent}/_rels/{path.name}.rels".replace("//", "/")
        if name.casefold() not in self._parts:
            return {}
        found = {}
        for one in self._root(name):
            if one.get("TargetMode") != "External":
                target = (path.parent / one.get("Target", "")).as_posix()
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], re.sub(r"/[^/]+/\.\.", "", target))
        return found

    def sheets(self) -> tuple[Sheet, ...]:
        main = next((target for kind, target in self._related("/").values() if kind == "officeDocument"), None)
        if main is None:
            raise refuse(say("it has no workbook in it; save it as .xlsx"), self._file)
        root, related = self._root(main), self._related(main)
        if (what := etree.QName(root).localname) != "workbook":
            raise refuse(say("what it holds is no workbook but {what}; save it as .xlsx", what=what), self._file)
        of_kind = dict(related.values())
        strings = self._strings(of_kind.get("sharedStrings"))
        codes = formats(self._root(of_kind["styles"])) if "styles" in of_kind else ()
        is_1904 = any(one.get("date1904") in _TRUE for one in children(root, "workbookPr"))
        entries = [one for block in children(root, "sheets") for one in block]
        if len(entries) > MAX_SHEETS:
            raise refuse(say("it has more than {most} sheets", most=MAX_SHEETS), self._file)
        found = []
        for entry in entries:
            id_ = entry.get(_RELATIONSHIP) or entry.get(_STRICT_RELATIONSHIP) or ""
            kind, part = related.get(id_, ("", ""))
            if kind == "worksheet":
                reader = _SheetReader(strings, codes, is_1904=is_1904)
                found.append(self._sheet(entry.get("name", ""), self._root(part), reader))
        return tuple(found)

    def _strings(self, part: str | None) -> list[str]:
        return [_words(one) for one in children(self._root(part), "si")] if part else []

    def _sheet(self, name: str, root: etree._Element, reader: _SheetReader) -> Sheet:
        cells: dict[tuple[int, int], Read] = {}
        for block in children(root, "sheetData"):
            row = 0
            for line in children(block, "row"):
                row = _number(line.get("r"), row + 1)
                column = 0
                for cell in children(line, "c"):
                    row, column = _place(cell.get("r"), row, column + 1)
                    self._cells += 1
                    if self._cells > MAX_CELLS:
                        raise refuse(say("it has more than {most:,} cells", most=MAX_CELLS), self._file)
                    read = reader.cell(cell)
                    if read.text or read.fault:
                        cells[row, column] = read
        merged = tuple(one.get("ref", "") for block in children(root, "mergeCells") for one in block)
        sheet = Sheet(name, cells, merged)
        rows, columns = sheet.size
        self._area += rows * columns
        if self._area > MAX_AREA:
            message = say(
                "the sheet {name} goes on to row {row:,} and column {column:,}; take out what stands far from a table",
                name=name,
                row=rows,
                column=columns,
            )
            raise refuse(message, self._file)
        return sheet


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch("[1-9][0-9]{0,6}", text) else default


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands: it says so itself, or it follows the one before."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return row, column
    number = 0
    for letter in match[1]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return int(match[2]), number


def _words(element: etree._Element) -> str:
    """The text of a string: its runs without the readings of kanji that stand beside them (section 18.4.6)."""
    texts = (
        each.text or ""
        for one in element.iterchildren("{*}t", "{*}r")
        for each in ([one] if etree.QName(one).localname == "t" else children(one, "t"))
    )
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts))


class _SheetReader:
    """Reads cells with the strings and formats of their workbook."""

    def __init__(self, strings: list[str], codes: tuple[str, ...], *, is_1904: bool) -> None:
        self._strings, self._codes = strings, codes
        self._is_1904 = is_1904

    def cell(self, cell: etree._Element) -> Read:  # noqa: PLR0911 - each kind of cell has its way
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return Read("".join(_words(one) for one in children(cell, "is")))
        value = next((one.text for one in children(cell, "v")), None)
        if value is None:
            has_formula = next(children(cell, "f"), None) is not None
            if has_formula and kind != "str":
                return Read("", fault=say("a formula that was never computed; open the workbook, let it compute, save"))
            return Read("")
        match kind:
            case "s":
                at = int(value) if _INDEX.fullmatch(value) else -1
                known = 0 <= at < len(self._strings)
                return Read(self._strings[at]) if known else Read("", fault=say("a text that the workbook lacks"))
            case "str":
                return Read(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value))
            case "b":
                return Read("yes" if value in _TRUE else "no")
            case "e":
                return Read("", fault=say("the error {value}; correct its formula", value=value))
            case "d":
                return Read(value[:10])
        return self._figure(value, cell.get("s", "0"))

    def _figure(self, text: str, style: str) -> Read:
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            return Read("", fault=say("`{text}`, which is no number of accounts", text=text))
        if not number.is_finite() or abs(number.adjusted()) > 99:
            return Read("", fault=say("`{text}`, which is no number of accounts", text=text))
        # What is beyond these digits came of the binary number, and nobody typed it.
        number = Decimal(f"{number:.{PRECISION - 1}e}")
        at = int(style) if _INDEX.fullmatch(style) else 0
        code = self._codes[at] if at < len(self._codes) else "General"
        if is_day(code):
            return self._day(number)
        seen = shown(number, code)
        if seen is None:
            return Read(plain(number))
        return Read(seen) if _is_all(number, seen) else Read(seen, lost=plain(number))

    def _day(self, number: Decimal) -> Read:
        """A day; the number is that of days since the first."""
        if number != number.to_integral_value():
            return Read("", fault=say("a day with a time; give the day alone"))
        days, first = int(number), _FIRST_DAY_1904 if self._is_1904 else _FIRST_DAY
        if (-1 if self._is_1904 else _NO_DAY) < days <= _LAST_DAY:
            return Read((first + timedelta(days)).isoformat())
        return Read("", fault=say("a number that is no day of accounts: {number}", number=number))


def _is_all(number: Decimal, seen: str) -> bool:
    """Whether a text has every digit of a number, however it is set."""
    digits = re.sub("[^0-9]", "", seen).strip("0")
    return digits == re.sub("[^0-9]", "", plain(number.copy_abs())).strip("0")
