"""The periods that words name, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.report.said import said

CALENDAR = Calendar(date(2013, 3, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Fiscal year ended March 31, 2012 and March 31, 2013", ["2011-04-01/2012-03-31", "2012-04-01/2013-03-31"]),
        ("(Three Months Ended June 30, 2012)", ["2012-04-01/2012-06-30"]),
        ("from April 1 to September 30, 2012", ["2012-04-01/2012-09-30"]),
        ("FY2012", ["2012-04-01/2013-03-31"]),
        ("Full FY2013 Target", ["2013-04-01/2014-03-31"]),
        ("1H FY2013", ["2013-04-01/2013-09-30"]),
        ("1H12 JPY", ["2012-04-01/2012-09-30"]),
        ("4Q12", ["2013-01-01/2013-03-31"]),
        ("2nd Quarter FY2012 Results", ["2012-07-01/2012-09-30"]),
        ("2012年度上半期", ["2012-04-01/2012-09-30"]),
        ("2012年度第2四半期累計", ["2012-04-01/2012-09-30"]),
        ("2012年度第2四半期", ["2012-07-01/2012-09-30"]),
        ("平成24年4月1日～平成25年3月31日", ["2012-04-01/2013-03-31"]),
    ],
)  # fmt: skip
def test_periods(text: str, periods: list[str]) -> None:
    found = said(text, CALENDAR)
    wanted = [Duration(*map(day, one.split("/"))) for one in periods]
    assert [one.last for one in found] == [one.last for one in wanted]
    assert all(one.fits(period) for one, period in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("As of March 31, 2013", "2013-03-31"),
        ("2013-03-31 USD", "2013-03-31"),
        ("平成25年3月31日現在", "2013-03-31"),
        ("平成25年3月期", "2013-03-31"),
        ("25年3月期 第2四半期", "2012-09-30"),
        ("2013年3月期第二四半期", "2012-09-30"),
    ],
)
def test_last_days(text: str, last: str) -> None:
    assert [one.last for one in said(text, CALENDAR)] == [day(last)]


@pytest.mark.parametrize(
    "text", ["April 2013", "1Q", "4th Quarter", "the last three months", "February 30, 2013", "第4四半期", ""]
)
def test_what_names_no_period(text: str) -> None:
    assert said(text, CALENDAR) == ()


def test_the_day_of_an_announcement_is_no_period() -> None:
    assert [one.text for one in said("FY2012 Targets (announced on May 15, 2012)", CALENDAR)] == ["FY2012"]


def test_tense_and_instants() -> None:
    ended, ending = said("Fiscal Year Ended March 31, 2012; Interim Period Ending September 30, 2012", CALENDAR)
    assert (ended.tense, ended.months, ending.tense, ending.months) == ("ended", 12, "ending", 6)
    (point,) = said("as of March 31, 2012", CALENDAR)
    assert point.instant


def test_a_period_of_another_length_does_not_fit() -> None:
    (six,) = said("Six Months Ended September 30, 2012", CALENDAR)
    assert six.fits(CALENDAR.period("CurrentAccumulatedQ2"))
    assert not six.fits(CALENDAR.period("CurrentQuarter2"))
    assert not six.fits(CALENDAR.period("PriorAccumulatedQ2"))
