"""Periods that follow from published ones."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tanshin.derive.chain import chain
from tanshin.report.aspect import Duration

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))
HALF = Duration(date(2012, 4, 1), date(2012, 9, 30))
Q1 = Duration(date(2012, 4, 1), date(2012, 6, 30))
Q2 = Duration(date(2012, 7, 1), date(2012, 9, 30))
Q3 = Duration(date(2012, 10, 1), date(2012, 12, 31))
Q4 = Duration(date(2013, 1, 1), date(2013, 3, 31))


def test_a_published_period_is_itself() -> None:
    assert chain(HALF, [YEAR, HALF, Q1, Q2]) == ((HALF, 1),)


def test_the_first_quarter_is_the_half_less_the_second() -> None:
    assert chain(Q1, [YEAR, HALF, Q2]) == ((HALF, 1), (Q2, -1))


def test_the_third_quarter_is_the_year_less_the_half_and_the_fourth() -> None:
    steps = chain(Q3, [YEAR, HALF, Q2, Q4])
    assert steps is not None
    assert dict(steps) == {YEAR: 1, HALF: -1, Q4: -1}


def test_what_nothing_gives_is_none() -> None:
    assert chain(Q3, [YEAR, HALF]) is None
    assert chain(Q3, []) is None


@given(st.permutations([YEAR, HALF, Q2, Q4]))
def test_the_order_of_what_is_published_does_not_matter(published: list[Duration]) -> None:
    assert chain(Q3, published) == chain(Q3, sorted(published, key=lambda one: (one.first, one.last)))
