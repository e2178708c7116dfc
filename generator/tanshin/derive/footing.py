"""How a company rounds a table: every figure by itself, then single lines by one unit until the table foots.

Millions made from thousands do not add up to their rounded total by themselves. A company that prints tables which foot
moves single lines by one. Which lines is its habit, not a rule of accounting; what is modelled here is the method of
largest remainders from the totals downwards: a total keeps its own rounding, and of the figures below it the one that
comes to stand nearest to its exact value gives way first.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from tanshin.derive.rounding import rounded
from tanshin.values.rounding import Rounding

K = TypeVar("K", bound=Hashable)


class Footing(NamedTuple, Generic[K]):
    """A sum that a printed table is to show: the addends times their weights (1 or -1) make the total."""

    total: K
    addends: tuple[tuple[K, int], ...]


def foot(exact: Mapping[K, Fraction], sums: Sequence[Footing[K]], keep: Collection[K] = ()) -> dict[K, int]:
    """What a table prints, in whole units, for ``exact`` figures in the same unit: half up, then made to foot.

    A figure does not move when it is in ``keep``, when it is a total, or when a sum above has settled it; a table may
    then remain that does not foot. One that foots is not touched, and no figure ends a whole unit or more away
    from the exact one. Sums of which a figure is not known are left alone.
    """
    shown = {key: int(rounded(value, 0, Rounding.HALF_UP)) for key, value in exact.items()}
    settled = set(keep)
    for one in _from_the_top([one for one in sums if _is_known(one, exact)]):
        settled.add(one.total)
        missing = shown[one.total] - sum(weight * shown[key] for key, weight in one.addends)
        step = 1 if missing > 0 else -1
        # In the table's order where two would stand equally near.
        free = {key: step * weight for key, weight in one.addends if key not in settled}
        distance = {key: abs(shown[key] + by - exact[key]) for key, by in free.items()}
        moving = sorted((key for key in free if distance[key] < 1), key=distance.__getitem__)[: abs(missing)]
        if len(moving) == abs(missing):
            shown.update({key: shown[key] + free[key] for key in moving})
        settled.update(free)
    return shown


def _is_known(one: Footing[K], exact: Mapping[K, Fraction]) -> bool:
    return one.total in exact and all(key in exact for key, _ in one.addends)


def _from_the_top(sums: Sequence[Footing[K]]) -> list[Footing[K]]:
    """The sums, each after the one that its total goes into."""
    ordered: list[Footing[K]] = []
    waiting = list(sums)
    while waiting:
        used = {key for one in waiting for key, _ in one.addends}
        # Sums that go round in a circle have no top: the first of them is taken.
        ordered.append(next((one for one in waiting if one.total not in used), waiting[0]))
        waiting.remove(ordered[-1])
    return ordered
