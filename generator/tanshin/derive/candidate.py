"""A figure that a text may state, and how it comes from what a filing states."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from tanshin.report.aspect import Period, Unit
from tanshin.report.fact import Fact

#: What stands for the exchange rate among lines.
RATE = "exchange rate"


class Way(StrEnum):
    """How a candidate comes from facts."""

    STATED = "stated"  # a fact, or a figure that has a name
    INCREASE = "increase"
    CHANGE = "change"
    SHARE = "share"  # of the revenues
    TRANSLATED = "translated"


class Candidate(Struct, frozen=True):
    """A figure that a text may state.

    ``value`` is known to ``decimals`` (``None``: exactly). ``lines`` are the local names of the concepts it is about,
    ``words`` the sentences it is said in elsewhere, ``labels`` what stands beside it there. ``since`` is the period
    that an increase starts from. ``fact`` is the fact that it is, ``cells`` are where that is printed: table, row,
    column. ``earlier`` names the filing before that states it.
    """

    value: Fraction
    decimals: int | None
    unit: Unit
    lines: tuple[str, ...]
    period: Period
    way: Way = Way.STATED
    since: Period | None = None
    words: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    fact: Fact | None = None
    cells: tuple[tuple[str, str, str], ...] = ()
    earlier: str = ""
