"""Plain text: paragraphs between blank lines, and tables of cells between tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tanshin.report.draft import Block, Draft, Grid, Text, Writer

#: What begins an item of a list, so that it does not go on from the line before.
_ITEM = re.compile(r"\s*(?:[-*•◆➤■・●○※]|\(?[0-9]{1,2}[.)]\s|（注|\(Note)")
#: A line that is shorter was not broken by a program; what follows it is something else.
_FULL = 60
_END = re.compile(r"[.。:：!?」”\"）)]\s*$")


def read_plain(text: str, file: str) -> Draft:
    """The blocks of a text."""
    return Draft(file, tuple(blocks_of(enumerate(text.split("\n"), 1), file)))


def blocks_of(lines: Iterable[tuple[int, str]], file: str, *, with_columns: bool = True) -> list[Block]:
    """The blocks of numbered lines.

    Lines with tabs are rows of a table. A line goes on in the next one where it is long and no sentence ends with it.
    """
    found: list[Block] = []
    rows: list[tuple[Text, ...]] = []
    open_ = Writer(file)
    before = ""
    for number, line in lines:
        if "\t" in line.strip(" "):
            _close(open_, found)
            rows.append(_cells(line, number, file, with_columns=with_columns))
            before = ""
            continue
        if rows:
            found.append(Grid(tuple(rows)))
            rows = []
        if not _goes_on(before, line):
            _close(open_, found)
        open_.say(line, number, 1 if with_columns else 0)
        open_.space()
        before = line
    if rows:
        found.append(Grid(tuple(rows)))
    _close(open_, found)
    return found


def _goes_on(before: str, line: str) -> bool:
    if not line.strip() or _ITEM.match(line):
        return False
    width = sum(2 if ord(letter) > 0x2E7F else 1 for letter in before.rstrip())
    return width >= _FULL and not _END.search(before)


def _close(writer: Writer, found: list[Block]) -> None:
    text = writer.take()
    if text.text:
        found.append(text)


def _cells(line: str, number: int, file: str, *, with_columns: bool) -> tuple[Text, ...]:
    cells, column = [], 1
    for part in line.split("\t"):
        writer = Writer(file)
        writer.say(part, number, column if with_columns else 0)
        cells.append(writer.take())
        column += len(part) + 1
    return tuple(cells)
