"""What the rules of a summary look at that somebody else filed."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from tanshin.derive.summary import Summary, SummaryFigure, Verdict, verdicts
from tanshin.report.summary import Foreign


class SummaryPaper(Struct, frozen=True, dict=True):
    """A summary, and what can follow within it for the figures it prints."""

    foreign: Foreign
    figures: tuple[SummaryFigure, ...] = ()

    @cached_property
    def summary(self) -> Summary:
        """The facts as expressions ask for them."""
        return Summary(self.foreign.whole, roundings=self.foreign.roundings)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every printed figure that is said to follow from others."""
        return tuple(verdicts(self.summary, self.figures))
