"""What tells one figure from others, whatever the filing and the era it stands in."""

from __future__ import annotations

from tanshin.report.aspect import Dimensions, Unit
from tanshin.report.fact import Key
from tanshin.values.qname import QName

#: The local name of a concept, its axes and members by their local names, and the unit: all but the period.
Series = tuple[str, tuple[tuple[str, str], ...], Unit]


def series(concept: QName, dimensions: Dimensions, unit: Unit) -> Series:
    """What tells a figure from others: the taxonomy of another era has another namespace, a concept keeps its name."""
    if not dimensions:  # most have none, and this is asked for every fact of every filing
        return concept.local, (), unit
    return concept.local, tuple(sorted((axis.local, member.local) for axis, member in dimensions)), unit


def series_of(key: Key) -> Series | None:
    """The series a number belongs to; ``None`` for what is no number."""
    return None if key.unit is None else series(key.concept, key.dimensions, key.unit)
