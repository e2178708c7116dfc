from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.taxonomy.pattern import is_period_name

calendars = st.builds(
    Calendar, st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.sampled_from([1, 2, 3, 4])
)


def closes_on_its_day(calendar: Calendar) -> bool:
    """Whether the day is the end of a month or in every month: the 29th of a month is no closing day."""
    return calendar.year_end.day < 28 or (calendar.year_end + timedelta(days=1)).day == 1


NAMES = Calendar(date(2013, 3, 31)).names()


@pytest.mark.parametrize(
    ("quarter", "name", "first", "last"),
    [
        (4, "CurrentYear", date(2012, 4, 1), date(2013, 3, 31)),
        (4, "PriorYear", date(2011, 4, 1), date(2012, 3, 31)),
        (4, "Prior2Year", date(2010, 4, 1), date(2011, 3, 31)),
        (4, "NextYear", date(2013, 4, 1), date(2014, 3, 31)),
        (4, "NextAccumulatedQ2", date(2013, 4, 1), date(2013, 9, 30)),
        (4, "CurrentQuarter", date(2013, 1, 1), date(2013, 3, 31)),
        (4, "PriorQuarter", date(2012, 1, 1), date(2012, 3, 31)),
        (2, "CurrentQuarter", date(2012, 7, 1), date(2012, 9, 30)),
        (2, "CurrentAccumulatedQ2", date(2012, 4, 1), date(2012, 9, 30)),
        (1, "PriorAccumulatedQ1", date(2011, 4, 1), date(2011, 6, 30)),
        (1, "PriorAccumulatedQ3", date(2011, 4, 1), date(2011, 12, 31)),
        (1, "PriorQuarter4", date(2012, 1, 1), date(2012, 3, 31)),
        (4, "CurrentQuarter2", date(2012, 7, 1), date(2012, 9, 30)),
        (2, "CurrentMonth1", date(2012, 4, 1), date(2012, 4, 30)),
        (2, "NextMonth12", date(2014, 3, 1), date(2014, 3, 31)),
    ],
)
def test_a_name_stands_for_a_period(quarter: int, name: str, first: date, last: date) -> None:
    assert Calendar(date(2013, 3, 31), quarter).period(name) == Duration(first, last)


@pytest.mark.parametrize(
    ("year_end", "name", "first", "last"),
    [
        (date(2012, 2, 29), "PriorYear", date(2010, 3, 1), date(2011, 2, 28)),
        (date(2013, 2, 28), "PriorYear", date(2011, 3, 1), date(2012, 2, 29)),
        (date(2013, 3, 20), "CurrentQuarter", date(2012, 12, 21), date(2013, 3, 20)),
        (date(2013, 12, 31), "NextAccumulatedQ2", date(2014, 1, 1), date(2014, 6, 30)),
        (date(2013, 5, 29), "CurrentQuarter", date(2013, 3, 1), date(2013, 5, 29)),
    ],
)
def test_months_have_the_length_they_have(year_end: date, name: str, first: date, last: date) -> None:
    assert Calendar(year_end).period(name) == Duration(first, last)


@given(calendars, st.sampled_from(NAMES))
def test_the_name_of_a_period_leads_back_to_it(calendar: Calendar, name: str) -> None:
    period = calendar.period(name)
    found = calendar.name(period)
    assert found is not None
    assert calendar.period(found) == period
    # The quarter reported is one of the four, and the first is also the first three months: the first name is taken.
    assert calendar.names().index(found) <= calendar.names().index(name)
    assert found == name or {found[-2:], name[-2:]} <= {"Q1", "er", "r1", f"r{calendar.quarter}"}


@given(calendars, st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_other_periods_have_no_name(calendar: Calendar, one: date, other: date) -> None:
    period = Duration(*sorted((one, other)))
    name = calendar.name(period)
    assert name is None or calendar.period(name) == period


@given(calendars.filter(closes_on_its_day))
def test_periods_follow_one_another(calendar: Calendar) -> None:
    years = [calendar.period(f"{when}Year") for when in ("Prior2", "Prior", "Current", "Next")]
    for before, after in pairwise(years):
        assert before.last + timedelta(days=1) == after.first
    for when in ("Prior2", "Prior", "Current", "Next"):
        year, quarter = calendar.period(f"{when}Year"), calendar.period(f"{when}Quarter")
        ends = [calendar.period(f"{when}AccumulatedQ{number}").last for number in (1, 2, 3)]
        bounds = [year.opening.day, *ends, year.last]
        assert bounds == sorted(set(bounds))
        assert [quarter.opening.day, quarter.last] == bounds[calendar.quarter - 1 : calendar.quarter + 1]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Year",
        "Accumulated",
        "CurrentYears",
        "currentyear",
        "Current Year",
        "CurrentAccumulatedQ4",
        "Q1",
        "CurrentQuarter5",
        "CurrentMonth0",
        "CurrentMonth13",
    ],
)
def test_other_words_are_no_names(name: str) -> None:
    assert not is_period_name(name)
    with pytest.raises(ValueError, match="is not the name of a period"):
        Calendar(date(2013, 3, 31)).period(name)


def test_every_name_is_one() -> None:
    assert len(set(NAMES)) == 84
    assert all(map(is_period_name, NAMES))


def test_the_day_of_the_announcement_is_a_period_of_one_day() -> None:
    day = date(2013, 5, 15)
    assert Calendar(date(2013, 3, 31), announced=day).period("Announcement") == Duration(day, day)
    with pytest.raises(ValueError, match="the day of the announcement is not known"):
        Calendar(date(2013, 3, 31)).period("Announcement")


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_a_year_has_four_quarters(quarter: int) -> None:
    with pytest.raises(ValueError, match=f"quarters 1 to 4, not {quarter}"):
        Calendar(date(2013, 3, 31), quarter)


@pytest.mark.parametrize(("year_end", "name"), [(date(2, 12, 31), "Prior2Year"), (date(9999, 12, 31), "NextYear")])
def test_years_outside_the_calendar_are_a_value_error(year_end: date, name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Calendar(year_end).period(name)


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_what_is_accumulated_reaches_to_the_end_of_the_quarter(quarter: int) -> None:
    calendar = Calendar(date(2013, 3, 31), quarter)
    same = f"PriorAccumulatedQ{quarter}" if quarter < 4 else "PriorYear"
    assert calendar.period("PriorAccumulated") == calendar.period(same)
    # It is a second word for that period, never the first.
    assert calendar.name(calendar.period("PriorAccumulated")) == same


@pytest.mark.parametrize(
    ("quarter", "name", "last"),
    [(1, "CurrentAccumulatedQ1", date(2012, 6, 30)), (4, "CurrentYear", date(2013, 3, 31))],
)
def test_a_year_or_its_first_months_are_reported(quarter: int, name: str, last: date) -> None:
    calendar = Calendar(date(2013, 3, 31), quarter)
    assert (calendar.own, calendar.reported) == (name, Duration(date(2012, 4, 1), last))
