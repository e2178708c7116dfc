"""The tables of a draft in parts: what stands over them, the heads of their columns, their rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from tanshin.read.canonical.affix import bare_text
from tanshin.report.draft import Block, Draft, Grid, Text
from tanshin.report.imported import Unplaced
from tanshin.values.message import Message
from tanshin.values.number import NumberError, PrintedNumber, parse_number
from tanshin.values.source import Source

#: What stands around words and is none of them: signs of emphasis, marks of footnotes, backslashes of other programs.
_DECORATION = re.compile(r"</?u>|\*\*|\\(?=[$%_*])")
_FOOTNOTE = re.compile(
    r"\s*(?:\^(?:\s*\{[^{}]{0,12}\}|[⁰¹²³⁴-⁹₀-₉])?|[⁰¹²³⁴-⁹₀-₉]+|[*＊※†‡]+[0-9０-９]{0,2}|[（(](?:\*|Note|注)\s?[0-9０-９]{0,2}[)）])\s*$",
    re.IGNORECASE,
)
#: So far from the end a mark begins, or what is left of many.
_MARK = 40
_BULLET = re.compile(r"^\s*[•◆➤■●○・-]\s+")
#: A text that is longer is no heading; so many of them stand over a table.
_TITLE, _KEPT = 160, 4


class PrintedRow(Struct, frozen=True):
    """A row: its caption without decoration, its cells, and where it stands."""

    caption: str
    cells: tuple[str, ...]
    source: Source
    sources: tuple[Source, ...]

    @property
    def has_figures(self) -> bool:
        """Whether anything in it is a figure; a nil mark alone among blanks is dirt."""
        found = [value_of(cell) for cell in self.cells]
        return any(one and one.value is not None for one in found) or (bool(found) and all(found))

    def amount(self, at: int) -> Decimal:
        """What it adds in a column; what is blank, nil or no figure adds nothing."""
        printed = value_of(self.cells[at])
        return (printed.value if printed else None) or Decimal(0)


class PrintedTable(Struct, frozen=True):
    """A table: the texts over it, nearest first; over each column the heads, top down; its rows.

    ``fresh`` are those of the texts that stand between it and the table before, and ``below`` is the text right after
    it where that belongs to no table below. ``spread`` tells that a head over several columns stands in each of them.
    """

    titles: tuple[str, ...]
    fresh: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[PrintedRow, ...]
    source: Source
    spread: bool = False
    below: str = ""


def plain(text: str) -> str:
    """Words without decoration, without the mark of a list before them and that of a footnote at their end."""
    return _BULLET.sub("", _without_marks(text))


def _without_marks(text: str) -> str:
    found = " ".join(_DECORATION.sub("", text).split())
    end = len(found)
    while match := _FOOTNOTE.search(found, max(end - _MARK, 0), end):
        end = match.start()
    return found[:end].strip()


def left_out(rows: Iterable[PrintedRow], why: Message, table: str) -> list[Unplaced]:
    """Rows that are in no line of a table, as far as they have figures, and why."""
    return [
        Unplaced(row.source, row.caption, tuple(filter(None, row.cells)), why, table) for row in rows if row.has_figures
    ]


@lru_cache(maxsize=1 << 15)
def value_of(text: str) -> PrintedNumber | None:
    """The figure or the nil mark that a cell prints; ``None`` where it is neither."""
    try:
        return parse_number(bare_text(_without_marks(text)))
    except NumberError:
        return None


def tables_of(draft: Draft) -> Iterator[PrintedTable]:
    """The tables of a draft; one that has heads in its middle comes as two."""
    titles: list[str] = []
    fresh: list[str] = []
    blocks = _joined(draft.blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Text):
            text = plain(block.text)
            if text and len(text) <= _TITLE:
                titles, fresh = [text, *titles][:_KEPT], [text, *fresh][:_KEPT]
            continue
        for rows in _cut(block):
            found = _table(rows, tuple(titles), tuple(fresh), block)
            match blocks[at + 1 : at + 3]:
                case [Text() as below, Text()] | [Text() as below]:
                    found = replace(found, below=plain(below.text))
            if found.rows:
                yield found
                if any(row.has_figures for row in found.rows):  # else it may be heads that were read askew
                    fresh = []


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a line without cells between rows of one table being a row of it: a heading, or part of a caption."""
    found: list[Block] = []
    for block in blocks:
        match (*found[-2:], block):
            case (Grid() as before, Text() as line, Grid() as rest) if len(line.text) <= _TITLE and _is_rest(
                rest, before
            ):
                found[-2:] = [Grid((*before.rows, (line,), *rest.rows), rest.spread)]
            case _:
                found.append(block)
    return found


def _is_rest(grid: Grid, before: Grid) -> bool:
    """Whether a grid starts with a row like those of the one before, and not with heads."""
    fits = 1 < max(map(_width, grid.rows)) <= max(map(_width, before.rows))
    return fits and not _is_head(grid.rows[0]) and bool(grid.rows[0][0].text)


def _cut(grid: Grid) -> Iterator[list[tuple[Text, ...]]]:
    """The rows of a grid, cut where heads stand below rows with figures."""
    found: list[tuple[Text, ...]] = []
    is_body = False
    for row in grid.rows:
        is_head = _is_head(row)
        if is_head and is_body:
            yield found
            found, is_body = [], False
        is_body = is_body or not is_head
        found.append(row)
    if found:
        yield found


def _is_head(row: tuple[Text, ...]) -> bool:
    """Whether a row names columns: it has words over them, and neither a caption nor figures."""
    words = [cell.text for cell in row[1:] if any(map(str.isalnum, cell.text)) or "%" in cell.text]
    caption = row[0].text if row else ""
    return bool(words) and not caption and not all(_is_amount(text) for text in words)


def _is_amount(text: str) -> bool:
    found = value_of(text)
    return found is not None and not re.fullmatch(r"\s*(?:19|20)[0-9]{2}\s*", text)


def _table(rows: list[tuple[Text, ...]], titles: tuple[str, ...], fresh: tuple[str, ...], grid: Grid) -> PrintedTable:
    top = next((at for at, row in enumerate(rows) if not _is_head(row)), len(rows))
    width = max((_width(row) for row in rows), default=1) - 1
    heads = tuple(
        tuple(plain(row[column].text) if column < len(row) else "" for row in rows[:top])
        for column in range(1, width + 1)
    )
    body = tuple(_row(row, width) for row in rows[top:] if any(cell.text for cell in row))
    place = next((cell.at(0) for row in rows for cell in row if cell.text), rows[0][0].at(0))
    return PrintedTable(titles, fresh, heads, body, place, grid.spread)


def _width(row: tuple[Text, ...]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell.text), default=0)


def _row(row: tuple[Text, ...], width: int) -> PrintedRow:
    cells = [*row[1 : width + 1]]
    texts = tuple(_without_marks(cell.text) for cell in cells) + ("",) * (width - len(cells))
    place = next((cell.at(0) for cell in row if cell.text), row[0].at(0))
    sources = tuple(cell.at(0) for cell in cells) + (place,) * (width - len(cells))
    return PrintedRow(plain(row[0].text), texts, place, sources)
