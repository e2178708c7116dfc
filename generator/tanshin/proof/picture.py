"""Charts as SVG, read back: the words and figures in them, and what is drawn, measured."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lxml import etree
from msgspec import Struct

from tanshin.proof.markup import elements_of, line_of, words_of
from tanshin.proof.numeral import figures

_COLUMN = "#ffffff"  # the stroke of a column; hatching, plates and frames have another or none


class Tick(Struct, frozen=True):
    """A labelled line of the axis: its label and its height on the page."""

    text: str
    value: Fraction
    y: Fraction


class Column(Struct, frozen=True):
    """A column, or a part of one."""

    middle: Fraction
    top: Fraction
    height: Fraction


class Point(Struct, frozen=True):
    """A point of a line, by whose colour it is told from those of others."""

    colour: str
    x: Fraction
    y: Fraction


class Picture(Struct, frozen=True):
    """A chart as it is drawn.

    ``texts`` are the words and figures to be seen, but for the ticks of the axis; ``title`` and ``description`` are
    read aloud. ``left`` and ``right`` are the ends of the axis of categories.
    """

    id: str
    title: str
    description: str
    texts: tuple[str, ...]
    ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]
    points: tuple[Point, ...]
    left: Fraction
    right: Fraction
    line: int

    def category(self, x: Fraction, count: int) -> int:
        """Which of so many categories a place belongs to."""
        return int((x - self.left) * count / (self.right - self.left)) if self.right > self.left else 0

    @property
    def scale(self) -> tuple[Fraction, Fraction] | None:
        """Where zero is and how high one is, by the first and the last tick."""
        if len(self.ticks) < 2 or self.ticks[0].value == self.ticks[-1].value:
            return None
        first, last = self.ticks[0], self.ticks[-1]
        one = (first.y - last.y) / (last.value - first.value)
        return first.y + first.value * one, one


def read_picture(svg: etree._Element) -> Picture:
    """What a chart says and shows."""
    named: dict[str, list[etree._Element]] = {}
    for element in elements_of(svg):
        named.setdefault(element.tag.rpartition("}")[2], []).append(element)
    axis = [element for element in named.get("line", ()) if _kind(element.getnext()) == "text"]
    labels = [element.getnext() for element in axis]
    ticks = tuple(
        tick for line, label in zip(axis, labels, strict=True) if label is not None for tick in _tick(line, label)
    )
    return Picture(
        svg.get("aria-labelledby", "").partition("-title")[0],
        "".join(map(words_of, named.get("title", ())[:1])),
        "".join(map(words_of, named.get("desc", ())[:1])),
        tuple(words_of(element) for element in named.get("text", ()) if element not in labels),
        ticks,
        tuple(_columns(named.get("rect", ()))),
        tuple(
            Point(element.get("stroke", ""), _length(element, "cx"), _length(element, "cy"))
            for element in named.get("circle", ())
            if element.get("stroke")
        ),
        min((_length(element, "x1") for element in axis), default=Fraction(0)),
        max((_length(element, "x2") for element in axis), default=Fraction(0)),
        line_of(svg),
    )


def signed(text: str) -> Fraction | None:
    """The figure in a text of a chart, with its sign; ``None`` where there is not exactly one."""
    found = figures(text)
    if len(found) != 1:
        return None
    return Fraction(found[0].value) * (-1 if found[0].negative else 1)


def _tick(line: etree._Element, label: etree._Element) -> Iterator[Tick]:
    text = words_of(label)
    value = signed(text)
    if value is not None:
        yield Tick(text, value, _length(line, "y1"))


def _columns(rects: list[etree._Element] | tuple[()]) -> Iterator[Column]:
    for element in rects:
        if element.get("stroke") == _COLUMN:
            width = _length(element, "width")
            yield Column(_length(element, "x") + width / 2, _length(element, "y"), _length(element, "height"))


def _kind(element: etree._Element | None) -> str:
    return "" if element is None or not isinstance(element.tag, str) else element.tag.rpartition("}")[2]


def _length(element: etree._Element, name: str) -> Fraction:
    try:
        return Fraction(element.get(name, "0"))
    except (ValueError, ZeroDivisionError):
        return Fraction(-10000)  # far off: whatever is compared with it differs
