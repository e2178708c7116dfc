"""Captions with figures and days inside them: ``net of allowance of JPY {Allowance@PriorYear} thousand``."""

from __future__ import annotations

import re

from msgspec import Struct

#: ``{Concept@Period}``, ``{Concept@PeriodA,PeriodB}``, ``{date@Period}``, or ``{date}`` for the row's own day.
PLACE = re.compile(r"\{(\w+)(?:@(\w+(?:,\w+)*))?\}")

#: The names of the periods of a filing (see ``tanshin.report.calendar``): the year, its first months, the
#: quarter reported, any quarter, any month; and the day of the announcement.
PERIOD_NAME = re.compile(
    r"(Prior2|Prior|Current|Next)(?:(Year)|Accumulated(?:Q([123]))?|(Quarter)([1-4])?|Month(1[0-2]|[1-9]))"
    r"|(Announcement)"
)


def is_period_name(name: str) -> bool:
    """Whether a filing has a period of that name."""
    return PERIOD_NAME.fullmatch(name) is not None


class Place(Struct, frozen=True):
    """A place in a pattern: what stands there (a concept's local name, or ``date``) and for which periods."""

    name: str
    periods: tuple[str, ...]


def place_of(match: re.Match[str]) -> Place:
    """The place a match of :data:`PLACE` stands for."""
    return Place(match[1], tuple(match[2].split(",")) if match[2] else ())
