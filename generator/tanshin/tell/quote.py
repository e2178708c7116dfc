"""The lines that findings point at, quoted from the input with the cell or value they are about."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tanshin.values.text import read_text

_CELL = re.compile(r'"(?:[^"]|"")*"?|[^,]*')
#: A key, a value in quotation marks, or a value that ends with the line or a comment.
_VALUE = re.compile(r"""[\w.@-]+:(?=\s|$)|"(?:[^"\\]|\\.)*"|'[^']*'|.+?(?=\s+\#|\s*$)""")

#: The same within brackets, where a comma or a bracket ends it too.
_INNER = re.compile(r"""[\w.@-]+:(?=\s|$)|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\[\]{}]+?(?=\s*[,\]}]|\s+\#|\s*$)""")


class Quote(Struct, frozen=True):
    """A line of an input; ``start`` and ``end`` frame what is meant in it, counted in characters from 0.

    They are the same where it is the line as a whole.
    """

    path: Path
    number: int
    text: str
    start: int
    end: int


class Row(Struct, frozen=True):
    """A row of a table with the header above it; ``cell`` is the one that is meant, counted from 0."""

    head: tuple[str, ...]
    cells: tuple[str, ...]
    cell: int


class Quoter(Struct, dict=True):
    """Finds the files that positions name: ``roots`` are the folders the names may start from."""

    roots: tuple[Path, ...] = ()

    @cached_property
    def _lines(self) -> dict[str, tuple[Path | None, tuple[str, ...]]]:
        return {}

    def path(self, source: Source) -> Path | None:
        """The file of a position, if it is there."""
        return self._read(source.file)[0]

    def quote(self, source: Source) -> Quote | None:
        """The line of a position; nothing where it has none or the file is no text."""
        path, lines = self._read(source.file)
        if path is None or not 1 <= source.line <= len(lines):
            return None
        text = lines[source.line - 1]
        if not source.column:
            return Quote(path, source.line, text, 0, 0)
        spans = _cells(text) if path.suffix == ".csv" else ()
        if source.column <= len(spans):
            return Quote(path, source.line, text, *spans[source.column - 1])
        if spans or source.column > len(text):
            return Quote(path, source.line, text, 0, len(text))
        before = text[: source.column - 1]
        is_inner = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
        word = (_INNER if is_inner else _VALUE).match(text, source.column - 1)
        return Quote(path, source.line, text, source.column - 1, word.end() if word else source.column)

    def row(self, source: Source) -> Row | None:
        """The row of a table that a position is in, with the header."""
        path, lines = self._read(source.file)
        if path is None or path.suffix != ".csv" or not 1 < source.line <= len(lines):
            return None
        head, cells = _texts(lines[0]), _texts(lines[source.line - 1])
        return Row(head, cells, source.column - 1) if len(head) == len(cells) else None

    def _read(self, file: str) -> tuple[Path | None, tuple[str, ...]]:
        if file not in self._lines:
            self._lines[file] = self._find(file)
        return self._lines[file]

    def _find(self, file: str) -> tuple[Path | None, tuple[str, ...]]:
        for root in self.roots:
            path = root / file
            # A name comes from what was read, which may have been made by somebody else.
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                try:
                    return path, tuple(read_text(path, file).text.split("\n"))
                except InputError:
                    return path, ()
        return None, ()


def _cells(line: str) -> tuple[tuple[int, int], ...]:
    """Where each cell of a line of CSV starts and ends."""
    found, at = [], 0
    while True:
        match = _CELL.match(line, at)
        end = match.end() if match else len(line)
        comma = line.find(",", end)
        stop = len(line) if comma < 0 else comma
        found.append((at, stop))
        if comma < 0:
            return tuple(found)
        at = comma + 1


def _texts(line: str) -> tuple[str, ...]:
    """The cells of a line of CSV without their quotation marks."""
    parts = (line[start:end].strip() for start, end in _cells(line))
    return tuple(
        part[1:-1].replace('""', '"') if part[:1] == part[-1:] == '"' and len(part) > 1 else part for part in parts
    )
