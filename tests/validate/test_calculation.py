"""Binding, and the three readings of a bound sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.report.aspect import JPY, USD, Dimensions, Entity, Instant, Unit
from tanshin.report.fact import Fact, Key
from tanshin.taxonomy.relationship import Network, Relationship
from tanshin.taxonomy.role import SUMMATION_ITEM
from tanshin.validate.calculation import Summation, bind, number, total
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

ENTITY = Entity("scheme", "one")
MEMBER: Dimensions = ((QName("n", "Axis"), QName("n", "Member")),)


def fact(
    local: str, value: str | None, decimals: int | None = 0, unit: Unit = JPY, dimensions: Dimensions = ()
) -> Fact:
    key = Key(QName("n", local), ENTITY, Instant(date(2013, 3, 31)), unit, dimensions)
    return Fact(key, None if value is None else Decimal(value), decimals)


def network(weights: dict[str, str], role: str = "role") -> Network:
    """``T`` is the sum of the items."""
    arcs = [
        Relationship(SUMMATION_ITEM, role, QName("n", "T"), QName("n", local), order, Decimal(weight))
        for order, (local, weight) in enumerate(weights.items())
    ]
    return Network(SUMMATION_ITEM, role, tuple(arcs))


def bound(*facts: Fact, weights: dict[str, str] | None = None) -> list[Summation]:
    return list(bind(facts, (facts,), [network(weights or {"A": "1", "B": "1"})]))


def test_a_sum_binds_with_one_item() -> None:
    (one,) = bound(fact("T", "3"), fact("A", "1"))
    assert [(part.concept.local, weight) for part, weight in one.items] == [("A", Decimal(1))]
    assert one.absent == (QName("n", "B"),)
    assert (one.reported, one.computed, one.difference) == (Decimal(3), Decimal(1), Decimal(2))


@pytest.mark.parametrize(
    "facts",
    [
        [fact("T", "3")],
        [fact("T", None), fact("A", "1")],
        [fact("T", "3"), fact("A", None)],
        [fact("A", "1"), fact("B", "2")],
        [fact("T", "3"), fact("A", "3", unit=USD)],
        [fact("T", "3"), fact("A", "3", dimensions=MEMBER)],
    ],
    ids=["no item", "nil total", "nil item", "no total", "other unit", "other member"],
)
def test_what_does_not_bind(facts: list[Fact]) -> None:
    assert bound(*facts) == []


def test_weights_subtract_and_scale() -> None:
    (one,) = bound(fact("T", "1"), fact("A", "3"), fact("B", "2"), weights={"A": "1", "B": "-1"})
    assert one.difference == 0
    (one,) = bound(fact("T", "4.5"), fact("A", "3"), weights={"A": "1.5"})
    assert one.difference == 0


def test_every_network_binds_by_itself() -> None:
    facts = (fact("T", "3"), fact("A", "1"), fact("B", "2"))
    found = bind(facts, (facts,), [network({"A": "1", "B": "1"}, "one"), network({"A": "1"}, "two")])
    assert [(one.role, one.difference) for one in found] == [("one", Decimal(0)), ("two", Decimal(2))]


def test_the_exact_reading_sees_one_in_the_last_place_of_a_long_sum() -> None:
    items = {f"I{n}": "1" for n in range(20)}
    facts = [fact("T", "20000001", -3), *(fact(local, "1000000", -3) for local in items)]
    (one,) = bound(*facts, weights=items)
    assert one.difference == 1
    assert not one.is_inconsistent_21
    assert one.is_inconsistent_11(Rounding.HALF_UP) is None  # more digits than it claims


def test_calculations_11_lets_several_units_pass_in_a_long_sum() -> None:
    """Why the source tier is exact: three millions are missing from ten lines and 1.1 has nothing to say."""
    items = {f"I{n}": "1" for n in range(10)}
    facts = [fact("T", "103000000", -6), *(fact(local, "10000000", -6) for local in items)]
    (one,) = bound(*facts, weights=items)
    assert one.difference == 3_000_000
    assert one.is_inconsistent_21
    assert one.is_inconsistent_11(Rounding.HALF_UP) is False


def test_exactness_does_not_depend_on_the_ambient_precision() -> None:
    big = "1" + "0" * 40
    (one,) = bound(fact("T", f"{big[:-1]}3"), fact("A", big), fact("B", "2"))
    assert one.difference == 1
    assert total([(Decimal(big), Decimal(1)), (Decimal(1), Decimal(1))]) == Decimal(f"{big[:-1]}1")


@pytest.mark.parametrize(
    ("reported", "expected"),
    [("2", False), ("4", True)],
)
def test_21_rounds_halves_to_even(reported: str, expected: bool) -> None:
    (one,) = bound(fact("T", reported, 0), fact("A", "2.5", 0))
    assert one.is_inconsistent_21 is expected


@pytest.mark.parametrize(("mode", "expected"), [(Rounding.HALF_UP, False), (Rounding.TRUNCATE, True)])
def test_11_depends_on_how_figures_were_made(mode: Rounding, expected: bool) -> None:
    """Truncated, 1 and 1 are from 2 up to 4, exclusive; rounded, from 1 to 3."""
    (one,) = bound(fact("T", "1000000", -6), fact("A", "1000000", -6), fact("B", "1000000", -6))
    assert one.is_inconsistent_11(mode) is expected


def test_repeated_facts() -> None:
    """2.1 binds nothing; 1.1 takes what they say together, and judges nothing where they contradict."""
    rough, fine = fact("A", "1000000", -6), fact("A", "1400000", -5)
    (one,) = bound(fact("T", "1400000", -5), rough, fine)
    assert one.repeated == (fine,)
    assert not one.is_inconsistent_21
    assert one.is_inconsistent_11(Rounding.HALF_UP) is False
    (one,) = bound(fact("T", "5000000", -5), rough, fine)
    assert not one.is_inconsistent_21
    assert one.is_inconsistent_11(Rounding.HALF_UP) is True
    (one,) = bound(fact("T", "1400000", -5), rough, fact("A", "9000000", -6))
    assert one.is_inconsistent_11(Rounding.HALF_UP) is None
    (one,) = bound(fact("T", None), fact("T", "1"), fact("A", "2"))
    assert not one.is_inconsistent_21
    assert one.is_inconsistent_11(Rounding.HALF_UP) is None


def test_text_is_no_number() -> None:
    with pytest.raises(ValueError, match="is no number"):
        number(Fact(fact("A", "1").key, "one"))
    assert number(fact("A", None)) == 0
