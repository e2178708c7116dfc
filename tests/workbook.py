"""Small workbooks as other programs write them, made letter by letter; and the files that a filing is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from tanshin.values.archive import write_zip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Number(NamedTuple):
    """A number in a format."""

    value: str
    code: str = "General"


class Raw(NamedTuple):
    """A cell as XML: its attributes and what is in it."""

    attributes: str
    content: str


Cells = Mapping[str, str | Number | Raw]

#: The least that is a filing's workbook, but for its tables.
COVER: Cells = {"A1": "filing.yaml", "A2": "key", "C2": "value", "D2": "ja"}


def book(sheets: Mapping[str, Cells], extra: Mapping[str, bytes] | None = None, after: str = "") -> bytes:
    """A workbook with the cells of its sheets by their names; ``after`` follows the cells of each sheet."""
    codes = list(
        dict.fromkeys(cell.code for cells in sheets.values() for cell in cells.values() if isinstance(cell, Number))
    )
    parts = {
        "_rels/.rels": _related({"r": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _xml(
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONSHIPS}"><sheets>'
            + "".join(
                f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1)
            )
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _related(
            {f"r{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)}
            | {"s": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _xml(
            f'<styleSheet xmlns="{_MAIN}"><numFmts>'
            + "".join(f'<numFmt numFmtId="{200 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(codes))
            + '</numFmts><cellXfs><xf numFmtId="0"/>'
            + "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(codes)))
            + "</cellXfs></styleSheet>"
        ),
    }
    for at, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = _xml(
            f'<worksheet xmlns="{_MAIN}">{_rows(cells, codes)}{after}</worksheet>'
        )
    return write_zip({**parts, **(extra or {})})


def _rows(cells: Cells, codes: list[str]) -> str:
    rows: dict[int, list[str]] = {}
    for place, cell in cells.items():
        number = int(re.sub("[A-Z]", "", place))
        if isinstance(cell, Number):
            said = f'<c r="{place}" s="{codes.index(cell.code) + 1}"><v>{cell.value}</v></c>'
        elif isinstance(cell, Raw):
            said = f'<c r="{place}" {cell.attributes}>{cell.content}</c>'
        else:
            said = f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        rows.setdefault(number, []).append(said)
    return "<sheetData>" + "".join(f'<row r="{at}">{"".join(row)}</row>' for at, row in rows.items()) + "</sheetData>"


def _related(parts: Mapping[str, tuple[str, str]]) -> bytes:
    return _xml(
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{id_}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
            for id_, (kind, target) in parts.items()
        )
        + "</Relationships>"
    )


def _xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
