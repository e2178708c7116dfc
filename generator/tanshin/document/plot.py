"""What a chart is to show -> the chart, out of the figures of several filings, and its figures as a table."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.expression import Item
from tanshin.derive.past import Known, Past
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.document.chart import Chart, Mark, Series, Standing
from tanshin.document.display import GLYPHS
from tanshin.document.model import Cell, Row, Table, Text
from tanshin.document.prose import Speaker
from tanshin.document.words import amount_words
from tanshin.report.aspect import Duration
from tanshin.report.chart import ChartPlan, SeriesPlan
from tanshin.report.phrase import short_name
from tanshin.report.prose import Prose
from tanshin.taxonomy.concept import ItemType, PeriodType
from tanshin.taxonomy.label import TERSE
from tanshin.values.number import format_number
from tanshin.values.rounding import scaled

_PERCENT = (ItemType.PERCENT, ItemType.PERCENT_2)
_MISSING = {"en": "not published", "ja": "未公表"}
#: Behind the figures of a table that no filing publishes.
STAR = "*"
_NOTES = {
    "en": {
        Standing.DERIVED: "* Hatched or hollow: not published by itself; it follows from published figures.",
        Standing.MISSING: "Dashed frame, …: the releases used here do not publish the figure.",
        "rounded": "* Hatched or hollow: not published by itself; it follows from published figures, which are "
        "rounded, so that the last digit may differ.",
    },
    "ja": {
        Standing.DERIVED: "* 斜線・白抜き：単独では未公表。公表値から導いた数値です。",
        Standing.MISSING: "破線の枠・…：ここで用いた公表資料に数値なし。",
        "rounded": "* 斜線・白抜き：単独では未公表。端数処理後の公表値から導いたため、末尾の桁は異なる場合があります。",
    },
}


class _Measure(Struct, frozen=True):
    """How figures of a type are written: the power of ten, the places after the point, what comes behind."""

    scale: int
    places: int
    after: str = ""


def plot(plan: ChartPlan, past: Past, speaker: Speaker) -> Chart:
    """The chart in the language of ``speaker``.

    Raises:
        ValueError: the plan asks for what is no concept.
    """
    return _Plotter(plan, past, speaker).chart()


def chart_table(chart: Chart) -> Table:
    """The figures of a chart: its categories across, what its colours stand for down."""
    heads = [Cell((Text(category),), "head") for category in chart.categories]
    rows = [Row((Cell(kind="head"), *heads), "head")]
    rows += [_row(series.label, series.marks) for series in (*chart.columns, *chart.lines)]
    if chart.totals:
        rows.append(replace(_row(chart.total, chart.totals), kind="total"))
    return Table(f"{chart.id}-figures", tuple(rows), "statement", chart.title)


def _row(label: str, marks: tuple[Mark, ...]) -> Row:
    return Row((Cell((Text(label),), "caption"), *map(_cell, marks)))


def _cell(mark: Mark) -> Cell:
    return Cell((Text("…" if mark.standing is Standing.MISSING else mark.text),) if mark.text else ())


class _Plotter(Struct, dict=True):
    plan: ChartPlan
    past: Past
    speaker: Speaker

    def __post_init__(self) -> None:
        self.lang = self.speaker.lang
        self.rounded = False

    def chart(self) -> Chart:
        plan = self.plan
        columns = tuple(map(self._series, plan.columns))
        lines = tuple(map(self._series, plan.lines))
        totals = self._series(plan.totals).marks if plan.totals else ()
        return Chart(
            id=f"chart-{plan.id}",
            title=self._say(plan.title),
            unit=self._unit(plan.columns),
            categories=tuple(map(self._category, plan.periods)),
            columns=columns,
            lines=lines,
            line_unit=self._unit(plan.lines) if lines else "",
            totals=totals,
            total=self._label(plan.totals) if plan.totals else "",
            stacked=plan.stacked,
            missing=_MISSING[self.lang],
            notes=tuple(self._notes([*(mark for one in (*columns, *lines) for mark in one.marks), *totals])),
        )

    def _notes(self, marks: list[Mark]) -> list[str]:
        notes = [self._say(self.plan.note)] if self.plan.note else []
        standings = {mark.standing for mark in marks}
        words = _NOTES[self.lang]
        if Standing.DERIVED in standings:
            notes.append(words["rounded" if self.rounded else Standing.DERIVED])
        if Standing.MISSING in standings:
            notes.append(words[Standing.MISSING])
        return notes

    def _category(self, period: Duration) -> str:
        instants = all(self._item(one).period is PeriodType.INSTANT for one in self.plan.series)
        return short_name(period, self.past.filing.calendar.year_end, self.lang, is_instant=instants)

    def _unit(self, plans: tuple[SeriesPlan, ...]) -> str:
        if self.plan.unit and plans is not self.plan.lines:
            return self._say(self.plan.unit)
        item = self._item(plans[0])
        concept = self.past.filing.taxonomy.dts.concepts[item.concept]
        if concept.type in _PERCENT:
            return "%"
        return amount_words(item.unit, self.plan.scale, self.lang) if concept.type is ItemType.MONETARY else ""

    def _series(self, plan: SeriesPlan) -> Series:
        item = self._item(plan)
        rule = self.past.expression(plan.rule) if plan.rule else None
        measure = self._measure(item)
        decimals = measure.places - measure.scale
        marks = (
            self._mark(self.past.known(item, period, decimals, rule), measure, item, period)
            for period in self.plan.periods
        )
        return Series(self._label(plan), tuple(marks))

    def _label(self, plan: SeriesPlan) -> str:
        if plan.label:
            return self._say(plan.label)
        item, concepts = self._item(plan), self.past.filing.taxonomy.dts.concepts
        # What tells members apart is the member.
        names = [member for _, member in item.dimensions] or [item.concept]
        return "・".join(concepts[name].label(self.lang, TERSE) for name in names)

    def _item(self, plan: SeriesPlan) -> Item:
        return self.past.item(plan.figure)

    def _measure(self, item: Item) -> _Measure:
        kind = self.past.filing.taxonomy.dts.concepts[item.concept].type
        if kind in _PERCENT:
            return _Measure(-2, 1)
        if kind is ItemType.MONETARY:
            return _Measure(self.plan.scale, 1 if self.plan.scale > 6 else 0)
        return _Measure(0, {ItemType.DECIMAL: 1, ItemType.PER_SHARE: 2}.get(kind, 0))

    def _mark(self, known: Known | None, measure: _Measure, item: Item, period: Duration) -> Mark:
        if known is None and self._is_void(item, period):
            return Mark(None, "", Standing.VOID)
        if known is None:
            return Mark(None, _MISSING[self.lang], Standing.MISSING)
        wanted = measure.places - measure.scale
        shown = rounded(known.value, wanted, rounding_of(item.unit, self.past.filing))
        before, after = GLYPHS[self.lang].negative if shown < 0 else ("", "")
        text = before + format_number(scaled(shown.copy_abs(), -measure.scale), measure.places) + after
        value = Fraction(shown) / Fraction(10) ** measure.scale
        if not known.is_finer(wanted):  # published, but only rounded more than the others
            text = f"{_ABOUT[self.lang]}{text}"
        if known.published:
            return Mark(value, text)
        self.rounded |= known.decimals is not None and known.decimals <= wanted
        return Mark(value, text + STAR, Standing.DERIVED)

    def _is_void(self, item: Item, period: Duration) -> bool:
        filing = self.past.filing
        return item.concept in filing.taxonomy.targets or period.last > filing.announced

    def _say(self, prose: Prose) -> str:
        return self.speaker.text(prose.parts[self.lang])


_ABOUT = {"en": "c. ", "ja": "約"}
