from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.aspect import (
    COMPANIES,
    JPY,
    JPY_PER_SHARE,
    PURE,
    SHARES,
    UNITS,
    USD,
    Duration,
    Instant,
    Period,
    Unit,
    currency,
    parse_period,
    per,
)
from tanshin.values.qname import QName

days = st.dates(min_value=date(1, 1, 2))


durations = st.tuples(days, days).map(sorted).map(lambda pair: Duration(*pair))
periods: st.SearchStrategy[Period] = st.one_of(days.map(Instant), durations)


@given(periods)
def test_a_period_is_read_as_it_is_written(period: Period) -> None:
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    "text",
    [
        "", "2013", "2013-3-31", "20130331", "2013-W13-7", "2013-02-30", "2013-03-31 ", "2013-03-31T00:00:00",
        "2012-04-01/", "/2013-03-31", "2013-03-31/2012-04-01", "2012-04-01/2013-03-31/2014-03-31",
        "0001-01-01/2013-03-31", "２０１３-03-31",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(text)


def test_a_day_is_a_period_of_itself() -> None:
    day = date(2013, 3, 31)
    assert parse_period("2013-03-31/2013-03-31") == Duration(day, day)


@given(durations)
def test_a_duration_lies_between_its_instants(period: Duration) -> None:
    assert period.opening.day + timedelta(days=1) == period.first
    assert period.closing.day == period.last


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end before it starts: 2013-04-01/2013-03-31"):
        Duration(date(2013, 4, 1), date(2013, 3, 31))


def test_there_is_no_opening_before_the_first_day_of_all() -> None:
    with pytest.raises(ValueError, match="there is no day before it"):
        Duration(date.min, date.max)


def test_units_have_short_names() -> None:
    assert set(UNITS) == {"JPY", "USD", "JPY/shares", "USD/shares", "shares", "pure", "nonNegativeInteger"}
    assert {UNITS[str(unit)] for unit in UNITS.values()} == set(UNITS.values())
    assert (str(JPY), str(JPY_PER_SHARE), str(SHARES), str(PURE)) == ("JPY", "JPY/shares", "shares", "pure")


def test_units_are_products_over_products() -> None:
    assert per(currency("EUR"), SHARES) == Unit(currency("EUR").numerators, SHARES.numerators)
    assert str(Unit((*JPY.numerators, *SHARES.numerators), USD.numerators)) == "JPY*shares/USD"
    assert currency("JPY") == JPY
    assert JPY != USD


def test_companies_are_counted_as_the_exchange_counts_them() -> None:
    assert COMPANIES.numerators == (QName("http://www.w3.org/2001/XMLSchema", "nonNegativeInteger"),)
