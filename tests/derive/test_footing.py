"""How a table of rounded figures is made to foot."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tanshin.derive.footing import Footing, foot

REVENUES = Footing("revenues", (("network", 1), ("si", 1), ("equipment", 1), ("atm", 1)))


def millions(**thousands: int) -> dict[str, Fraction]:
    return {name: Fraction(value, 1000) for name, value in thousands.items()}


def test_of_the_figures_below_a_total_the_nearest_gives_way() -> None:
    # The year to March 2012 as published: network services print 63,410 although they are 63,409,406 thousand.
    exact = millions(revenues=97314605, network=63409406, si=31469321, equipment=1111722, atm=1324156)
    assert foot(exact, [REVENUES]) == {
        "revenues": 97315,
        "network": 63410,
        "si": 31469,
        "equipment": 1112,
        "atm": 1324,
    }


def test_a_settled_total_hands_the_difference_down() -> None:
    # The year to March 2013 as published: costs print 84,394 for operating income to follow, and ATM costs give way.
    exact = millions(
        revenues=106248486, costs=84394933, other=14100911, income=7752642,
        network=50692190, si=30424802, equipment=1318344, atm=1959597,
    )  # fmt: skip
    sums = [
        Footing("costs", (("network", 1), ("si", 1), ("equipment", 1), ("atm", 1))),
        Footing("income", (("revenues", 1), ("costs", -1), ("other", -1))),
    ]
    shown = foot(exact, sums, keep={"revenues", "other"})
    assert (shown["costs"], shown["atm"], shown["income"]) == (84394, 1959, 7753)


def test_a_figure_that_is_not_known_leaves_its_sum_alone() -> None:
    exact = {"revenues": Fraction(10), "network": Fraction(27, 10)}
    assert foot(exact, [REVENUES]) == {"revenues": 10, "network": 3}


def test_figures_that_must_stay_leave_a_table_that_does_not_foot() -> None:
    exact = {"total": Fraction(3), "a": Fraction(3, 2), "b": Fraction(3, 2)}
    assert foot(exact, [Footing("total", (("a", 1), ("b", 1)))], keep={"a", "b"}) == {"total": 3, "a": 2, "b": 2}


def test_sums_in_a_circle_come_to_an_end() -> None:
    exact = {"a": Fraction(1), "b": Fraction(1)}
    assert foot(exact, [Footing("a", (("b", 1),)), Footing("b", (("a", 1),))]) == exact


@given(st.lists(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), min_size=1, max_size=6))
def test_a_table_of_two_levels_foots_and_stays_near(sections: list[list[int]]) -> None:
    exact: dict[tuple[int, ...], Fraction] = {(): Fraction(sum(map(sum, sections)), 1000)}
    sums = [Footing[tuple[int, ...]]((), tuple(((at,), 1) for at in range(len(sections))))]
    for at, section in enumerate(sections):
        exact[at,] = Fraction(sum(section), 1000)
        exact.update({(at, place): Fraction(value, 1000) for place, value in enumerate(section)})
        sums.append(Footing((at,), tuple(((at, place), 1) for place in range(len(section)))))
    shown = foot(exact, sums)
    assert all(abs(shown[key] - exact[key]) < 1 for key in exact)
    # A section that had to give way may leave its own parts too far away to follow; the top always foots.
    assert shown[()] == sum(shown[at,] for at in range(len(sections)))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=8))
def test_whole_figures_are_not_touched(parts: list[int]) -> None:
    exact = {("part", at): Fraction(value) for at, value in enumerate(parts)} | {("total", 0): Fraction(sum(parts))}
    sums = [Footing(("total", 0), tuple((("part", at), 1) for at in range(len(parts))))]
    assert foot(exact, sums) == exact
