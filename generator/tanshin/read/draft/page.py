"""HTML pages as people read them: what is shown, in its order, with the line and column of every word.

The parser of the standard library is used because it tells where each text stands, to the letter; lxml tells the line
of a tag at best. It repairs nothing, follows nothing and knows no entities but those of characters.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from tanshin.report.draft import Block, Draft, Grid, Text, Writer
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

_NAMES = (
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section summary ul"
)
_BLOCKS = frozenset(_NAMES.split())
#: What nobody reads as text; the figures of a drawing are for those who look at it.
_UNSEEN = frozenset(("head", "style", "script", "template", "noscript", "svg", "ix:header", "ix:hidden"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
#: What stands in the place of the mark of a footnote, which is no figure.
_MARK = "^"
#: No table of a release has more columns or rows than this; wider spans are somebody's joke.
_MOST = 64
#: So many letters may follow what is never closed: the parser tries again with each of them, to the end of the file.
_LEFT = 4_000
#: No letter has a number with more digits.
_NUMBER = 8


def read_page(text: str, file: str) -> Draft:
    """The texts and tables of a page.

    Raises:
        InputError: something that begins in it has no end, or it has a declaration that no page has (TNS550).
    """
    reader = _Reader(file)
    try:
        reader.feed(text)
        if len(reader.rawdata) > _LEFT:
            line, column = reader.getpos()
            message = say("a tag, a comment or a quotation mark in it is never closed; close it, or give a text file")
            raise InputError(Finding("TNS550", Severity.ERROR, message, (Source(file, line, column + 1),)))
        reader.close()
    except AssertionError as error:  # what the parser says of a declaration that it does not know
        line, column = reader.getpos()
        message = say("{file} is damaged: {reason}", file=file, reason=str(error))
        raise InputError(Finding("TNS550", Severity.ERROR, message, (Source(file, line, column + 1),))) from None
    return Draft(file, tuple(reader.end()))


class _Table:
    """A table that is being read: its rows, and cells of rows above that reach down."""

    def __init__(self) -> None:
        self.rows: list[list[Text]] = []
        self.down: dict[int, tuple[int, Text]] = {}
        self.span = (1, 1)
        self.in_cell = False

    def row(self) -> None:
        self.rows.append([])
        self._fill()

    def cell(self, text: Text) -> None:
        if not self.rows:
            self.rows.append([])
        row, (wide, deep) = self.rows[-1], self.span
        for _ in range(min(wide, _MOST - len(row))):
            if deep > 1:
                self.down[len(row)] = (deep - 1, text)
            row.append(text)
        self._fill()

    def _fill(self) -> None:
        row = self.rows[-1]
        while len(row) in self.down:
            left, text = self.down.pop(len(row))
            if left > 1:
                self.down[len(row)] = (left - 1, text)
            row.append(text)


class _Reader(HTMLParser):
    """One reading of one page."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=False)  # converted, a text would lose its place
        self._blocks: list[Block] = []
        self._writer = Writer(file)
        self._unseen: list[str] = []
        self._tables: list[_Table] = []
        self._in_mark = False

    def end(self) -> list[Block]:
        """Everything that was read; what was left open is closed."""
        while self._tables:
            self._end_table()
        self._flush()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        values = {name: value or "" for name, value in attrs}
        if self._unseen:
            if tag == self._unseen[-1] and tag not in _VOID:
                self._unseen.append(tag)
            return
        hidden = "hidden" in values or _HIDDEN.search(values.get("style", ""))
        if tag in _UNSEEN or (hidden and tag not in _VOID):
            self._unseen.append(tag)
        elif tag == "sup":
            self._in_mark = True
            self._say(_MARK)
        elif tag == "br":
            self._writer.space()
        elif tag == "table":
            self._flush()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].row()
        elif tag in _CELLS and self._tables:
            self._end_cell()
            self._tables[-1].in_cell = True
            self._tables[-1].span = (_span(values.get("colspan")), _span(values.get("rowspan")))
        elif tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty tag."""
        if tag == "br":
            self._writer.space()
        elif tag in _CELLS:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
        elif tag == "sup":
            self._in_mark = False
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._unseen or self._in_mark:
            return
        line, column = self.getpos()
        for number, part in enumerate(data.split("\n")):
            if number:
                self._writer.space()
            self._writer.say(part, line + number, 1 if number else column + 1)

    def handle_entityref(self, name: str) -> None:
        """A letter by its name."""
        self._say(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """A letter by its number."""
        self._say(html.unescape(f"&#{name};") if len(name) <= _NUMBER else "\ufffd")

    def _say(self, text: str) -> None:
        if not self._unseen and not (self._in_mark and text != _MARK):
            line, column = self.getpos()
            self._writer.say(text, line, column + 1)

    def _break(self) -> None:
        """A new block begins; within a cell it is white space."""
        if self._tables and self._tables[-1].in_cell:
            self._writer.space()
        else:
            self._flush()

    def _flush(self) -> None:
        text = self._writer.take()
        if text.text:
            self._blocks.append(text)

    def _end_cell(self) -> None:
        table = self._tables[-1] if self._tables else None
        if table and table.in_cell:
            table.in_cell = False
            table.cell(self._writer.take())
        else:
            self._flush()

    def _end_table(self) -> None:
        self._end_cell()
        rows = tuple(tuple(row) for row in self._tables.pop().rows if row)
        if rows:
            self._blocks.append(Grid(rows, spread=True))


def _span(written: str | None) -> int:
    """Over how many rows or columns a cell reaches; one where that cannot be read, as browsers take it."""
    if written is None or not re.fullmatch("[0-9]*[1-9][0-9]*", written):
        return 1
    return min(int(written), _MOST) if len(written) < _NUMBER else _MOST
