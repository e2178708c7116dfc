from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.date import (
    add_months,
    era_date,
    fiscal_year,
    fiscal_year_start,
    long_date,
    parse_day,
    parse_iso,
)

days = st.dates(date(1873, 1, 1), date(9000, 12, 31))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2013-05-15", "平成25年5月15日"),
        ("2013-03-31", "平成25年3月31日"),
        ("2026-12-01", "令和8年12月1日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-12-31", "令和元年12月31日"),
        ("2020-01-01", "令和2年1月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1873-01-01", "明治6年1月1日"),
    ],
)
def test_dates_by_era(day: str, text: str) -> None:
    assert era_date(date.fromisoformat(day)) == text


def test_no_era_date_before_the_calendar() -> None:
    with pytest.raises(ValueError, match="1872-12-31 is before Japan adopted this calendar"):
        era_date(date(1872, 12, 31))


def test_long_dates() -> None:
    assert long_date(date(2013, 5, 15)) == "May 15, 2013"
    assert [long_date(date(2012, month, 1)).split()[0] for month in (1, 2, 9, 12)] == [
        "January",
        "February",
        "September",
        "December",
    ]


def test_reads_iso_dates() -> None:
    assert parse_iso("2012-02-29") == date(2012, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "2013-5-15", "20130515", "2013/05/15", "2013-W20-3", " 2013-05-15", "2013-05-15\n", "２０１３-05-15"]
)
def test_refuses_other_forms(text: str) -> None:
    with pytest.raises(ValueError, match="not a date of the form YYYY-MM-DD"):
        parse_iso(text)


@pytest.mark.parametrize("text", ["2013-02-29", "2013-13-01", "2013-00-10", "0000-01-01"])
def test_refuses_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(ValueError, match=f"no such day: '{text}'"):
        parse_iso(text)


@given(st.dates())
def test_reads_what_iso_writes(day: date) -> None:
    assert parse_iso(day.isoformat()) == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2013-03-31", -12, "2012-03-31"),
        ("2012-06-30", 9, "2013-03-31"),
        ("2013-03-31", -9, "2012-06-30"),
        ("2013-02-28", -12, "2012-02-29"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2013-01-30", 1, "2013-02-28"),
        ("2013-01-15", 1, "2013-02-15"),
        ("2012-12-31", 1, "2013-01-31"),
        ("2013-05-15", 0, "2013-05-15"),
        ("2013-01-01", -1, "2012-12-01"),
    ],
)
def test_adds_months(day: str, months: int, expected: str) -> None:
    assert add_months(parse_iso(day), months) == parse_iso(expected)


@given(days, st.integers(-1000, 1000))
def test_added_months_come_to_the_right_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day or day.day == monthrange(day.year, day.month)[1]


@given(days, st.integers(-1000, 1000))
def test_the_end_of_a_month_stays_one(day: date, months: int) -> None:
    end = date(day.year, day.month, monthrange(day.year, day.month)[1])
    assert (add_months(end, months) + timedelta(days=1)).day == 1
    assert add_months(add_months(end, months), -months) == end


@pytest.mark.parametrize(
    ("end", "start", "year"),
    [
        ("2013-03-31", "2012-04-01", 2012),
        ("2013-12-31", "2013-01-01", 2013),
        ("2013-02-28", "2012-03-01", 2012),
        ("2012-02-29", "2011-03-01", 2011),
        ("2013-03-20", "2012-03-21", 2012),
    ],
)
def test_fiscal_years(end: str, start: str, year: int) -> None:
    assert fiscal_year_start(parse_iso(end)) == parse_iso(start)
    assert fiscal_year(parse_iso(end)) == year


@pytest.mark.parametrize(
    "text",
    [
        "May 15, 2013",
        "May 15 2013",
        "MAY 15, 2013",
        "may 15,2013",
        " May  15, 2013 ",
        "平成25年5月15日",
        "2013年5月15日",
        "2013-05-15",
    ],
)
def test_parse_day_reads_days_as_they_are_printed(text: str) -> None:
    assert parse_day(text) == date(2013, 5, 15)


def test_parse_day_reads_the_first_year_of_an_era() -> None:
    assert parse_day("令和元年5月1日") == date(2019, 5, 1)


@pytest.mark.parametrize(
    "text", ["25年5月1日", "平成40年1月1日", "令和元年4月30日", "Mai 15, 2013", "May 32, 2013", "", "5/15"]
)
def test_parse_day_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message differs with the fault
        parse_day(text)
