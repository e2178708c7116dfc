"""Text in which columns are made with spaces, as programs set it that keep the layout of a page -> lines with tabs.

Where a column is, the figures tell: those that stand under one another in a table. Thereby a blank cell is known by
its place, and words over a column are put over it. A figure that stands between two columns is in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

_TOKEN = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(
    r"[+]?[(（△▲-]?\s?(?:JPY|US\$|[$¥￥])?\s?[0-9０-９][0-9０-９,.，．]*\s?[)）]?\s?(?:[%％株円]|shares)?[)）]?|[-–—―－]"
)
_PERCENT = frozenset(("%", "％"))
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: A line alone that is longer is prose, and no caption; so many empty lines end a table.
_PROSE, _EMPTY = 110, 3
#: What starts so far right of the margin is no caption.
_INDENT = 10
#: In so many lines at least figures stand beside words, in a text that keeps the layout.
_LEAST = 3


class Token(NamedTuple):
    """Words that stand together, and where they start and end in their line."""

    start: int
    end: int
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure or a mark for none; a year is none."""
        return bool(_FIGURE.fullmatch(self.text)) and not _YEAR.fullmatch(self.text)

    @property
    def is_nil(self) -> bool:
        """Whether it is a mark for none."""
        return not any(map(str.isdigit, self.text))


class Line(NamedTuple):
    """A line with its number and its tokens."""

    number: int
    text: str
    tokens: tuple[Token, ...]

    @property
    def is_row(self) -> bool:
        """Whether figures stand in it beside something else."""
        return any(one.is_figure for one in self.tokens[1:])


class Column(NamedTuple):
    """A column: from where to where its figures reach, and where most of them end."""

    start: int
    end: int
    edge: int

    def is_under(self, one: Token) -> bool:
        """Whether words stand at its place."""
        return one.start < self.end and self.start < one.end


def keeps_layout(text: str) -> bool:
    """Whether the columns of a text are made with spaces."""
    if "\t" in text:
        return False
    lines = (_line(0, line) for line in text.split("\n"))
    return sum(line.is_row for line in lines) >= _LEAST


def tabbed(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines with their numbers; in those of tables, tabs stand between the cells.

    Empty lines between the rows of a table are left out.
    """
    found: list[tuple[int, str]] = []
    for group in _groups([_line(number, line) for number, line in enumerate(lines, 1)]):
        left = min((one.tokens[0].start for one in group if one.tokens), default=0)
        for part in _parts(group, left):
            found += _table(part, left)
    return found


def _line(number: int, text: str) -> Line:
    text = text.expandtabs()
    return Line(number, text, tuple(Token(one.start(), one.end(), one[0]) for one in _TOKEN.finditer(text)))


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that may be of one table."""
    group: list[Line] = []
    empty = 0
    for line in lines:
        empty = 0 if line.tokens else empty + 1
        is_prose = len(line.tokens) == 1 and len(line.tokens[0].text) > _PROSE
        if group and (empty == _EMPTY or is_prose):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_head(line: Line, left: int) -> bool:
    """Whether a line has words over columns, and no caption."""
    return (
        len(line.tokens) > 1
        and line.tokens[0].start >= left + _INDENT
        and not any(one.is_figure for one in line.tokens)
    )


def _parts(group: Sequence[Line], left: int) -> Iterator[list[Line]]:
    """A group cut where heads follow rows: what stands between is of the table below."""
    part: list[Line] = []
    last = 0
    for line in group:
        if last and _is_head(line, left):
            yield part[:last]
            part, last = part[last:], 0
        part.append(line)
        if line.is_row:
            last = len(part)
    yield part


def _table(part: Sequence[Line], left: int) -> Iterator[tuple[int, str]]:
    """The lines of a part: those from its heads to its last row with tabs, the others as they are."""
    rows = [at for at, line in enumerate(part) if line.is_row]
    columns = _columns([part[at] for at in rows])
    if not columns:
        yield from ((line.number, line.text) for line in part)
        return
    first = next((at for at in range(rows[0]) if _is_head(part[at], left)), rows[0])
    while 0 < first < rows[0] and _goes_above(part[first - 1], columns):
        first -= 1
    last = rows[-1] + 1
    while last < len(part) and len(part[last].tokens) == 1 and part[last].tokens[0].end < columns[0].start:
        last += 1  # the rest of a caption
    yield from ((line.number, line.text) for line in part[:first])
    above = [line for line in part[first : rows[0]] if line.tokens]
    yield from _heads([line for line in above if line.tokens[0].start >= left + _INDENT], columns)
    body = [line for line in above if line.tokens[0].start < left + _INDENT]
    yield from ((line.number, _row(line, columns)) for line in (*body, *part[rows[0] : last]) if line.tokens)
    yield from ((line.number, line.text) for line in part[last:])


def _goes_above(line: Line, columns: Sequence[Column]) -> bool:
    """Whether the words right above the heads are the first of one that stands in several lines."""
    return len(line.tokens) == 1 and line.tokens[0].start >= columns[0].start and line.tokens[0].text[0] not in "(（"


def _columns(rows: Sequence[Line]) -> list[Column]:
    """The columns of a table: the rows that have most cells have one in each."""
    cells = [_split(line)[1] for line in rows]
    most = max(map(len, cells), default=0)
    full = [one for one in cells if len(one) == most and all(token.is_figure for token in one)]
    found = []
    for of in zip(*full, strict=True):
        # A mark for none may stand in the middle of a column whose figures stand at its edge.
        figures = [one for one in of if not one.is_nil] or list(of)
        edge = median_low([one.end for one in figures])
        found.append(Column(min(one.start for one in figures), max(one.end for one in figures), edge))
    return found if all(one.end <= other.start for one, other in pairwise(found)) else []


def _split(line: Line) -> tuple[str, list[Token]]:
    """The caption of a row and its cells."""
    at = next((at for at, one in enumerate(line.tokens) if one.is_figure), len(line.tokens))
    return " ".join(one.text for one in line.tokens[:at]), list(line.tokens[at:])


def _row(line: Line, columns: Sequence[Column]) -> str:
    """A row with a tab between its cells; one with a cell that may be of two columns has none."""
    caption, cells = _split(line)
    if len(cells) == len(columns):
        places: list[int] | None = list(range(len(columns)))
        if any(one.is_figure and not one.is_nil and not columns[at].is_under(one) for at, one in enumerate(cells)):
            places = None
    else:
        places = _places(cells, columns)
    if places is None:
        return line.text
    texts = {at: one.text for at, one in zip(places, cells, strict=True)}
    return "\t".join((caption, *(texts.get(at, "") for at in range(len(columns)))))


def _places(cells: Sequence[Token], columns: Sequence[Column]) -> list[int] | None:
    """The columns of some cells, where each is surely of one, and they are in order."""
    found: list[int] = []
    for one in cells:
        under = [at for at, column in enumerate(columns) if column.is_under(one)]
        if not under:
            off = sorted((abs(column.edge - one.end), at) for at, column in enumerate(columns))
            under = [off[0][1]] if len(off) < 2 or 2 * off[0][0] < off[1][0] else []
        if len(under) != 1:
            return None
        found += under
    return found if sorted(set(found)) == found else None


def _heads(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """The lines of heads with tabs: a line with a cell for each column, and of the others what is surely of one.

    Where that is not known of all words that are left, they stay lines of text.
    """
    whole = [line for line in lines if len(line.tokens) == len(columns)]
    rest = [line for line in lines if line not in whole]
    places = _in_order(rest, whole, len(columns)) or _over(rest, whole, len(columns))
    for line in lines:
        if line in whole:
            yield line.number, "\t".join(("", *(one.text for one in line.tokens)))
        elif places:
            texts: dict[int, str] = {}
            for one in line.tokens:
                at = places[line.number, one]
                texts[at] = f"{texts[at]} {one.text}" if at in texts else one.text
            yield line.number, "\t".join(("", *(texts.get(at, "") for at in range(len(columns)))))
        else:
            yield line.number, line.text


def _in_order(rest: Sequence[Line], whole: Sequence[Line], width: int) -> dict[tuple[int, Token], int]:
    """The columns of words that stand over one another, where there are as many such heads as columns.

    As many as there are columns with another unit than per cent are good too.
    """
    heads = _over_one_another([(line.number, one) for line in rest for one in line.tokens])
    units = next((line.tokens for line in reversed(whole) if any(one.text in _PERCENT for one in line.tokens)), ())
    amounts = [at for at, one in enumerate(units) if one.text not in _PERCENT]
    if len(heads) == width:
        amounts = list(range(width))
    if len(heads) != len(amounts):
        return {}
    return {one: at for at, head in zip(amounts, heads, strict=True) for one in head}


def _over(rest: Sequence[Line], whole: Sequence[Line], width: int) -> dict[tuple[int, Token], int]:
    """The columns of words over those of whole lines; words over several stand in the first of them.

    Not so in Japanese, whose letters take the place of two in print and of one in a text.
    """
    found: dict[tuple[int, Token], int] = {}
    for line in rest:
        for one in line.tokens:
            under = [
                at
                for at in range(width)
                for other in (line.tokens[at] for line in whole)
                if one.start < other.end and other.start < one.end
            ]
            if not under or not line.text.isascii():
                return {}
            found[line.number, one] = min(under)
    return found


def _over_one_another(tokens: Sequence[tuple[int, Token]]) -> list[list[tuple[int, Token]]]:
    """Words put together that stand over one another, from left to right."""
    found: list[list[tuple[int, Token]]] = []
    end = -1
    for number, one in sorted(tokens, key=lambda each: (each[1], each[0])):
        if one.start < end:
            found[-1].append((number, one))
        else:
            found.append([(number, one)])
            end = -1
        end = max(end, one.end)
    return found
