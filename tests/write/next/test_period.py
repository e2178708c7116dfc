from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.calendar import Calendar
from tanshin.write.next.period import Shift, next_calendar, with_years

MARCH = date(2013, 3, 31)


@pytest.mark.parametrize(
    ("quarter", "annual", "expected"),
    [
        (4, True, (2014, 4)),
        (4, False, (2014, 1)),
        (1, False, (2013, 2)),
        (2, False, (2013, 3)),
        (3, False, (2014, 1)),
        (2, True, (2013, 4)),
    ],
)
def test_the_next_period_follows(quarter: int, annual: bool, expected: tuple[int, int]) -> None:
    after = next_calendar(Calendar(MARCH, quarter), annual=annual)
    assert (after.year_end.year, after.quarter) == expected


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("FY2012 JPY", "FY2013 JPY"),
        ("4Q12 USD", "4Q13 USD"),
        ("1H FY2013 Target", "1H FY2014 Target"),
        ("BALANCE, APRIL 1, 2011", "BALANCE, APRIL 1, 2012"),
        ("March 31, 2012 and March 31, 2013", "March 31, 2013 and March 31, 2014"),
        ("2012-02-29", "2013-02-28"),
        ("平成25年3月期 2013年度", "平成26年3月期 2014年度"),
        ("昭和63年12月", "平成元年12月"),
        ("IP Service (100Mbps-999Mbps)", "IP Service (100Mbps-999Mbps)"),
        ("2,012 thousand and 12,013.2012", "2,012 thousand and 12,013.2012"),
        ("YoY % Change", "YoY % Change"),
    ],
)
def test_years_in_texts_move_on(text: str, moved: str) -> None:
    assert with_years(text, 1) == moved
    assert with_years(text, 0) == text


@pytest.mark.parametrize(
    ("before", "after", "name", "expected"),
    [
        (4, 4, "PriorYear", "PriorYear"),
        (2, 3, "CurrentAccumulatedQ2", "CurrentAccumulatedQ3"),
        (2, 3, "PriorYear", "PriorYear"),
        (2, 4, "PriorAccumulatedQ2", "PriorYear"),
        (2, 4, "CurrentQuarter", "CurrentQuarter"),
        (4, 1, "CurrentYear", "CurrentAccumulatedQ1"),
        (2, 3, "Announcement", "Announcement"),
    ],
)
def test_periods_become_those_of_the_next_filing(before: int, after: int, name: str, expected: str) -> None:
    assert Shift(Calendar(MARCH, before), Calendar(MARCH, after)).period(name) == expected


def test_targets_keep_their_year_through_its_quarters() -> None:
    shift = Shift(Calendar(MARCH, 4), Calendar(date(2014, 3, 31), 1))
    assert shift.period("NextYear", is_ahead=True) == "CurrentYear"
    assert shift.period("NextAccumulatedQ2", is_ahead=True) == "CurrentAccumulatedQ2"
    back = Shift(Calendar(MARCH, 3), Calendar(MARCH, 4))
    assert back.period("CurrentYear", is_ahead=True) == "NextYear"


def test_columns_of_another_quarter_are_named_anew() -> None:
    shift = Shift(Calendar(MARCH, 2), Calendar(MARCH, 4))
    assert shift.key("1H12 JPY", "CurrentYear", "JPY", is_instant=False) == "FY2012 JPY"
    assert shift.key("2012-09-30", "CurrentYear", None, is_instant=True) == "2013-03-31"
    assert shift.key("YoY %", "CurrentYear", None, is_instant=False) == "YoY %"
