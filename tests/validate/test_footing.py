"""Differences of a unit: needed by a sum, needed in turn, or a slip."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tanshin.report.aspect import USD, Entity, parse_period
from tanshin.report.fact import Key, Value
from tanshin.validate.footing import Sum, explained
from tanshin.validate.workpaper import Workpaper
from tanshin.values.qname import QName
from tests.validate.sample import figures, filing


def key(local: str) -> Key:
    return Key(QName("n", local), Entity("s", "e"), parse_period("2013-03-31"), USD)


def sum_of(total: str, *items: str) -> Sum:
    return Sum(((key(total), Decimal(1)), *((key(item), Decimal(-1)) for item in items)))


def names(values: Mapping[str, tuple[int | None, int | None]], *sums: Sum) -> set[str]:
    """``values`` has for each name what is printed and what follows."""
    pairs: dict[Key, tuple[Value, Decimal | None]] = {
        key(name): (None if printed is None else Decimal(printed), None if follows is None else Decimal(follows))
        for name, (printed, follows) in values.items()
    }
    return {found.concept.local for found in explained(pairs, sums)}


def test_a_line_gives_way_so_that_the_column_foots() -> None:
    # 1.4 + 1.4 = 2.8 is 1 + 1 = 3 when rounded.
    values = {"T": (3, 3), "A": (2, 1), "B": (1, 1)}
    assert names(values, sum_of("T", "A", "B")) == {"A"}


def test_a_difference_that_nothing_needs_is_not_explained() -> None:
    values = {"T": (2, 2), "A": (2, 1), "B": (0, 1)}
    assert names(values, sum_of("T", "A", "B")) == set()


def test_a_difference_outside_every_sum_is_not_explained() -> None:
    assert names({"A": (2, 1)}) == set()


def test_a_moved_subtotal_moves_a_line_of_the_next_sum() -> None:
    # T gives way to A and B; in U = T + C every figure would foot by itself, so C follows T.
    values = {"T": (2, 3), "A": (1, 1), "B": (1, 1), "U": (5, 5), "C": (3, 2)}
    assert names(values, sum_of("T", "A", "B"), sum_of("U", "T", "C")) == {"T", "C"}


def test_nil_counts_as_zero() -> None:
    values = {"T": (2, 1), "A": (2, 2), "B": (None, None)}
    assert names(values, sum_of("T", "A", "B")) == {"T"}


def test_every_one_off_cell_of_the_sample_is_explained() -> None:
    paper = Workpaper(filing(), figures())
    moved = {one.fact.key for one in paper.translated if one.units}
    assert len(moved) == 22
    assert {one.units for one in paper.translated if one.units} == {1, -1}
    assert moved <= paper.footed
