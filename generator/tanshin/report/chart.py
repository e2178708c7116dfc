"""What a chart is to show: which figures, in which periods, at which scale. The figures themselves are found later."""

from __future__ import annotations

from msgspec import Struct

from tanshin.report.aspect import Duration
from tanshin.report.prose import Prose


class SeriesPlan(Struct, frozen=True):
    """What one colour stands for.

    ``figure`` is the concept, with members in brackets where it has any. ``rule`` is an expression by which the figure
    follows in periods for which no filing publishes it. ``label`` takes the place of the concept's own.
    """

    figure: str
    label: Prose | None = None
    rule: str | None = None


class ChartPlan(Struct, frozen=True):
    """A chart: ``columns``, ``stacked`` or side by side, and ``lines`` above them, over periods.

    Figures of ``columns`` are in ten to the power of ``scale``. ``totals`` are written above the stacks. Where all that
    is shown is measured at instants, the ends of the periods are meant.
    """

    id: str
    title: Prose
    stacked: bool
    periods: tuple[Duration, ...]
    scale: int
    columns: tuple[SeriesPlan, ...]
    lines: tuple[SeriesPlan, ...] = ()
    totals: SeriesPlan | None = None
    unit: Prose | None = None
    note: Prose | None = None

    @property
    def series(self) -> tuple[SeriesPlan, ...]:
        """Everything that is shown."""
        return (*self.columns, *self.lines, *((self.totals,) if self.totals else ()))

    def prose(self) -> tuple[Prose, ...]:
        """Every text of the chart."""
        labels = [series.label for series in self.series]
        return tuple(text for text in (self.title, self.unit, *labels, self.note) if text)
