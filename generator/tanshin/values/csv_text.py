"""Rows of CSV, read alike whatever else the process has read before."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Protocol

LONGEST_CELL = 16 * 1024 * 1024
"""The longest cell read, in characters; a reader's own bounds come after it."""


class CsvRows(Protocol):
    """Rows of cells, and the number of the line that was read last."""

    @property
    def line_num(self) -> int:
        """The lines read so far."""
        ...

    def __iter__(self) -> Iterator[list[str]]: ...


def csv_rows(text: str) -> CsvRows:
    """The rows of a text, as they are asked for; iterating raises `csv.Error` where a quotation mark is amiss.

    The standard library keeps one limit on cells for the whole process, so it is only ever raised, and always to the
    same length: with a lower one, what a reader finds would depend on what was read before it.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    return csv.reader(StringIO(text, newline=""), strict=True)
