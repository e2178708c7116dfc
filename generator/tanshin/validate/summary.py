"""What the rules of a summary look at that somebody else filed."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from tanshin.derive.summary import Summary, SummaryFigure, Verdict, verdicts
from tanshin.report.summary import Foreign
from tanshin.values.qname import QName


class SummaryPaper(Struct, frozen=True, dict=True):
    """A summary, and what can follow within it for the figures it prints."""

    foreign: Foreign
    figures: tuple[SummaryFigure, ...] = ()

    @cached_property
    def summary(self) -> Summary:
        """The facts as expressions ask for them."""
        return Summary(self.foreign.whole, roundings=self.foreign.roundings)

    @cached_property
    def changes(self) -> frozenset[QName]:
        """The changes that stand in the tables of the form as it is known."""
        tables = self.foreign.filing.form.tables
        columns = (column for table in tables for column in table.columns if column.change)
        return frozenset(name for column in columns for name in column.concepts)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every printed figure that is said to follow from others."""
        return tuple(verdicts(self.summary, self.figures))
