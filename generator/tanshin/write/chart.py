"""A chart as SVG: legible on a screen, on paper without colour, and to a reader that speaks.

Colours differ in lightness, so that they stay apart in print and to those who see no hue; a figure that is derived is
hatched, one that nobody published is an empty frame with words. The picture carries its title and what it shows as
text (SVG 1.1, section 5.4; WAI-ARIA ``img``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from tanshin.document.chart import Chart, Mark, Series, Standing

_SVG = "http://www.w3.org/2000/svg"
#: Dark to light: neighbours in a stack differ by a fifth of the scale of lightness or more.
_FILLS = ("#12355b", "#2f75b5", "#e08a1e", "#9cc3e6", "#7a7a7a", "#e6e0c8")
_DARK = frozenset(("#12355b", "#2f75b5", "#7a7a7a"))
_INK, _GRID = "#1a1a1a", "#cfcfcf"

_Attributes = Mapping[str, Fraction | int | str]

_WIDTH, _LEFT, _RIGHT = 560, 54, 6
_TOP, _COLUMNS, _LEGEND = 26, 165, 18
_LINES = 82  # the height of the panel of lines, with its gap
_KEY = 22  # the room of the key of a legend
_LEAST = 15  # a figure is written into a part of a column that is this high
_FRAME, _OPEN = 100, 16  # the height of a frame for what is missing: of a column, of the rest of a stack
_PART = 11  # the size of figures in the picture
_WORD = 12


class _Scale(Struct, frozen=True):
    """From values to heights: ``low`` and ``high`` are the ends of the axis, drawn between two ordinates."""

    low: Fraction
    high: Fraction
    step: Fraction
    top: int
    bottom: int

    def __call__(self, value: Fraction) -> Fraction:
        return self.bottom - (value - self.low) * (self.bottom - self.top) / (self.high - self.low)

    def ticks(self) -> Iterator[Fraction]:
        """The values that are labelled."""
        value = self.low
        while value <= self.high:
            yield value
            value += self.step


def draw(chart: Chart) -> Markup:
    """The chart as an ``svg`` element, to stand in HTML."""
    return Markup(etree.tostring(_Picture(chart).svg(), encoding="unicode"))  # noqa: S704 - lxml has escaped it


def nice_scale(values: Iterable[Fraction], top: int, bottom: int, *, zero: bool = True) -> _Scale:
    """A scale with four to eight round steps (1, 2 or 5 times a power of ten) that holds the values.

    With ``zero`` it holds zero as well: columns start there.
    """
    known = [*values, *([Fraction(0)] if zero else [])] or [Fraction(0)]
    low, high = min(known), max(known)
    spread = (high - low) or abs(high) or Fraction(1)
    power = Fraction(10) ** (len(str(floor(spread))) - 1 if spread >= 1 else -len(str(floor(1 / spread))))
    step = next(size * power / 10 for size in (1, 2, 5, 10, 20, 50, 100) if spread <= size * power / 10 * 6)
    return _Scale(step * floor(low / step), step * max(ceil(high / step), floor(low / step) + 1), step, top, bottom)


class _Picture:
    """One chart on its way to being drawn."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.panel = _LINES if chart.lines else 0
        self.slot = Fraction(_WIDTH - _LEFT - _RIGHT, max(len(chart.categories), 1))
        self.turned = self._turns()
        extremes = [*self._extremes()]
        self.below = max(self.turned, 14) if min(extremes, default=Fraction(0)) < 0 else 0
        self.base = _TOP + self.panel + self.turned + _COLUMNS + self.below
        self.legend = tuple(_legend_rows(chart))
        lines = max((category.count("\n") for category in chart.categories), default=0)
        self.height = self.base + 26 + 14 * lines + _LEGEND * len(self.legend)
        self.root = etree.Element(
            f"{{{_SVG}}}svg",
            {
                "viewBox": f"0 0 {_WIDTH} {self.height}",
                "role": "img",
                "aria-labelledby": f"{chart.id}-title {chart.id}-description",
                "class": "chart",
            },
            nsmap={None: _SVG},  # type: ignore[dict-item]  # None is the default namespace
        )

    def svg(self) -> etree._Element:
        chart = self.chart
        self._add("title", {"id": f"{chart.id}-title"}, chart.title)
        self._add("desc", {"id": f"{chart.id}-description"}, describe(chart))
        self._hatching()
        top = _TOP + self.panel + self.turned
        scale = nice_scale(self._extremes(), top, self.base - self.below)
        self.zero = int(scale(Fraction(0)))
        # A frame stands on the axis, or hangs from it where there is more room.
        above, under = self.zero - top, self.base - self.below - self.zero
        self.frame = min(max(above, under), _FRAME)
        self.foot = self.zero if above >= under else self.zero + self.frame
        self._grid(scale)
        for at, category in enumerate(chart.categories):
            for word, line in enumerate(category.split("\n")):
                self._text(line, self._middle(at), self.base + 18 + 14 * word, size=_WORD)
        self._stacked(scale) if chart.stacked else self._grouped(scale)
        self._lines()
        self._legend()
        return self.root

    # What is drawn

    def _grid(self, scale: _Scale) -> None:
        self._text(self.chart.unit, 4, _TOP + self.panel + self.turned - 12, anchor="start", size=_PART)
        for tick in scale.ticks():
            y = scale(tick)
            colour = _INK if tick == 0 else _GRID
            self._add(
                "line", {"x1": _LEFT, "x2": _WIDTH - _RIGHT, "y1": y, "y2": y, "stroke": colour, "stroke-width": 1}
            )
            self._text(_plain(tick), _LEFT - 6, y + 4, anchor="end", size=_PART)

    def _stacked(self, scale: _Scale) -> None:
        width = self.slot * 3 / 5
        for at in range(len(self.chart.categories)):
            left = self._middle(at) - width / 2
            up = down = Fraction(0)
            marks = [(series.marks[at], _FILLS[n % len(_FILLS)]) for n, series in enumerate(self.chart.columns)]
            if all(mark.standing is Standing.MISSING for mark, _ in marks):
                self._missing(at, width)
                continue
            for mark, fill in marks:
                if mark.value is None:
                    continue
                start = up if mark.value >= 0 else down
                self._column(scale, left, width, start, mark, fill, inside=True)
                up, down = (up + mark.value, down) if mark.value >= 0 else (up, down + mark.value)
            above = scale(up)
            if any(mark.standing is Standing.MISSING for mark, _ in marks):  # the stack does not end here
                above -= _OPEN
                self._frame(left, above, width, Fraction(_OPEN))
            if self.chart.totals and self.chart.totals[at].value is not None:
                self._text(self.chart.totals[at].text, self._middle(at), above - 5, size=_WORD, weight="bold")

    def _grouped(self, scale: _Scale) -> None:
        count = max(len(self.chart.columns), 1)
        width = self.slot * 7 / 10 / count
        for at in range(len(self.chart.categories)):
            if all(series.marks[at].standing is Standing.MISSING for series in self.chart.columns):
                self._missing(at, self.slot * 7 / 10)
                continue
            for n, series in enumerate(self.chart.columns):
                left = self._middle(at) + width * (n - Fraction(count, 2))
                if series.marks[at].value is not None:
                    fill = _FILLS[n % len(_FILLS)]
                    self._column(scale, left, width * 9 / 10, Fraction(0), series.marks[at], fill, inside=False)
                elif series.marks[at].standing is Standing.MISSING:
                    self._missing(at, width * 9 / 10, left)

    def _column(
        self, scale: _Scale, left: Fraction, width: Fraction, start: Fraction, mark: Mark, fill: str, *, inside: bool
    ) -> None:
        assert mark.value is not None
        one, other = scale(start), scale(start + mark.value)
        top, height = min(one, other), abs(one - other)
        box: _Attributes = {"x": left, "y": top, "width": width, "height": height}
        self._add("rect", {**box, "fill": fill, "stroke": "#ffffff", "stroke-width": 1})
        if mark.standing is Standing.DERIVED:
            self._add("rect", {**box, "fill": f"url(#{self.chart.id}-derived)"})
        middle = left + width / 2
        if not inside:
            self._beside(mark, middle, other)
        elif height >= _LEAST:
            ink = "#ffffff" if fill in _DARK else _INK
            # On hatching, a figure needs ground of its own.
            if mark.standing is Standing.DERIVED:
                plate = min(width, Fraction(7 * len(mark.text) + 4))
                ground: _Attributes = {"x": middle - plate / 2, "y": top + height / 2 - 7, "width": plate, "height": 14}
                self._add("rect", {**ground, "fill": fill})
            self._text(mark.text, middle, top + height / 2 + 4, size=_PART, fill=ink)

    def _beside(self, mark: Mark, middle: Fraction, end: Fraction) -> None:
        """A figure at the end of a column, turned where it is wider than that."""
        is_up = mark.value is not None and mark.value >= 0
        if not self.turned:
            self._text(mark.text, middle, end - 5 if is_up else end + 13, size=_PART)
            return
        foot = middle + 4, end - 4 if is_up else end + 4
        where = f"rotate(-90 {_number(foot[0])} {_number(foot[1])})"
        self._text(mark.text, *foot, anchor="start" if is_up else "end", size=_PART, transform=where)

    def _missing(self, at: int, width: Fraction, left: Fraction | None = None) -> None:
        """A frame with words where a column would stand; ``left`` is its edge where it is not alone in its place."""
        left = self._middle(at) - width / 2 if left is None else left
        middle = left + width / 2
        self._frame(left, Fraction(self.foot - self.frame), width, Fraction(self.frame))
        where = f"rotate(-90 {_number(middle + 4)} {_number(Fraction(self.foot - 8))})"
        self._text(self.chart.missing, middle + 4, self.foot - 8, anchor="start", size=_PART, transform=where)

    def _frame(self, left: Fraction, top: Fraction, width: Fraction, height: Fraction) -> None:
        box: _Attributes = {"x": left, "y": top, "width": width, "height": height}
        self._add("rect", {**box, "fill": "#ffffff", "stroke": "#767676", "stroke-dasharray": "4 3"})

    def _lines(self) -> None:
        if not self.chart.lines:
            return
        values = [mark.value for series in self.chart.lines for mark in series.marks if mark.value is not None]
        scale = nice_scale(values, _TOP + 12, _TOP + _LINES - 34, zero=False)
        self._text(self.chart.line_unit, 4, _TOP - 4, anchor="start", size=_PART)
        for n, series in enumerate(self.chart.lines):
            colour = _FILLS[n % len(_FILLS)]
            for run in _runs(series.marks):
                points = " ".join(f"{_number(self._middle(at))},{_number(scale(value))}" for at, value in run)
                self._add("polyline", {"points": points, "fill": "none", "stroke": colour, "stroke-width": 2})
            for at, mark in enumerate(series.marks):
                if mark.value is None:
                    continue
                x, y = self._middle(at), scale(mark.value)
                ground = "#ffffff" if mark.standing is Standing.DERIVED else colour
                self._add("circle", {"cx": x, "cy": y, "r": 4, "fill": ground, "stroke": colour, "stroke-width": 2})
                self._text(mark.text, x, y - 8 if n % 2 == 0 else y + 17, size=_PART)

    def _legend(self) -> None:
        for row, entries in enumerate(self.legend):
            y = self.height - 6 - _LEGEND * (len(self.legend) - 1 - row)
            x = _LEFT
            for series, colour, is_line in entries:
                if is_line:
                    ends = {"x1": x, "x2": x + 16, "y1": y - 4, "y2": y - 4}
                    self._add("line", {**ends, "stroke": colour, "stroke-width": 2})
                    self._add("circle", {"cx": x + 8, "cy": y - 4, "r": 4, "fill": colour})
                else:
                    self._add("rect", {"x": x, "y": y - 10, "width": 12, "height": 12, "fill": colour})
                self._text(series.label, x + _KEY, y, anchor="start", size=_WORD)
                x += _KEY + _length(series.label) + 14

    def _hatching(self) -> None:
        defs = self._add("defs", {})
        attributes = {"id": f"{self.chart.id}-derived", "width": "6", "height": "6"}
        pattern = etree.SubElement(
            defs,
            f"{{{_SVG}}}pattern",
            {**attributes, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"},
        )
        etree.SubElement(pattern, f"{{{_SVG}}}rect", {"width": "1.8", "height": "6", "fill": "#ffffff"})

    # How it is drawn

    def _extremes(self) -> Iterator[Fraction]:
        for at in range(len(self.chart.categories)):
            values = [series.marks[at].value or Fraction(0) for series in self.chart.columns]
            if self.chart.stacked:
                yield sum((value for value in values if value > 0), Fraction(0))
                yield sum((value for value in values if value < 0), Fraction(0))
            else:
                yield from values

    def _turns(self) -> int:
        """The room above the columns for figures that must be turned, because they are wider than columns."""
        if self.chart.stacked:
            return 0
        texts = [mark.text for series in self.chart.columns for mark in series.marks if mark.value is not None]
        widest = max((_length(text) for text in texts), default=0)
        return widest if widest > self.slot * 7 / 10 / max(len(self.chart.columns), 1) + 6 else 0

    def _middle(self, at: int) -> Fraction:
        return _LEFT + self.slot * at + self.slot / 2

    def _text(
        self,
        words: str,
        x: Fraction | int,
        y: Fraction | int,
        *,
        anchor: str = "middle",
        size: int,
        fill: str = _INK,
        weight: str = "",
        transform: str = "",
    ) -> None:
        where: _Attributes = {"x": x, "y": y, "fill": fill, "text-anchor": anchor, "font-size": size}
        extra = {key: value for key, value in (("font-weight", weight), ("transform", transform)) if value}
        self._add("text", {**where, **extra}, words)

    def _add(self, name: str, attributes: _Attributes, words: str | None = None) -> etree._Element:
        written = {key: value if isinstance(value, str) else _number(value) for key, value in attributes.items()}
        child = etree.SubElement(self.root, f"{{{_SVG}}}{name}", written)
        child.text = words
        return child


_Entry = tuple[Series, str, bool]


def _legend_rows(chart: Chart) -> Iterator[tuple[_Entry, ...]]:
    """What the colours stand for, on as many rows as it needs; a chart of one series has it in its title."""
    parts = ((chart.columns, False), (chart.lines, True))
    entries = [(one, _FILLS[n % len(_FILLS)], is_line) for series, is_line in parts for n, one in enumerate(series)]
    row: list[_Entry] = []
    x = _LEFT
    for entry in entries if len(entries) > 1 else ():
        width = _KEY + _length(entry[0].label) + 14
        if row and x + width > _WIDTH:
            yield tuple(row)
            row, x = [], _LEFT
        row.append(entry)
        x += width
    if row:
        yield tuple(row)


def _length(text: str) -> int:
    """About how wide a text is."""
    return sum(12 if ord(letter) > 0x2E7F else 6 for letter in text)


def describe(chart: Chart) -> str:
    """What the chart shows, in one text: each series with its figures."""
    said = []
    for series in (*chart.columns, *chart.lines):
        figures = "; ".join(
            f"{' '.join(category.split())}: {chart.missing if mark.standing is Standing.MISSING else mark.text}"
            for category, mark in zip(chart.categories, series.marks, strict=True)
            if mark.standing is not Standing.VOID
        )
        said.append(f"{series.label} – {figures}")
    return ". ".join(said)


def _runs(marks: Sequence[Mark]) -> Iterator[list[tuple[int, Fraction]]]:
    """The stretches of a line between its gaps."""
    run: list[tuple[int, Fraction]] = []
    for at, mark in enumerate(marks):
        if mark.value is None:
            if len(run) > 1:
                yield run
            run = []
        else:
            run.append((at, mark.value))
    if len(run) > 1:
        yield run


def _number(value: Fraction | int) -> str:
    """A coordinate with at most two places, written without trailing zeros."""
    hundredths = round(Fraction(value) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")


def _plain(tick: Fraction) -> str:
    """A value of the axis: grouped digits, as many places as it has."""
    if tick.denominator == 1:
        return f"{int(tick):,}"
    places = 1
    while (tick * 10**places).denominator != 1:
        places += 1
    digits = abs(tick * 10**places).numerator
    return f"{'-' if tick < 0 else ''}{digits // 10**places:,}.{digits % 10**places:0{places}}"
