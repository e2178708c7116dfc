"""The charts of ``presentation.yaml`` -> what they are to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from msgspec import Struct

from tanshin.derive.past import Past
from tanshin.read.canonical.release_source import ChartSource, SeriesSource
from tanshin.report.aspect import Duration, parse_period
from tanshin.report.chart import ChartPlan, SeriesPlan
from tanshin.report.prose import Prose
from tanshin.taxonomy.source import Text
from tanshin.values.complaint import KeyPath
from tanshin.values.source import Source
from tanshin.values.yaml import Document

T = TypeVar("T")


class _Try(Protocol):
    """Asks what may fail and notes the failure at a place."""

    def __call__(self, ask: Callable[[], T], source: Source, /) -> T | None: ...


class ChartReader(Struct, frozen=True):
    """Reads charts; ``say`` reads a text, ``attempt`` notes what cannot be used."""

    past: Past
    say: Callable[[Text, KeyPath], Prose]
    attempt: _Try
    document: Document

    def plan(self, source: ChartSource, path: KeyPath) -> ChartPlan:
        """What a chart is to show."""
        periods = [
            self.attempt(partial(self._period, name), self.document.position((*path, "periods", at)))
            for at, name in enumerate(source.periods)
        ]
        return ChartPlan(
            id=source.id,
            title=self.say(source.title, (*path, "title")),
            stacked=source.kind == "stacked",
            periods=tuple(period for period in periods if period),
            scale=int(source.scale),
            columns=tuple(self._series(one, (*path, "columns", at)) for at, one in enumerate(source.columns)),
            lines=tuple(self._series(one, (*path, "lines", at)) for at, one in enumerate(source.lines)),
            totals=self._series(source.totals, (*path, "totals")) if source.totals else None,
            unit=self.say(source.unit, (*path, "unit")) if source.unit else None,
            note=self.say(source.note, (*path, "note")) if source.note else None,
        )

    def _period(self, name: str) -> Duration:
        if "/" not in name:
            return self.past.filing.calendar.period(name)
        period = parse_period(name)
        assert isinstance(period, Duration)
        return period

    def _series(self, source: SeriesSource, path: KeyPath) -> SeriesPlan:
        members = f"[{', '.join(source.members.values())}]" if source.members else ""
        figure = source.concept + members
        self.attempt(partial(self.past.item, figure), self.document.position((*path, "concept")))
        if source.value:
            self.attempt(partial(self.past.expression, source.value), self.document.position((*path, "value")))
        label = self.say(source.label, (*path, "label")) if source.label else None
        return SeriesPlan(figure, label, source.value)
