"""The number formats of a workbook's cells (ECMA-376-1, sections 18.8.10 and 18.8.30)."""

from __future__ import annotations

from lxml import etree

from tanshin.values.number_format import BUILT_IN, GENERAL


def formats(root: etree._Element) -> tuple[str, ...]:
    """The format of each style that a cell can name."""
    own = {one.get("numFmtId", ""): one.get("formatCode", GENERAL) for one in root.iterfind("{*}numFmts/{*}numFmt")}
    ids = [one.get("numFmtId", "0") for one in root.iterfind("{*}cellXfs/{*}xf")]
    return tuple(own.get(id_) or (BUILT_IN.get(int(id_), GENERAL) if id_.isdecimal() else GENERAL) for id_ in ids)
