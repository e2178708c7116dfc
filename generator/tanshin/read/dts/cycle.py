"""Networks in which something stands below itself, where that makes no sense."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from tanshin.read.dts.arc import Related
from tanshin.read.dts.notes import Notes
from tanshin.taxonomy import role as arcroles
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

#: The arcroles whose networks are trees to be walked; a calculation may have cycles (XBRL 2.1, section 5.2.5.2).
_TREES = frozenset(
    {arcroles.PARENT_CHILD, arcroles.DOMAIN_MEMBER, arcroles.DIMENSION_DOMAIN, arcroles.HYPERCUBE_DIMENSION}
)
_SHOWN = 8


def tell_cycles(in_force: Iterable[Related], notes: Notes) -> None:
    """Say of each network with a directed cycle what stands below itself (XBRL 2.1, section 5.1.4.3)."""
    found: dict[tuple[str, str], list[Related]] = {}
    for one in in_force:
        if one.arc.arcrole in _TREES and isinstance(one.source, QName) and isinstance(one.target, QName):
            found.setdefault((one.arc.arcrole, one.role), []).append(one)
    for (_, role), several in found.items():
        below: dict[QName, set[QName]] = {}
        for one in several:
            assert isinstance(one.source, QName)
            assert isinstance(one.target, QName)
            below.setdefault(one.source, set()).add(one.target)
        try:
            TopologicalSorter(below).prepare()
        except CycleError as error:
            cycle: list[QName] = error.args[1]
            last, first = cycle[1], cycle[0]  # each stands below the next
            place = next(one for one in several if (one.source, one.target) in ((last, first), (first, last)))
            names = " > ".join(name.local for name in reversed(cycle[-_SHOWN:]))
            message = say("in {role} something stands below itself: {names}", role=role, names=names)
            notes.error("TNS059", message, Source(place.place, place.arc.line))
