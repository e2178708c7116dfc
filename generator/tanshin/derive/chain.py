"""Spans of time that no filing states by themselves but that follow from those it does state.

The days on which periods begin and end are points, and every published period is a road between two of them. What
happened between two days is the sum along any way from one to the other, a road walked backwards counting negative: the
third quarter is the year, back the fourth quarter, back the first six months.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from datetime import date, timedelta

from tanshin.report.aspect import Duration

Step = tuple[Duration, int]


def chain(wanted: Duration, published: Collection[Duration]) -> tuple[Step, ...] | None:
    """The published periods that add up to the one wanted, each with the weight 1 or -1; None when none do.

    The fewest there are, so a period that is published is itself; of several ways the one whose periods come first.
    """
    roads: dict[date, list[tuple[date, Step]]] = {}
    for period in sorted(published, key=lambda one: (one.first, one.last)):
        begin, end = period.first, period.last + timedelta(days=1)
        roads.setdefault(begin, []).append((end, (period, 1)))
        roads.setdefault(end, []).append((begin, (period, -1)))
    goal = wanted.last + timedelta(days=1)
    ways: dict[date, tuple[Step, ...]] = {wanted.first: ()}
    waiting = deque([wanted.first])
    while waiting:
        here = waiting.popleft()
        for there, step in roads.get(here, ()):
            if there not in ways:
                ways[there] = (*ways[here], step)
                waiting.append(there)
    return ways.get(goal)
