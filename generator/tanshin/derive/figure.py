"""A named figure: what it is of, when it applies, and how it follows from facts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from tanshin.derive.expression import Expression
from tanshin.report.aspect import Dimensions, Duration, Period
from tanshin.values.date import add_months
from tanshin.values.qname import QName
from tanshin.values.source import Source


class Figure(Struct, frozen=True):
    """A figure that can be derived.

    ``concept`` is what is reported of it, ``None`` for a figure that only others use. ``when`` are conditions on the
    members of the fact: pairs of an axis and a member, or ``None`` where the fact must have no member on the axis.
    ``expression`` is the text of ``tree``; names of figures in it are those declared beside it. ``accompanies``
    tells the figures that a tree prints beside each of its figures. With ``months`` it is of periods of that length.
    """

    name: str
    titles: Mapping[str, str]
    concept: QName | None
    when: tuple[tuple[QName, QName | None], ...]
    expression: str
    tree: Expression
    source: Source
    accompanies: bool = False
    months: int | None = None

    def applies(self, dimensions: Dimensions, period: Period) -> bool:
        """Whether a fact with these members in this period is this figure."""
        members = dict(dimensions)
        if self.months is not None and not _is_of(period, self.months):
            return False
        return all(members.get(axis) == member for axis, member in self.when)


def _is_of(period: Period, months: int) -> bool:
    """Whether a period is one of so many months."""
    return isinstance(period, Duration) and period.last == add_months(period.opening.day, months)
