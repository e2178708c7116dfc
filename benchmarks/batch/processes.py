"""What processes have taken of the processor, as Linux counts it: with those they started, and those that ended."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(roots: Iterable[int]) -> float:
    """The seconds of processor time of some processes and of everything below them."""
    parents: dict[int, list[int]] = {}
    taken: dict[int, int] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                words = (place / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            # proc(5): after the name come the state and the parent; from the twelfth on, the times in ticks.
            parents.setdefault(int(words[1]), []).append(int(place.name))
            taken[int(place.name)] = sum(map(int, words[11:15]))
    waiting, found = list(roots), set[int]()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parents.get(one, ())
    return sum(taken.get(one, 0) for one in found) / _TICKS
