"""A workbook for readers, read back: what each of its cells shows, and what in it is more than plain cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml import etree
from msgspec import Struct

from tanshin.values.archive import read_zip
from tanshin.values.finding import InputError
from tanshin.values.message import say
from tanshin.values.xml import parse_xml

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
#: A format for figures: quoted words, letters that stand for themselves, digits with places behind the point.
_PART = re.compile(r'"([^"]*)"|\\(.)|([#0][#0,]*(?:\.0+)?)|(.)', re.DOTALL)
_LETTER = re.compile("_x([0-9A-F]{4})_")


class Shown(Struct, frozen=True):
    """A cell: where it stands, what the eye sees, and the number in it where there is one."""

    row: int
    column: int
    text: str
    number: Decimal | None = None


class Leaf(Struct, frozen=True):
    """A sheet: its name, its cells with anything in them row by row, and whether one is a formula."""

    name: str
    cells: tuple[Shown, ...]
    computes: bool = False


class Book(Struct, frozen=True):
    """A workbook: its sheets, and what in it tells when it was made; or why it cannot be read."""

    sheets: tuple[Leaf, ...] = ()
    dated: bool = False
    fault: str = ""


def read_workbook(data: bytes, path: str) -> Book:
    """What a workbook shows."""
    try:
        return _read(read_zip(data, path), path)
    except InputError as error:
        return Book(fault=error.findings[0].message)
    except (KeyError, ValueError, ArithmeticError, IndexError) as error:
        return Book(fault=say("this cannot be read as a workbook: {reason}", reason=f"{type(error).__name__} {error}"))


def _read(parts: Mapping[str, bytes], path: str) -> Book:
    def root(name: str) -> etree._Element:
        return parse_xml(parts[name], f"{path}/{name}").getroot()

    targets = {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
        for one in root("xl/_rels/workbook.xml.rels")
    }
    styles = root("xl/styles.xml")
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    builtin = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
    ids = [one.get("numFmtId", "0") for one in styles.iterfind("{*}cellXfs/{*}xf")]
    codes = [own.get(one) or builtin[one] for one in ids]
    sheets = []
    for entry in root("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        sheet = root(targets[entry.get(_RELATIONSHIP, "")])
        computes = next(sheet.iter("{*}f"), None) is not None
        sheets.append(Leaf(entry.get("name", ""), tuple(_cells(sheet, codes)), computes))
    return Book(tuple(sheets), b"dcterms" in parts.get("docProps/core.xml", b""))


def _cells(sheet: etree._Element, codes: list[str]) -> Iterator[Shown]:
    for cell in sheet.iterfind("{*}sheetData/{*}row/{*}c"):
        match = _PLACE.fullmatch(cell.get("r", ""))
        if match is None or not len(cell):
            continue
        row, column = int(match[2]), 0
        for letter in match[1]:
            column = 26 * column + ord(letter) - 64
        match cell.get("t", "n"):
            case "inlineStr":
                text = "".join(part.text or "" for part in cell.iterfind(".//{*}t"))
                yield Shown(row, column, _LETTER.sub(lambda found: chr(int(found[1], 16)), text))
            case "n":
                number = Decimal(cell.findtext("{*}v") or "")
                yield Shown(row, column, display(number, codes[int(cell.get("s", "0"))]), number)
            case kind:
                raise ValueError(kind)


def display(number: Decimal, code: str) -> str:
    """A number as a format of one or two sections shows it, the second for what is less than zero.

    Raises:
        ValueError: the format is none of figures.
    """
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _PART.finditer(code):
        quoted, escaped, digits, plain = match.groups()
        if plain == ";":
            sections.append([])
        elif digits:
            sections[-1].append(("digits", digits))
        elif plain == "%":
            sections[-1].append(("percent", "%"))
        elif plain and plain.isalpha():
            raise ValueError(code)
        else:
            sections[-1].append(("words", quoted or escaped or plain or ""))
    is_second = number < 0 and len(sections) > 1
    parts = sections[is_second]
    value = abs(number) * (100 if ("percent", "%") in parts else 1)
    shown = "".join(_digits(value, text) if kind == "digits" else text for kind, text in parts)
    return f"-{shown}" if number < 0 and not is_second else shown


def _digits(value: Decimal, pattern: str) -> str:
    places = len(pattern.partition(".")[2])
    return f"{value:{',' if ',' in pattern else ''}.{places}f}"
