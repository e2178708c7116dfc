"""What was imported of a release, and above all what was not, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tanshin.report.imported import Candidate, Imported, Placed, PlacedTable, Unplaced
from tanshin.tell.language import ENGLISH, Language
from tanshin.values.message import Message, listed, say
from tanshin.values.source import Source


def lines_of(found: Imported, language: Language = ENGLISH) -> Iterator[str]:
    """What was placed, by table; what was read as something else than is printed; what was left out, and doubtful."""
    last = found.calendar.year_end.isoformat()
    of = say(
        "{file}: quarter {quarter} of the year to {last}", file=found.file, quarter=found.calendar.quarter, last=last
    )
    yield language.say(of)
    for table in found.tables:
        words = say(
            "{table}: {figures:,} figures in {rows} rows", table=table.id, figures=_figures(table), rows=_rows(table)
        )
        yield f"  {language.say(words)}"
    groups: tuple[tuple[Message, list[str]], ...] = (
        (
            say("Read as another caption, or placed by more:"),
            [_read(row, language) for _, row in _readings(found)],
        ),
        (say("Not placed, and left out:"), [_unplaced(one, language) for one in found.unplaced]),
        (say("To be looked at:"), [f"{one.source}: {language.say(one.text)}" for one in found.doubts]),
    )
    for title, lines in groups:
        if lines:
            yield f"{language.say(title)} {len(lines)}"
            yield from (f"  {line}" for line in lines)


def as_json(found: Imported, language: Language = ENGLISH) -> str:
    """The same as an object.

    ``file``; ``year_end`` and ``quarter`` of the period; ``tables``: objects of ``table``, ``statement``, ``rows`` and
    ``figures``; ``read_as``: ``table``, ``source`` (``file``, ``line``, ``column``), ``caption``, ``as`` and ``why``;
    ``unplaced``: ``source``, ``table`` or ``null``, ``caption``, ``cells`` as printed, ``why`` and ``candidates``, the
    best first: ``caption``, ``concept`` and ``likeness`` of 100; ``doubts``: ``source`` and ``text``.
    """
    shape = {
        "file": found.file,
        "year_end": found.calendar.year_end.isoformat(),
        "quarter": found.calendar.quarter,
        "tables": [
            {"table": one.id, "statement": one.statement, "rows": _rows(one), "figures": _figures(one)}
            for one in found.tables
        ],
        "read_as": [
            {
                "table": table.id,
                "source": _place(row.source),
                "caption": row.caption,
                "as": row.read_as or row.caption,
                "why": language.say(row.evidence) if row.evidence else None,
            }
            for table, row in _readings(found)
        ],
        "unplaced": [
            {
                "source": _place(one.source),
                "table": one.table or None,
                "caption": one.caption,
                "cells": list(one.cells),
                "why": language.say(one.why),
                "candidates": [_candidate(each) for each in one.candidates],
            }
            for one in found.unplaced
        ],
        "doubts": [{"source": _place(one.source), "text": language.say(one.text)} for one in found.doubts],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _figures(table: PlacedTable) -> int:
    return sum(bool(cell) for row in table.rows for cell in row.cells)


def _rows(table: PlacedTable) -> int:
    return sum(any(row.cells) for row in table.rows)


def _readings(found: Imported) -> Iterator[tuple[PlacedTable, Placed]]:
    """The rows that rest on more than their caption."""
    for table in found.tables:
        yield from ((table, row) for row in table.rows if row.read_as or row.evidence)


def _read(row: Placed, language: Language) -> str:
    words = f"{row.source}: `{row.caption}`" + (f" → `{row.read_as}`" if row.read_as else "")
    return f"{words}: {language.say(row.evidence)}" if row.evidence else words


def _unplaced(one: Unplaced, language: Language) -> str:
    cells = " | ".join(filter(None, one.cells))
    words = f"{one.source}: `{one.caption}` [{cells}] {language.say(one.why)}"
    near = listed(f"`{each.caption}` ({each.concept}, {each.likeness} %)" for each in one.candidates)
    return f"{words}; {language.say(say('most alike: {near}', near=near))}" if one.candidates else words


def _candidate(one: Candidate) -> Mapping[str, object]:
    return {"caption": one.caption, "concept": one.concept, "likeness": one.likeness}


def _place(source: Source) -> Mapping[str, object]:
    return {"file": source.file, "line": source.line, "column": source.column}
