"""A draft of a release as it was handed in: texts and tables in reading order, each with where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tanshin.values.source import Source

_WORD = re.compile(r"\S+")


class Anchor(NamedTuple):
    """From this letter of a text on, the text stands at this line and column of its file."""

    offset: int
    line: int
    column: int


class Text(Struct, frozen=True):
    """Words that stand together: a paragraph, a heading, a cell.

    White space is single and there is none at the ends. ``anchors`` tell where the letters stand in ``file``.
    """

    text: str
    file: str
    anchors: tuple[Anchor, ...]

    def at(self, offset: int) -> Source:
        """Where a letter stands; where the file has no columns, the line."""
        found = self.anchors[max(bisect_right(self.anchors, offset, key=lambda one: one.offset) - 1, 0)]
        return Source(self.file, found.line, found.column + offset - found.offset if found.column else 0)

    def part(self, start: int, end: int) -> Text:
        """A part of the text, from a letter up to another."""
        moved = (one._replace(offset=one.offset - start) for one in self.anchors if start < one.offset < end)
        first = self.at(start)
        return replace(self, text=self.text[start:end], anchors=(Anchor(0, first.line, first.column), *moved))


class Grid(Struct, frozen=True):
    """A table: its rows of cells.

    In one that is ``spread`` a cell over several columns stands in each of them; else it stands in the first, and those
    beside it are empty.
    """

    rows: tuple[tuple[Text, ...], ...]
    spread: bool = False


Block: TypeAlias = Text | Grid


class Draft(Struct, frozen=True):
    """A draft: its file as it was named, and what it says."""

    file: str
    blocks: tuple[Block, ...]

    def texts(self) -> Iterator[Text]:
        """Every text, those in tables too."""
        for block in self.blocks:
            if isinstance(block, Text):
                yield block
            else:
                yield from (cell for row in block.rows for cell in row)


class Writer:
    """Puts a text together from pieces, with single spaces, and keeps where they stood."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._anchors: list[Anchor] = []
        self._length = 0
        self._gap = False

    def say(self, text: str, line: int, column: int) -> None:
        """A piece of one line, and where its first letter stands; a column of 0 tells that the file has none."""
        for match in _WORD.finditer(text):
            if self._length and (self._gap or match.start()):
                self._put(" ")
            self._anchors.append(Anchor(self._length, line, column + match.start() if column else 0))
            self._put(match[0])
            self._gap = False
        if text[-1:].isspace():
            self._gap = True

    def space(self) -> None:
        """White space, such as a line break."""
        self._gap = True

    def take(self) -> Text:
        """The text so far; a new one is begun."""
        made = Text("".join(self._parts), self._file, tuple(self._anchors) or (Anchor(0, 0, 0),))
        self._start()
        return made

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
