from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.interval import EMPTY, ZERO, Interval, interval_of
from tanshin.values.rounding import EXACT, Rounding, round_to

numbers = st.integers(-40, 40).map(lambda n: Decimal(n) / 4)  # few, so that ends meet
intervals = st.builds(Interval, numbers, numbers, st.booleans(), st.booleans())
figures = st.tuples(st.integers(-(10**30), 10**30), st.integers(-6, 6)).map(
    lambda parts: Decimal(parts[0]).scaleb(parts[1], EXACT)
)
GRID = [Decimal(n) / 8 for n in range(-90, 91)]  # finer than the numbers: it has a point between any two


def D(text: str) -> Decimal:  # noqa: N802 (short, as in the decimal module's own examples)
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "decimals", "mode", "expected"),
    [
        ("106248", 0, Rounding.HALF_UP, Interval(D("106247.5"), D("106248.5"))),
        ("-5000000", -6, Rounding.HALF_UP, Interval(D("-5500000"), D("-4500000"))),
        ("0", -3, Rounding.HALF_UP, Interval(D("-500"), D("500"))),
        ("1.25", 2, Rounding.HALF_UP, Interval(D("1.245"), D("1.255"))),
        ("5000000", -6, Rounding.TRUNCATE, Interval(D("5000000"), D("6000000"), closed_high=False)),
        ("-5000000", -6, Rounding.TRUNCATE, Interval(D("-6000000"), D("-5000000"), closed_low=False)),
        ("0", -6, Rounding.TRUNCATE, Interval(D("-1000000"), D("1000000"), closed_low=False, closed_high=False)),
        ("1.25", None, Rounding.HALF_UP, Interval(D("1.25"), D("1.25"))),
        ("1.25", None, Rounding.TRUNCATE, Interval(D("1.25"), D("1.25"))),
    ],
)
def test_what_a_reported_figure_says(value: str, decimals: int | None, mode: Rounding, expected: Interval) -> None:
    assert interval_of(D(value), decimals, mode) == expected


@given(figures, st.integers(-12, 12), st.sampled_from(Rounding))
def test_the_exact_figure_lies_in_the_interval_of_the_rounded_one(
    value: Decimal, decimals: int, mode: Rounding
) -> None:
    reported = round_to(value, decimals, mode)
    interval = interval_of(reported, decimals, mode)
    assert value in interval
    assert reported in interval


@given(figures, st.integers(-12, 12))
def test_only_what_truncates_to_a_figure_lies_in_its_interval(value: Decimal, decimals: int) -> None:
    reported = round_to(value, decimals, Rounding.TRUNCATE)
    unit = Decimal((0, (1,), -decimals))
    interval = interval_of(reported, decimals, Rounding.TRUNCATE)
    for other in (EXACT.add(value, unit), EXACT.subtract(value, unit)):
        assert (other in interval) == (round_to(other, decimals, Rounding.TRUNCATE) == reported)


def test_a_total_that_is_off_by_what_rounding_explains() -> None:
    parts = [interval_of(D(part), 0, Rounding.HALF_UP) for part in ("10", "10", "10")]
    total = sum(parts, ZERO)
    assert total == Interval(D("28.5"), D("31.5"))
    for reported, consistent in (("31", True), ("32", True), ("33", False)):
        assert total.intersect(interval_of(D(reported), 0, Rounding.HALF_UP)).is_empty is not consistent


def test_truncated_parts_never_reach_the_open_end() -> None:
    parts = sum((interval_of(D("10"), 0, Rounding.TRUNCATE) for _ in range(3)), ZERO)
    assert parts == Interval(D("30"), D("33"), closed_high=False)
    assert not parts.intersect(interval_of(D("32"), 0, Rounding.TRUNCATE)).is_empty
    assert parts.intersect(interval_of(D("33"), 0, Rounding.TRUNCATE)).is_empty
    assert parts.intersect(interval_of(D("29"), 0, Rounding.TRUNCATE)).is_empty


@given(intervals, intervals)
def test_an_intersection_holds_what_both_hold(one: Interval, other: Interval) -> None:
    both = one.intersect(other)
    assert [n for n in GRID if n in both] == [n for n in GRID if n in one and n in other]
    assert both == other.intersect(one)


@given(intervals)
def test_empty_means_that_nothing_is_in_it(interval: Interval) -> None:
    assert interval.is_empty == (not any(n in interval for n in GRID))


@given(intervals, intervals)
def test_a_sum_holds_the_sums(one: Interval, other: Interval) -> None:
    total = one + other
    assert total == other + one
    assert total.is_empty == (one.is_empty or other.is_empty)
    some_of = {n for n in (one.low, one.high, (one.low + one.high) / 2) if n in one}
    for n in some_of:
        for m in (other.low, other.high, (other.low + other.high) / 2):
            if m in other:
                assert n + m in total
    if not total.is_empty:
        assert (total.low in total) == (one.low in one and other.low in other)
        assert (total.high in total) == (one.high in one and other.high in other)


@given(intervals, intervals, intervals)
def test_the_order_of_a_sum_does_not_matter(one: Interval, two: Interval, three: Interval) -> None:
    assert (one + two) + three == one + (two + three)


@given(intervals, st.sampled_from([D("1"), D("-1"), D("-2"), D("0.5")]))
def test_scaling_scales_what_is_in_it(interval: Interval, weight: Decimal) -> None:
    scaled = interval.scale(weight)
    assert [n for n in GRID if n in interval] == [n for n in GRID if n * weight in scaled]
    assert scaled.is_empty == interval.is_empty


@given(intervals)
def test_scaling_by_nothing_leaves_nothing_but_zero(interval: Interval) -> None:
    assert interval.scale(D("0")) == (EMPTY if interval.is_empty else ZERO)


def test_the_ambient_context_has_no_influence() -> None:
    with localcontext(Context(prec=2)):
        interval = interval_of(D("123456789"), 1, Rounding.HALF_UP)
        total = (interval + interval).scale(D("-1"))
    assert interval == Interval(D("123456788.95"), D("123456789.05"))
    assert total == Interval(D("-246913578.10"), D("-246913577.90"))


@pytest.mark.parametrize(("value", "decimals"), [("NaN", 0), ("Infinity", None), ("1", 10**9), ("1E+99999", -6)])
def test_refuses_what_is_no_figure(value: str, decimals: int | None) -> None:
    with pytest.raises(ValueError, match=r"not a figure|no account holds"):
        interval_of(D(value), decimals, Rounding.HALF_UP)
