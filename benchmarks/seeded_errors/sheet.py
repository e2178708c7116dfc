"""A CSV file as it was typed, with cells by line and column, and the same file with other texts in some of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from msgspec import Struct

from benchmarks.seeded_errors.mutation import CellEdit


class Sheet(Struct, frozen=True):
    """The records of a file, each by the line it starts on."""

    records: Mapping[int, tuple[str, ...]]

    def text(self, line: int, column: int) -> str:
        """What a cell holds."""
        return self.records[line][column - 1].strip()

    def edited(self, edits: Iterable[CellEdit]) -> str:
        """The file with some cells changed; every other line keeps its number and its words."""
        changed = {line: list(record) for line, record in self.records.items()}
        for edit in edits:
            changed[edit.line][edit.column - 1] = edit.text
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(changed.values())
        return out.getvalue()


def sheet_of(text: str) -> Sheet:
    """The sheet in a text."""
    reader = csv.reader(io.StringIO(text), strict=True)
    records, line = {}, 1
    for record in reader:
        records[line] = tuple(record)
        line = reader.line_num + 1
    return Sheet(records)
