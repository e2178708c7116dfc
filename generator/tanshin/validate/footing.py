"""Which differences of a unit a column needs in order to foot.

A company translates every yen figure by itself, rounds it, and then moves single lines by one unit until the column
adds up again. Such a line differs from its own translation and is right. It is explained when a sum it belongs to
would not foot with every figure at its own translation, or when it had to follow another line that is explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.report.fact import Fact, Key, Value
from tanshin.validate.calculation import total


class Sum(Struct, frozen=True):
    """An equation brought to one side: values times weights add up to zero."""

    terms: tuple[tuple[Key, Decimal], ...]

    @classmethod
    def of(cls, stated: tuple[Fact, Decimal], terms: Iterable[tuple[Fact, Decimal]]) -> Sum:
        """The equation in which ``terms`` add up to what is stated."""
        first, weight = stated
        return cls(((first.key, weight), *((fact.key, -weight) for fact, weight in terms)))


def explained(values: Mapping[Key, tuple[Value, Decimal | None]], sums: Sequence[Sum]) -> frozenset[Key]:
    """The keys whose printed value may differ from the translated one; ``values`` has both for each."""
    moved = {key for key, (printed, translated) in values.items() if printed != translated}
    mine = [one for one in sums if any(key in moved for key, _ in one.terms)]
    found: set[Key] = set()
    waiting = [one for one in mine if not _foots(one, values)]
    while waiting:
        fresh = {key for one in waiting for key, _ in one.terms if key in moved} - found
        found |= fresh
        waiting = [one for one in mine if any(key in fresh for key, _ in one.terms)]
    return frozenset(found)


def _foots(one: Sum, values: Mapping[Key, tuple[Value, Decimal | None]]) -> bool:
    """Whether the equation holds with every figure at its own translation; nil counts as zero."""
    return not total((values.get(key, (None, None))[1] or Decimal(0), weight) for key, weight in one.terms)
