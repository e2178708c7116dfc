"""A chart as it will be drawn, whatever the format: what each mark stands for and what is written at it."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct


class Standing(StrEnum):
    """Where the figure of a mark comes from."""

    PUBLISHED = "published"
    DERIVED = "derived"
    """It follows from published figures alone, such as a quarter from six months and the other quarter."""
    MISSING = "missing"
    """Nothing published gives it; the chart says so in its place."""
    VOID = "void"
    """There is none: a target that was not set, the result of a period that was not over."""


class Mark(Struct, frozen=True):
    """One figure of a series: its value in the unit of the chart and how it is written; a missing one has neither."""

    value: Fraction | None
    text: str
    standing: Standing = Standing.PUBLISHED


class Series(Struct, frozen=True):
    """What one colour stands for: a mark for each category of the chart."""

    label: str
    marks: tuple[Mark, ...]


class Chart(Struct, frozen=True):
    """Columns over categories (periods or dates), and above them lines on a scale of their own.

    ``columns`` are stacked on one another or stand side by side. ``lines`` have a panel of their own, so that no height
    is read off the wrong scale. ``totals`` are written above stacked columns, ``total`` says what they are. ``missing``
    is what is written where nothing is published, and ``notes`` explain what the marks do not say by themselves.

    Raises:
        ValueError: a series has another number of marks than there are categories.
    """

    id: str
    title: str
    unit: str
    categories: tuple[str, ...]
    columns: tuple[Series, ...]
    lines: tuple[Series, ...] = ()
    line_unit: str = ""
    totals: tuple[Mark, ...] = ()
    total: str = ""
    stacked: bool = False
    missing: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rows = [series.marks for series in (*self.columns, *self.lines)]
        if any(len(marks) != len(self.categories) for marks in (*rows, *([self.totals] if self.totals else []))):
            raise ValueError(f"the series of {self.id} must have {len(self.categories)} marks each")
