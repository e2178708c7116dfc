"""What stands around a figure of a draft: its sentence or its row and column, the words before, the periods named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from tanshin.report.calendar import Calendar
from tanshin.report.draft import Draft, Grid, Text
from tanshin.report.said import Said
from tanshin.report.unit_said import units_said
from tanshin.validate.draft_period import named, periods_of, speaks_of_year_before
from tanshin.validate.no_figure import NoFigure
from tanshin.validate.quantity import Measure, Quantity, quantities

_SENTENCE = re.compile(
    r"(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\bLtd)(?<!U\.S)(?<!\bNo)(?<!\bMr)(?<!\bMs)(?<!approx)"
    r"(?<=[.!?])[\"”)]?\s+(?=[A-Z\"“(*])|(?<=。)"
)
#: A text that is shorter and no sentence is a heading; so many of them say what follows is about.
_SHORT, _KEPT = 120, 4
#: What is longer stands in a cell and is prose.
_CELL = 60
#: A paragraph that is longer is read in pieces, so that no file takes longer than its length.
_PIECE = 20_000
_OPENING = re.compile(r"\bbeginning\b|\bopening\b|期首", re.IGNORECASE)
_MARKS = re.compile(r"\s*\^(?:\s*\{[0-9 ,]*\})?|[⁰¹²³⁴-⁹]+")
_MOVING = re.compile(
    r"\b(?:yoy|qoq|change[sd]?|increase[sd]?|decrease[sd]?|growth|increment)\b"
    r"|増|減|前期比|前年|前四半期比|対前",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bof (?:the )?(?:total )?(?:revenues?|sales)|\bto (?:the )?(?:total )?revenues?|ratio|margin"
    r"|率|営業収益比|対売上|売上高?比|営業収益に対",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:[0-9.]+ ?% and )?$")
#: So near a word behind a figure speaks of it.
_CLOSE = 12


class Unit(Struct, frozen=True):
    """A measure and power of ten that words around a figure say."""

    measure: Measure
    scale: int | None


class Context(Struct, frozen=True):
    """A figure and everything that says what it is.

    ``near`` is its sentence, or its row and column; ``before`` the sentences and headings before that, nearest first.
    ``periods`` are groups of names: of each group it has to fit one. ``rather`` are those it may fit. ``line`` is the
    caption of its row, ``column`` what stands over its column. ``prior`` tells that words speak of the year before.
    ``place`` is the number of its table, its row and its column; ``by_period`` tells that its rows are periods, and its
    columns lines.
    """

    quantity: Quantity
    source_text: Text
    quote: str
    near: str
    before: tuple[str, ...]
    periods: tuple[tuple[Said, ...], ...]
    rather: tuple[Said, ...] = ()
    units: tuple[Unit, ...] = ()
    line: str = ""
    column: str = ""
    prior: bool = False
    place: tuple[int, int, int] | None = None
    by_period: bool = False

    @property
    def moves(self) -> bool:
        """Whether the words speak of how much something moved."""
        if not self.place and (self.quantity.sign or _BY.search(self.source_text.text[: self.quantity.start])):
            return True
        around = " ".join((self.near, *self.before)) if self.place else self._behind
        return bool(_MOVING.search(around))

    @property
    def shares(self) -> bool:
        """Whether the words speak of a part of something."""
        return bool(_PART.search(f"{self.near} {' '.join(self.before[:2])}"))

    @property
    def _behind(self) -> str:
        end = self.quantity.end
        return self.source_text.text[end : end + _CLOSE]

    @property
    def opens(self) -> bool:
        """Whether the row is of what a period starts with."""
        return bool(_OPENING.search(self.line))


class Heard(Struct, frozen=True):
    """What was read in a draft: the figures with their contexts, and the numerals that are no figures."""

    contexts: tuple[Context, ...]
    no_figures: tuple[tuple[Text, NoFigure], ...]


def hear(draft: Draft, calendar: Calendar, literals: tuple[str, ...]) -> Heard:
    """Every figure of a draft in its context."""
    hearing = _Hearing(calendar, literals)
    for block in draft.blocks:
        if isinstance(block, Grid):
            hearing.grid(block)
        else:
            for piece in _pieces(block):
                hearing.text(piece)
    return Heard(tuple(hearing.contexts), tuple(hearing.no_figures))


class _Hearing:
    """One draft on the way."""

    def __init__(self, calendar: Calendar, literals: tuple[str, ...]) -> None:
        self.calendar, self.literals = calendar, literals
        self.contexts: list[Context] = []
        self.no_figures: list[tuple[Text, NoFigure]] = []
        self._titles: list[str] = []
        self._number = 0
        self._at = 0
        self._above: tuple[Said, ...] = ()

    def text(self, block: Text) -> None:
        """A paragraph or a heading."""
        self._prose(block, (), self._read(block))
        if len(block.text) < _SHORT and not block.text.endswith((".", "。")):
            self._titles = [block.text, *self._titles][:_KEPT]

    def _read(self, text: Text) -> tuple[Quantity, ...]:
        found, no_figures = quantities(text.text, self.calendar, self.literals)
        self.no_figures += ((text, one) for one in no_figures)
        return found

    def _prose(self, block: Text, around: tuple[str, ...], found: tuple[Quantity, ...]) -> None:
        if not found:
            return
        earlier: list[str] = []
        units = tuple(_units(" ".join(self._titles)))
        for start, end in _sentences(block.text):
            sentence = block.text[start:end]
            own = [one for one in found if start <= one.start < end]
            for number, one in enumerate(own):
                until = own[number + 1].start if number + 1 < len(own) else end
                since = own[number - 1].end if number else start
                must, rather = periods_of(one, block.text, (start, end), (since, until), self.calendar)
                if not must:
                    rather = (*rather, *(name for title in self._titles for name in named(title, self.calendar)))
                self.contexts.append(
                    Context(
                        one,
                        block,
                        sentence.strip(),
                        sentence,
                        (*earlier[:2], *around, *self._titles),
                        must,
                        rather,
                        units if one.measure is Measure.UNSAID else (),
                        prior=speaks_of_year_before(one, block.text, (since, until)),
                    )
                )
            earlier.insert(0, sentence)

    def grid(self, grid: Grid) -> None:
        """A table, row by row; what stands over its columns is gathered on the way."""
        self._number += 1
        self._above = ()
        heads: dict[int, list[str]] = {}
        sections: list[str] = []
        in_head = True
        units = tuple(_units(" ".join(self._titles[:2])))
        titles = tuple(self._titles)
        of_titles = tuple(name for title in titles for name in named(title, self.calendar))
        for self._at, row in enumerate(grid.rows):
            read = [self._read(cell) for cell in row]
            figures = [column for column in range(1, len(row)) if read[column]]
            if not figures and not (len(row) == 1 and read[0]):
                texts = [cell.text for cell in row[1:] if any(map(str.isalnum, cell.text))]
                if row and row[0].text:
                    self._prose_of(row[0], read[0], titles)
                if (texts and not row[0].text) or len(set(texts)) > 1:
                    if not in_head:
                        heads, in_head = {}, True
                    _add_heads(heads, row, spread=grid.spread)
                elif row and row[0].text:
                    sections = [row[0].text, *sections][:2]
                continue
            in_head = False
            self._row(row, read, heads, (*sections, *titles), of_titles, units)

    def _prose_of(self, cell: Text, found: tuple[Quantity, ...], titles: tuple[str, ...]) -> None:
        for one in found:
            self.contexts.append(self._in_caption(cell, one, titles))

    def _in_caption(self, cell: Text, one: Quantity, titles: tuple[str, ...]) -> Context:
        names = named(cell.text, self.calendar)
        return Context(one, cell, cell.text, cell.text, titles, (names,) if names else (), line=cell.text)

    def _row(
        self,
        row: tuple[Text, ...],
        read: list[tuple[Quantity, ...]],
        heads: dict[int, list[str]],
        before: tuple[str, ...],
        of_titles: tuple[Said, ...],
        units: tuple[Unit, ...],
    ) -> None:
        caption = _MARKS.sub("", row[0].text)
        of_caption = named(caption, self.calendar)
        self._above = of_caption or self._above
        told: set[int] = set()
        for column, cell in enumerate(row):
            if id(cell) in told:  # one cell over several columns
                continue
            told.add(id(cell))
            if column == 0:
                for one in read[0]:
                    self.contexts.append(self._in_caption(cell, one, before))
                continue
            head = " ".join(dict.fromkeys(heads.get(column, ())))
            of_head, of_cell = named(head, self.calendar), named(cell.text, self.calendar)
            must = tuple(group for group in (of_cell or of_head, of_caption) if group)
            if len(cell.text) > _CELL:
                self._prose(cell, (caption, head, *before), read[column])
                continue
            for one in read[column]:
                self.contexts.append(
                    Context(
                        one,
                        cell,
                        " | ".join(part for part in (caption, head, cell.text) if part),
                        f"{caption} | {head} | {cell.text}",
                        before,
                        must,
                        () if must else (*of_titles, *self._above),
                        _all_units(head, caption, heads, units),
                        caption,
                        head,
                        place=(self._number, self._at, column),
                        by_period=bool(of_caption),
                    )
                )


def _add_heads(heads: dict[int, list[str]], row: tuple[Text, ...], *, spread: bool) -> None:
    """A row of headings; where cells are not spread, one that is empty goes on from its left."""
    left = ""
    for column in range(1, max(len(row), max(heads, default=0) + 1)):
        text = row[column].text if column < len(row) else ""
        left = text or ("" if spread else left)
        if left:
            heads.setdefault(column, []).append(left)


def _all_units(head: str, caption: str, heads: dict[int, list[str]], of_titles: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What a figure may be measured in: as its column says, its row, the table, and at last the columns beside it."""
    own = (*_units(head), *_units(caption))
    if any(one.scale is not None for one in own):
        return tuple(dict.fromkeys(own))
    beside = (unit for texts in heads.values() for unit in _units(" ".join(texts)))
    return tuple(dict.fromkeys((*own, *of_titles, *beside)))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        if match.end() > start:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _units(text: str) -> Iterator[Unit]:
    """The units that a heading or a caption says."""
    plain = text.casefold()
    if "%" in plain or "％" in plain or "率" in plain:
        yield Unit(Measure.PERCENT, None)
    for one in units_said(plain):
        if one.currency in (Measure.JPY, Measure.USD):
            yield Unit(Measure(one.currency), one.scale)


def _pieces(text: Text) -> Iterator[Text]:
    """A text in pieces of bounded length."""
    start = 0
    while len(text.text) - start > _PIECE:
        end = text.text.rfind(" ", start, start + _PIECE) + 1 or start + _PIECE
        yield text.part(start, end)
        start = end
    yield text.part(start, len(text.text)) if start else text
