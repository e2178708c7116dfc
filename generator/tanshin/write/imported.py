"""A release that was understood in part -> the files of a filing: what was placed, and blanks where nobody said."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from tanshin.report.book import CAPTION, COVER, MARKS, RECORDS
from tanshin.report.imported import Imported, Placed, PlacedTable
from tanshin.values.yaml_text import block
from tanshin.write.records import ids_of, text_of


def files_of(imported: Imported) -> dict[str, str]:
    """``filing.yaml``, a CSV for each table, and marks where a caption is read as another.

    The day of the announcement, its number and the rate of exchange stay blank.
    """
    calendar = imported.calendar
    summary = {table.id: table.file for table in imported.tables if table.part == "summary"}
    data: dict[str, Any] = {"form": imported.form} if summary else {}
    data["fiscal_year_end"] = calendar.year_end.isoformat()
    if calendar.quarter != 4:
        data["quarter"] = str(calendar.quarter)
    data |= {"announced": None, "number": None}
    columns = [column for table in imported.tables for column in table.columns]
    if any(column.aspects.get("unit") == "USD" for column in columns):
        data["exchange"] = {"rate": None, "date": None}
    for part in ("statements", "tables"):
        if tables := [_described(table) for table in imported.tables if table.part == part]:
            data[part] = tables
    if summary:
        data["summary"] = summary
    files = {table.file: _csv(table) for table in imported.tables}
    marks = [mark for table in imported.tables for mark in _marks(table)]
    if marks:
        files[MARKS] = text_of([(CAPTION, *RECORDS[MARKS]), *marks])
    return {COVER: "\n".join((*block(data), "")), **files}


def _described(table: PlacedTable) -> dict[str, Any]:
    found: dict[str, Any] = {"table": table.id, "statement": table.statement}
    found["columns"] = {column.key: dict(column.aspects) for column in table.columns}
    if rows := {row.caption: dict(row.aspects) for row in table.rows if row.aspects}:
        found["rows"] = rows
    if table.reversed:
        found["reversed"] = list(table.reversed)
    return found


def _csv(table: PlacedTable) -> str:
    dated = table.has_periods
    head = ["caption", *(["@period"] if dated else []), *(column.key for column in table.columns)]
    return text_of([head, *([row.caption, *([row.period] if dated else []), *row.cells] for row in table.rows)])


def _marks(table: PlacedTable) -> list[tuple[str, ...]]:
    rows = zip(ids_of(row.caption for row in table.rows), table.rows, strict=True)
    return [("", table.id, id_, "caption", "illegible", row.read_as, _reason(row)) for id_, row in rows if row.read_as]


def _reason(row: Placed) -> str:
    said = f"; {row.evidence}" if row.evidence else ""
    place = row.source._replace(file=PurePath(row.source.file).name)
    return f"Read so by the import of {place}{said}"
