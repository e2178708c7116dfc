"""How wide the columns of a printed table are, judged by what stands in them.

Widths are whole hundredths of an em, of a gothic (sans serif) face in general: 100 for a full-width character, 56 for a
digit. Tables whose columns are sized by them come out alike, whatever font a reader has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

from msgspec import Struct

from tanshin.document.model import Cell, Row, Table

_FULL, _BROAD, _CAPITAL, _SMALL, _NARROW = 100, 88, 66, 56, 32
_PADDING = 105  # of a cell, both sides
_PAGE, _PAGE_LATIN = 5800, 6450  # what a line of a document holds
_LONG = 1800  # a row caption beyond this runs over two lines
_SHORT = 600  # a heading up to this stays on one line
_NARROW_HEAD = 420  # what a heading is granted on a telephone
_HEAD_LINES = 5  # a heading has no more, however narrow its column
_COLUMN = 1350  # how far a column of figures is stretched at most in a form
_FIGURE = 760  # the least width of a column of figures in a statement
_RATE = 420  # that of a column of percentages beside them
_GAP = 90  # between the columns of a statement
_UNBROKEN = 500  # full-width characters up to this are kept together in a heading
_BETWEEN = re.compile(r"[ \u3000]|(?=[（(])")
DAY = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
    r"|(?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)年\d{1,2}月(?:\d{1,2}日)?",
    re.IGNORECASE,
)
"""A day, or a Japanese month: it is not broken over lines."""
WIDE = 6
"""A statement with more columns of figures than this is printed on a page laid on its side."""


class Place(Struct, frozen=True):
    """A cell and where it stands: its row and its first column, both counted from 0."""

    cell: Cell
    row: Row
    line: int
    column: int


def places(rows: Sequence[Row]) -> Iterator[Place]:
    """Every cell with its place, as a browser finds it: a cell may reach over columns and rows."""
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (line, column) in taken:
                column += 1
            yield Place(cell, row, line, column)
            taken |= {(line + down, column + across) for down in range(cell.rowspan) for across in range(cell.colspan)}


def column_count(table: Table) -> int:
    """How many columns the table has."""
    return max((place.column + place.cell.colspan for place in places(table.rows)), default=0)


def is_wide(table: Table) -> bool:
    """Whether the table needs a page laid on its side."""
    return table.style == "statement" and column_count(table) - 1 > WIDE


def column_styles(table: Table) -> tuple[str, ...]:
    """The CSS of each ``col``; none where the browser finds the widths by itself."""
    if not table.head or not column_count(table):
        return ()
    if table.style == "statement":
        return ("", *(f"width:{_decimal(width)}em" for width in _figure_widths(table)))
    caption, *figures = _widths(table)
    total = max(caption + sum(figures), _stretched(table, caption, figures))
    rest = total - caption
    shares = (caption, *(rest * figure // max(sum(figures), 1) for figure in figures))
    return tuple(f"width:{_decimal(10000 * width // total)}%" for width in shares)


def table_style(table: Table) -> str:
    """The CSS of the table: its own width where it would be stretched too far, and its columns for narrow screens."""
    if not table.head or not column_count(table):
        return ""
    if table.style == "statement":
        captions = (measure(row.cells[0].display) + row.depth * _FULL for row in table.body if row.cells)
        figures = _figure_widths(table)
        width = max(captions, default=0) + sum(figures) + _GAP * (len(figures) + 2)
        own = f"width:{_decimal(width)}em;" if width < _page(table) and not is_wide(table) else ""
        return f"{own}--tracks:repeat({len(figures)},minmax(0,1fr))"
    caption, *figures = _widths(table)
    share = min(10000, 10000 * max(_stretched(table, caption, figures), caption + sum(figures)) // _page(table))
    # On a telephone the headings have to do with what the figures need.
    tracks = " ".join(f"minmax(0,{width}fr)" for width in _needs(table, _need_on_telephone)[1:])
    return f"width:{_decimal(share)}%;--tracks:{tracks}"


@lru_cache(maxsize=10_000)  # the same captions and figures stand in many tables
def measure(text: str) -> int:
    """The width of a text on one line, in hundredths of an em."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if east_asian_width(char) in "WFA":
        return _FULL
    if char in " \N{NO-BREAK SPACE}.,:;'|()[]-fijlrt":
        return _NARROW
    if char in "mwMW%":
        return _BROAD
    return _CAPITAL if char.isupper() else _SMALL


def _page(table: Table) -> int:
    """What a line holds: Japanese is set larger."""
    return _PAGE if any(_is_full(cell.display) for row in table.head for cell in row.cells) else _PAGE_LATIN


def _figure_widths(table: Table) -> list[int]:
    """The widths of the columns of figures in a statement. The captions take what is left.

    Figures line up best in columns of one width, percentages in one of their own; a wide table has no room for that.
    """
    units = {one.column - 1: one.cell.display for one in places(table.head) if one.cell.kind == "unit"}
    count = column_count(table) - 1
    wide = count > WIDE
    rates = [units.get(column) == "%" for column in range(count)]
    widths = [0 if wide else _RATE if rate else _FIGURE for rate in rates]
    for place in places(table.rows):
        if place.column and place.cell.colspan == 1:
            text = place.cell.display
            # Totals are set in bold, which is wider.
            width = _longest_word(text) if place.cell.kind in ("head", "unit") else measure(text) * 107 // 100
            widths[place.column - 1] = max(widths[place.column - 1], width + _PADDING // 2)
    if wide:
        return widths
    widest = {rate: max(width for width, one in zip(widths, rates, strict=True) if one == rate) for rate in set(rates)}
    return [widest[rate] for rate in rates]


def _stretched(table: Table, caption: int, figures: Sequence[int]) -> int:
    return min(_page(table), caption + _COLUMN * len(figures))


def _widths(table: Table) -> list[int]:
    """What each column needs: with headings on as few lines as the page allows, then row captions on two lines."""
    widths: list[int] = []
    for broken in (False, True):
        for lines in range(1, _HEAD_LINES + 1):
            widths = _needs(table, lambda place, lines=lines, broken=broken: _need(place, lines, broken))  # type: ignore[misc]
            if sum(widths) <= _page(table):
                return widths
    return widths


def _needs(table: Table, need: Callable[[Place], int]) -> list[int]:
    """What each column needs; columns of figures in the same unit need the same."""
    count = column_count(table)
    widths = [0] * count
    units = [""] * count
    for place in sorted(places(table.rows), key=lambda place: place.cell.colspan):
        if place.cell.kind == "unit":
            units[place.column] = place.cell.display
        across = range(place.column, place.column + place.cell.colspan)
        # What a heading over several columns lacks is spread over them.
        lack = need(place) - sum(widths[column] for column in across)
        for column in across:
            widths[column] += max(lack, 0) // len(across)
    alike = {unit: max(w for w, u in zip(widths[1:], units[1:], strict=True) if u == unit) for unit in units[1:]}
    return [widths[0], *(alike[unit] for unit in units[1:])]


def _need(place: Place, lines: int, broken: bool) -> int:
    """What a cell of a form needs, with its heading on so many lines and its row caption broken or not."""
    text = place.cell.display
    whole = measure(text)
    if place.cell.kind == "head":
        # Lines break unevenly: a little more than the even share. Short headings are not broken at all.
        share = whole if whole <= _SHORT else whole // lines + (_FULL if lines > 1 else 0)
        return max(_longest_word(text), share) + _PADDING // 2
    if place.column == 0 and (broken or whole > _LONG):
        return whole // 2 + _FULL + _PADDING
    return whole + _PADDING


def _need_on_telephone(place: Place) -> int:
    """There the figures decide; headings are set smaller and broken where they must be."""
    text = place.cell.display
    if place.cell.kind in ("head", "unit"):
        return min(_longest_word(text), _NARROW_HEAD) if place.cell.colspan == 1 else 0
    return measure(text) + _PADDING // 2 if place.column else 0


def _longest_word(text: str) -> int:
    """What is better not broken: words, days, lines that were meant to be lines, and a few full-width characters."""
    lines = text.split("\n")
    words = [word for line in lines for word in _BETWEEN.split(DAY.sub(_joined, line))]
    widths = [measure(word) for word in words if measure(word) <= _UNBROKEN or not _is_full(word) or DAY.search(word)]
    return max((*widths, *(measure(line) for line in lines if len(lines) > 1)), default=0)


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "\N{NO-BREAK SPACE}")


def _is_full(text: str) -> bool:
    return any(_width(char) == _FULL for char in text)


def _decimal(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
