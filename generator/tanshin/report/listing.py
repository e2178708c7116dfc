"""Facts as plain rows, for people and programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from tanshin.report.fact import Fact, value_text
from tanshin.report.filing import Print
from tanshin.taxonomy.dts import Dts


class FactRow(TypedDict):
    """One fact.

    ``concept`` is ``prefix:Name``; ``value`` is in full (units of 1, not thousands), null for nil; ``unit`` is ``JPY``,
    ``USD``, ``JPY/shares``, ``shares``, ``pure`` or null; ``period`` is ``2013-03-31`` (the end of that day) or
    ``2012-04-01/2013-03-31``; ``dimensions`` maps axes to members; ``decimals`` is null for exact values and for what
    is no number; ``source`` is ``file:line:column``, null for a derived figure.
    """

    concept: str
    value: str | None
    unit: str | None
    period: str
    dimensions: dict[str, str]
    decimals: int | None
    lang: str | None
    label: str
    table: str
    source: str | None


def fact_row(fact: Fact, dts: Dts, lang: str) -> FactRow:
    """The row of a fact, its label in a language."""
    key = fact.key
    return {
        "concept": str(key.concept),
        "value": value_text(fact.value),
        "unit": str(key.unit) if key.unit else None,
        "period": str(key.period),
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "decimals": fact.decimals,
        "lang": key.lang,
        "label": dts.concepts[key.concept].label(lang) if key.concept in dts.concepts else key.concept.local,
        "table": fact.table,
        "source": str(fact.source) if fact.source else None,
    }


class PrintRow(TypedDict):
    """One printed figure: where it stands, which fact it is, and what was printed.

    ``value`` and ``decimals`` are those of the print, in the sense and the units of the fact; ``fact`` is the fact's
    value. ``source`` is ``file:line:column``.
    """

    table: str
    row: str
    column: str
    concept: str
    period: str
    dimensions: dict[str, str]
    unit: str | None
    value: str | None
    decimals: int | None
    fact: str | None
    source: str


def print_row(one: Print, fact: Fact | None) -> PrintRow:
    """The row of a printed figure beside its fact."""
    key = one.key
    return {
        "table": one.table,
        "row": one.row,
        "column": one.column,
        "concept": str(key.concept),
        "period": str(key.period),
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "unit": str(key.unit) if key.unit else None,
        "value": value_text(one.value),
        "decimals": one.decimals,
        "fact": value_text(fact.value) if fact else None,
        "source": str(one.source),
    }


def as_json(rows: Sequence[FactRow] | Sequence[PrintRow] | Sequence[Mapping[str, object]]) -> str:
    """An array of objects, one on each line."""
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def as_csv(rows: Sequence[FactRow] | Sequence[PrintRow] | Sequence[Mapping[str, object]]) -> str:
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


def as_text(rows: Iterable[FactRow] | Iterable[PrintRow]) -> str:
    """One line for each fact, grouped by table, for reading."""
    lines: list[str] = []
    table = None
    for row in rows:
        if row["table"] != table:
            table = row["table"]
            lines += ([""] if lines else []) + [f"{table}"]
        members = " ".join(member.partition(":")[2] for member in row["dimensions"].values())
        parts = [row["value"] if row["value"] is not None else "nil", row["unit"] or "", row["period"], members]
        lines.append(f"  {row['concept']:<60} {' '.join(part for part in parts if part)}")
    return "\n".join(lines) + "\n" if lines else ""
