"""Where a value was read."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """A position in an input: a file, and in it a line and a column, both counted from 1.

    In a CSV the line is the line of the file at which the record starts and the column is the number of the cell;
    in YAML and XML both are those of the text. A ``file`` that ends with an exclamation mark is a sheet of a workbook
    (``book.xlsx:Balance sheet!``); there they are the row and the column of a cell.
    """

    file: str
    line: int = 0
    column: int = 0

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a workbook."""
        return self.file.endswith("!")

    def __str__(self) -> str:
        if self.is_cell:
            return f"{self.file}{cell_name(self.line, self.column or 1)}" if self.line else self.file[:-1]
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet calls a cell: C14; rows and columns are counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
