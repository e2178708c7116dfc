"""Where a value was read."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A position in an input: a file, and in it a line and a column, both counted from 1.

    In a CSV the line is the line of the file at which the record starts and the column is the number of the cell;
    in YAML and XML both are those of the text.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)
