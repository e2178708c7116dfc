"""Captions with figures and days inside them: ``net of allowance of JPY {Allowance@PriorYear} thousand``."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: ``{Concept@Period}``, ``{Concept@PeriodA,PeriodB}``, ``{date@Period}``, or ``{date}`` for the row's own day.
PLACE = re.compile(r"\{(\w+)(?:@(\w+(?:,\w+)*))?\}")

_YEAR = "(Prior2|Prior|Current|Next)"
_SPAN = "(?:(Year)|AccumulatedQ([123])|(Quarter)([1-4])?|Month(1[0-2]|[1-9]))"

#: The names of the periods of a filing (see ``tanshin.report.calendar``): the year, its first months, the
#: quarter reported, any quarter, any month.
PERIOD_NAME = re.compile(_YEAR + _SPAN)

#: The name of the day on which a filing is announced; it is a period of one day.
ANNOUNCEMENT = "Announcement"

_PART = re.compile(f"{_YEAR}|{_SPAN}")


def is_period_name(name: str) -> bool:
    """Whether a filing has a period of that name."""
    return name == ANNOUNCEMENT or PERIOD_NAME.fullmatch(name) is not None


def is_period_part(name: str) -> bool:
    """Whether it is one half of the name of a period: the year (``Prior``), or what of the year (``Quarter1``)."""
    return _PART.fullmatch(name) is not None


def period_name(column: str | None, row: str | None) -> str | None:
    """What the period of a cell is called, of which column and row may each say all or one half."""
    if column and row:
        return column + row if is_period_name(column + row) else row + column
    return column or row


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a pattern: what stands there (a concept's local name, or ``date``) and for which periods."""

    name: str
    periods: tuple[str, ...]


def place_of(match: re.Match[str]) -> Place:
    """The place a match of :data:`PLACE` stands for."""
    return Place(match[1], tuple(match[2].split(",")) if match[2] else ())
