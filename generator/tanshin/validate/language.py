"""Two languages of one document: the same figures, with the same signs and units, block by block.

The texts of both languages come out of the same data, and still a table may lose a row, a sentence a figure, a unit its
thousands in one of them. What is compared is what is printed: tagged figures by the fact, other numbers by what their
words make of them (``JPY106.2 billion``, 1,062億円).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tanshin.document.model import (
    Block,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    Paragraph,
    Picture,
    Run,
    Table,
    Tagged,
)
from tanshin.report.calendar import Calendar
from tanshin.validate.said import said_and_left
from tanshin.validate.unit_said import SCALE, SCALES, units_said

#: What stands for a tagged figure while the words around it are read.
_TAG = "\ue000"
_NUMBER = re.compile(
    rf"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|{_TAG})(?: ?(?P<scale>{SCALE})(?![a-z]))?"
    r"(?: ?(?P<kind>%|points?|ポイント))?"
)
#: Numbers that one language alone needs: 1株当たり, 200 for 1, 3ヶ月 for three months, 第2四半期 for a half year.
_IDIOM = re.compile(
    r"[0-9]+ ?(?:ヶ月|か月|months?\b)|[0-9]{1,2}月末?|第[1-4]四半期|[1-4](?:st|nd|rd|th) quarter|\b[1-4]q(?:-end)?\b"
)
_KINDS = {"%": "%", "point": "points", "points": "points", "ポイント": "points"}
#: Words for the direction of a rate: before it in English, after it in Japanese.
_UP_DOWN = {
    "en": (
        re.compile(r"\b(?:up|increased by|an increase of) $"),
        re.compile(r"\b(?:down|decreased by|a decrease of) $"),
    ),
    "ja": (re.compile("の?(?:増|上昇)"), re.compile("の?(?:減|低下)")),
}


class Stated(NamedTuple):
    """A figure as a text states it: its value, whether in per cent or points, and the direction its words give it."""

    value: str
    kind: str
    way: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.way, f"{self.value}{self.kind}") if part)


class Statement(NamedTuple):
    """What a text states: figures, units that stand alone, and the last days of the periods it names."""

    figures: Counter[Stated]
    days: frozenset[str]

    def without(self, other: Statement) -> tuple[str, ...]:
        """What this states and the other does not. One may name a day more, but not another day."""
        days = self.days - other.days if other.days - self.days else frozenset()
        return tuple(sorted((*map(str, (self.figures - other.figures).elements()), *days)))


def texts(block: Block) -> Iterator[tuple[Run, ...]]:
    """The runs of a block by what must agree by itself: a cell, a line, a paragraph."""
    match block:
        case Heading() | Paragraph():
            yield block.runs
        case Table():
            yield from (cell.runs for row in block.rows for cell in row.cells)
        case Fields():
            yield from (runs for line in block.lines for _, runs in line)
        case Listing():
            yield from block.items
        case Highlights():
            yield from (runs for line in block.lines for runs in line)
        case Footnotes():
            yield from (note.runs for note in block.notes)
        case Picture(table=table):
            yield from texts(table)
        case _:  # headings are compared where they stand, not where the contents list them
            pass


def stated(runs: Iterable[Run], lang: str, calendar: Calendar) -> Statement:
    """Everything a text states in figures."""
    text, tags = _read(runs)
    names, left = said_and_left(unicodedata.normalize("NFKC", text), calendar)
    left = _IDIOM.sub("~", left.casefold())
    found: Counter[Stated] = Counter()
    at = iter(tags)
    for match in _NUMBER.finditer(left):
        tag = next(at) if match["number"] == _TAG else None
        if one := _figure(left, match, tag, lang):
            found[one] += 1
    if not found:
        # Beside figures a scale is part of them, or of a way of speaking; alone it heads a column.
        scaled = (unit for unit in units_said(left) if unit.scale)
        found.update(Stated(f"10^{unit.scale}", f" {unit.currency}") for unit in scaled)
    return Statement(found, frozenset(name.last.isoformat() for name in names))


def _read(runs: Iterable[Run]) -> tuple[str, list[Tagged]]:
    """The words of a text with a letter in the place of each tagged figure, and these figures."""
    text, tags = "", []
    for run in _flat(runs):
        if isinstance(run, Tagged) and isinstance(run.fact.value, Decimal):
            tags.append(run)
            text += f"{run.before}{_TAG}{run.after}"
        elif isinstance(run, Tagged):
            text += run.text if isinstance(run.fact.value, str) else ""
        elif not isinstance(run, Mark):
            text += run.text
    return text, tags


def _figure(text: str, match: re.Match[str], tag: Tagged | None, lang: str) -> Stated | None:
    """A figure of a text; ``None`` for a one that counts what one language alone counts (1株当たり, 200 for 1)."""
    kind = _KINDS.get(match["kind"] or "", "")
    if tag:
        value = _value(tag)
    else:
        value = Decimal(match["number"].replace(",", "")).scaleb(SCALES.get(match["scale"] or "", 0))
        if value == 1 and not kind:
            return None
    return Stated(f"{value.normalize():f}", kind, _way(text, match, lang) if kind else "")


def _flat(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with those that stand inside of one in its place."""
    for run in runs:
        if isinstance(run, Tagged) and run.inner:
            yield from _flat(run.inner)
        else:
            yield run


def _value(run: Tagged) -> Decimal:
    """What a tagged figure says, with its sign."""
    value = Decimal(run.text.replace(",", "") or 0).scaleb(run.scale)
    return -value if any(sign in run.before for sign in "(-△▲−") else value


def _way(text: str, match: re.Match[str], lang: str) -> str:
    up, down = _UP_DOWN[lang]
    if lang == "ja":
        return "up" if up.match(text, match.end()) else "down" if down.match(text, match.end()) else ""
    before = text[: match.start()]
    return "up" if up.search(before) else "down" if down.search(before) else ""
