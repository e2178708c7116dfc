"""The sums of a tree over printed figures: what confirms where rows were placed, and what casts doubt on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.read.canonical.caption import Position


class Total(Struct, frozen=True):
    """A sum: the position that closes it and its terms with their weights, all as they are printed."""

    closing: int
    terms: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> frozenset[int]:
        """Every position that takes part."""
        return frozenset((self.closing, *(index for index, _ in self.terms)))

    def rest(self, figures: Mapping[int, Decimal]) -> Decimal | None:
        """What the total is more than its terms; ``None`` where it, or all of them, are not printed. Others are nil."""
        if self.closing not in figures or not any(index in figures for index, _ in self.terms):
            return None
        terms = (weight * figures[index] for index, weight in self.terms if index in figures)
        return figures[self.closing] - sum(terms, Decimal(0))


def totals_of(positions: Sequence[Position], flipped: Iterable[int] = ()) -> tuple[Total, ...]:
    """The sums of a tree; the positions ``flipped`` are printed with the opposite sign."""
    by_id = {one.line.id: one for one in reversed(positions) if one.line.id}
    by_concept = {one.line.concept: one for one in reversed(positions) if not (one.line.opens or one.line.members)}
    turned = frozenset(flipped)

    def sign(one: Position) -> int:
        return -1 if one.line.negated != (one.index in turned) else 1

    def printed(closing: Position, terms: Iterable[tuple[Position, int]]) -> Total:
        return Total(closing.index, tuple((one.index, weight * sign(one) * sign(closing)) for one, weight in terms))

    found = []
    for one in positions:
        if one.line.addends and not one.line.members:
            found.append(printed(one, ((by_concept[name], by) for name, by in one.line.addends if name in by_concept)))
        if one.line.footing:
            found.append(printed(one, ((by_id[id_], by) for id_, by in one.line.footing if id_ in by_id)))
    return tuple(found)


def slack(total: Total, *, is_rounded: bool) -> Decimal:
    """By how much a sum of printed figures may be off: nothing, or half a unit for each figure that was rounded."""
    return Decimal(len(total.terms) + 1) / 2 if is_rounded else Decimal(0)
