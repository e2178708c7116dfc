"""Rows in the shapes that commands write them in: facts, printed figures, and the answers to questions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from tanshin.report.listing import FactRow, PrintRow
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.text import columns
from tanshin.values.message import Message, say

Rows: TypeAlias = Sequence[FactRow] | Sequence[PrintRow] | Sequence[Mapping[str, object]]

#: What the columns of answers are called.
_HEADINGS: Mapping[str, Message] = {
    "entity": say("entity"),
    "concept": say("concept"),
    "unit": say("unit"),
    "period_start": say("period_start"),
    "period_end": say("period_end"),
    "dimensions": say("dimensions"),
    "value": say("value"),
    "decimals": say("decimals"),
    "announced": say("announced"),
    "filing": say("filing"),
    "report": say("report"),
    "severity": say("severity"),
    "source": say("source"),
    "message": say("message"),
    "expected": say("expected"),
    "actual": say("actual"),
    "was": say("was"),
    "in": say("in"),
    "is": say("is"),
    "since": say("since"),
}


def as_json(rows: Rows) -> str:
    """An array of objects, one on each line."""
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def as_csv(rows: Rows) -> str:
    """A table with a header; dimensions are written ``axis=member`` and joined by semicolons.

    A text that a spreadsheet would take for a formula is kept from being one by an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0] if rows else FactRow.__annotations__)
    for row in rows:
        writer.writerow([_cell(key, value) for key, value in row.items()])
    return out.getvalue()


def _cell(key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ";".join(f"{axis}={member}" for axis, member in value.items())
    text = str(value)
    is_number = key in ("value", "decimals") and text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not is_number else text


def as_form(rows: Rows, form: str, for_reading: Callable[[], str]) -> str:
    """Rows as ``json`` or ``csv``; in any other form as people read them."""
    match form:
        case "json":
            return as_json(rows)
        case "csv":
            return as_csv(rows)
        case _:
            return for_reading()


def facts_as_text(rows: Iterable[FactRow] | Iterable[PrintRow], language: Language = ENGLISH) -> str:
    """One line for each fact or printed figure, grouped by table, for reading."""
    lines: list[str] = []
    table = None
    nil = language.say(say("nil"))
    for row in rows:
        if row["table"] != table:
            table = row["table"]
            lines += ([""] if lines else []) + [f"{table}"]
        members = " ".join(member.partition(":")[2] for member in row["dimensions"].values())
        parts = [row["value"] if row["value"] is not None else nil, row["unit"] or "", row["period"], members]
        lines.append(f"  {row['concept']:<60} {' '.join(part for part in parts if part)}")
    return "\n".join(lines) + "\n" if lines else ""


def as_columns(rows: Sequence[Mapping[str, object]], language: Language = ENGLISH) -> str:
    """Rows under their headings, in columns."""
    if not rows:
        return ""
    lines = [[language.say(_HEADINGS.get(name, name)) for name in rows[0]]]
    lines += [["" if value is None else str(value) for value in row.values()] for row in rows]
    widths = [max(map(columns, cells)) for cells in zip(*lines, strict=True)]
    return "".join(
        "  ".join(f"{text}{' ' * (width - columns(text))}" for text, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )
