from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.aspect import Entity
from tanshin.report.issuer import AdsRatio, Issuer, Split

ISSUER = Issuer(
    "3774",
    Entity("http://www.tse.or.jp/sicc", "37740"),
    {"en": "Internet Initiative Japan Inc."},
    "iij",
    splits=(Split(date(2012, 10, 1), 200), Split(date(2005, 10, 11), 5)),
    ads=(AdsRatio(date(2012, 10, 1), Fraction(1, 2)), AdsRatio(date(2005, 10, 11), Fraction(1, 400))),
)


@pytest.mark.parametrize(
    ("since", "until", "factor"),
    [
        (date(2012, 9, 30), date(2012, 10, 1), 200),
        (date(2012, 9, 30), date(2012, 9, 30), 1),
        (date(2012, 10, 1), date(2013, 3, 31), 1),
        (date(2005, 10, 10), date(2013, 3, 31), 1000),
        (date(2013, 3, 31), date(2012, 3, 31), 1),
    ],
)
def test_a_split_counts_from_the_start_of_its_day(since: date, until: date, factor: int) -> None:
    assert ISSUER.split_factor(since, until) == factor


@given(st.lists(st.dates(date(2000, 1, 1), date(2020, 1, 1)), min_size=3, max_size=3))
def test_splits_follow_one_another(days: list[date]) -> None:
    first, second, third = sorted(days)
    whole = ISSUER.split_factor(first, third)
    assert whole == ISSUER.split_factor(first, second) * ISSUER.split_factor(second, third)


@pytest.mark.parametrize(
    ("day", "shares"),
    [
        (date(2005, 10, 10), None),
        (date(2005, 10, 11), Fraction(1, 400)),
        (date(2012, 9, 30), Fraction(1, 400)),
        (date(2012, 10, 1), Fraction(1, 2)),
    ],
)
def test_an_ads_stands_for_what_is_in_force(day: date, shares: Fraction | None) -> None:
    assert ISSUER.shares_per_ads(day) == shares
