"""TNS71x: charts show the figures of their tables, and those are figures of the filings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from tanshin.derive.expression import Item
from tanshin.derive.past import Known, Past
from tanshin.document.model import Picture as Drawn
from tanshin.proof.output import Output
from tanshin.proof.page import Block, Page
from tanshin.proof.picture import Picture, Point, signed
from tanshin.report.chart import ChartPlan, SeriesPlan
from tanshin.report.release import Charted
from tanshin.taxonomy.concept import ItemType
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say
from tanshin.values.rounding import Rounding

_NEARLY = Fraction(3, 100)  # coordinates have two places

_Rows = Sequence[Sequence[Block]]


class _Chart(NamedTuple):
    """A chart on a page, with the cells of its table row by row, captions aside; ``words`` may stand in it as well."""

    page: Page
    picture: Picture
    head: Sequence[Block]
    body: _Rows
    words: frozenset[str]


class _Cell(NamedTuple):
    """A figure of a chart's table beside what the filings know of it."""

    page: Page
    cell: Block
    known: Known | None
    scale: int


def _charts(output: Output) -> Iterator[_Chart]:
    for page in output.pages.values():
        document = output.by_name.get((page.lang, page.name))
        charts = [block.chart for block in document.blocks if isinstance(block, Drawn)] if document else []
        units = {chart.id: {chart.unit, chart.line_unit} for chart in charts}
        for picture in page.pictures:
            head, *body = _rows(page, picture.id) or [[]]
            captions = {_line(row[0].text) for row in [head, *body] if row}
            words = frozenset(captions | units.get(picture.id, set()))
            yield _Chart(page, picture, head[1:], [row[1:] for row in body], words)


def _rows(page: Page, chart: str) -> list[list[Block]]:
    rows: dict[int, list[Block]] = {}
    for cell in page.tables.get(f"table-{chart}-figures", ()):
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())


@rule("TNS712", Severity.ERROR, subject=Output, each=_charts)
def charts_draw_their_figures(output: Output, chart: _Chart) -> Iterator[Issue]:
    """A chart shows the figures of its table: in its labels, in its description, and by the height of what is drawn.

    Ticks of the axis stand where their values are, each column is as high as a figure of its category, and each line
    goes through the figures of a row. A reader sees the columns first and the digits later.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, picture, head, body, words = chart
    faults = (
        *_labels(picture, head, body, words),
        *_described(picture, head, body),
        *_ticks(picture),
        *_columns(picture, body),
        *_lines(picture, body),
    )
    for fault in faults:
        message = say("the chart {id} differs from its table: {fault}", id=picture.id, fault=fault)
        yield Issue(message, sources=(output.at(page.path, picture.line),))


def _line(text: str) -> str:
    return " ".join(text.split())


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _labels(picture: Picture, head: Sequence[Block], body: _Rows, others: frozenset[str]) -> Iterator[Message]:
    """Labels that no cell of the table has, or that stand more often than there; and categories that are missing."""
    there = Counter(_line(cell.text) for row in body for cell in row)
    # A heading of two lines is two texts in the picture.
    words = {line.strip() for cell in head for line in cell.text.split("\n")} | others
    drawn = Counter(map(_line, picture.texts))
    for text, times in drawn.items():
        if _has_digit(text) and text not in words and times > there[text]:
            yield say("{text!r} is drawn and stands in no cell", text=text)
    for text, times in Counter(line.strip() for cell in head for line in cell.text.split("\n")).items():
        if drawn[text] < times:
            yield say("the category {text!r} is not drawn", text=text)


def _described(picture: Picture, head: Sequence[Block], body: _Rows) -> Iterator[Message]:
    """Figures that the description does not say; totals are written above the columns alone."""
    rows = [row for row in body if not any("total" in cell.row_kind.split() for cell in row)]
    for at, top in enumerate(head):
        category = f"{_line(top.text)}: "
        cells = [text for row in rows if at < len(row) and (text := _line(row[at].text))]
        if picture.description.count(category) < len(cells):
            yield say("the description does not say {text!r} for each series", text=category)
        for text in cells:
            if _has_digit(text) and f"{category}{text}" not in picture.description:
                yield say("the description does not say {text!r}", text=f"{category}{text}")


def _ticks(picture: Picture) -> Iterator[Message]:
    """Labels of the axis that do not stand where their values are."""
    if picture.scale is None:
        if picture.columns:
            yield say("the axis has no scale")
        return
    zero, one = picture.scale
    steps = {second.value - first.value for first, second in zip(picture.ticks, picture.ticks[1:], strict=False)}
    for tick in picture.ticks:
        if abs(zero - tick.value * one - tick.y) > _NEARLY:
            yield say("{text!r} stands in another place of the axis than its value", text=tick.text)
    if len(steps) > 1:
        yield say("the steps of the axis are not equal")


def _columns(picture: Picture, body: _Rows) -> Iterator[Message]:
    """Columns that are as high as no figure of their category."""
    if picture.scale is None:
        return
    zero, one = picture.scale
    for column in picture.columns:
        at = picture.category(column.middle, max(map(len, body), default=1))
        is_below = column.top >= zero - _NEARLY and column.height > _NEARLY
        values = [signed(row[at].text) for row in body if 0 <= at < len(row)]
        # A bar that hangs from zero is negative.
        heights = [abs(value * one) for value in values if value is not None and (value < 0) == is_below]
        if not any(abs(height - column.height) <= _NEARLY for height in heights):
            yield say("column {number} is as high as no figure of its category", number=at + 1)


def _lines(picture: Picture, body: _Rows) -> Iterator[Message]:
    """Lines whose points follow no row of figures."""
    by_colour: dict[str, list[Point]] = {}
    for point in picture.points:
        by_colour.setdefault(point.colour, []).append(point)
    for number, points in enumerate(by_colour.values(), 1):
        if not any(_follows(picture, points, [signed(cell.text) for cell in row]) for row in body):
            yield say("line {number} goes through the figures of no row", number=number)


def _follows(picture: Picture, points: list[Point], values: list[Fraction | None]) -> bool:
    """Whether the heights of points are those of some figures, on any scale that grows upwards."""
    pairs: list[tuple[Fraction, Fraction]] = []
    for point in points:
        at = picture.category(point.x, len(values))
        value = values[at] if 0 <= at < len(values) else None
        if value is None:
            return False
        pairs.append((value, point.y))
    if len(pairs) != sum(value is not None for value in values):
        return False
    (low, bottom), (high, top) = min(pairs), max(pairs)
    one = (bottom - top) / (high - low) if high > low else Fraction(0)
    return one >= 0 and all(abs(bottom - (value - low) * one - y) <= _NEARLY for value, y in pairs)


def _cells(output: Output) -> Iterator[_Cell]:
    presentation, past = output.filing.presentation, output.past
    if presentation is None or past is None:
        return
    plans = [block.plan for block in presentation.blocks() if isinstance(block, Charted)]
    for plan in plans:
        known = [_known(past, plan, series) for series in plan.series]
        for page in output.pages.values():
            for row, (figures, scale) in zip(_rows(page, f"chart-{plan.id}")[1:], known, strict=False):
                for cell, figure in zip(row[1:], figures, strict=False):
                    yield _Cell(page, cell, figure, scale)


def _known(past: Past, plan: ChartPlan, series: SeriesPlan) -> tuple[list[Known | None], int]:
    """What the filings know of a series in each period, and the power of ten in which the chart shows it."""
    item = past.item(series.figure)
    scale, places = _measure(past, plan, item)
    expression = past.expression(series.rule) if series.rule else None
    return [past.known(item, period, places - scale, expression) for period in plan.periods], scale


def _measure(past: Past, plan: ChartPlan, item: Item) -> tuple[int, int]:
    match past.filing.taxonomy.dts.concepts[item.concept].type:
        case ItemType.PERCENT | ItemType.PERCENT_2:
            return -2, 1
        case ItemType.MONETARY:
            return plan.scale, int(plan.scale > 6)
        case ItemType.PER_SHARE:
            return 0, 2
        case ItemType.DECIMAL:
            return 0, 1
        case _:
            return 0, 0


@rule("TNS713", Severity.ERROR, subject=Output, each=_cells)
def charts_show_figures_of_filings(output: Output, one: _Cell) -> Iterator[Issue]:
    """A figure of a chart is the one that the filings publish, or the one that follows from what they publish.

    It is found once more, by what the chart is asked to show, and compared to the places that are printed.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page, cell, known, scale = one
    seen = signed(cell.text)
    if known is None and seen is None:
        return
    if known is None or seen is None:
        message = say("{text!r} stands in the table of a chart, and the filings say otherwise", text=_line(cell.text))
        yield Issue(message, sources=(output.at(page.path, cell.line),))
        return
    value = known.value / Fraction(10) ** scale
    places = len(_line(cell.text).partition(".")[2].rstrip("*)"))
    apart, unit = abs(seen - value), Fraction(1, 10**places)
    if apart * 2 > unit and not (output.filing.rounding is Rounding.TRUNCATE and apart < unit):
        message = say(
            "{text!r} stands in the table of a chart, and the filings say {value}",
            text=_line(cell.text),
            value=f"{round(value, places + 2)}",
        )
        yield Issue(message, sources=(output.at(page.path, cell.line),))


RULES = (charts_draw_their_figures, charts_show_figures_of_filings)
