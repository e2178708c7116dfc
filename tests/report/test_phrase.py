from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.aspect import Duration
from tanshin.report.calendar import Calendar
from tanshin.report.issuer import Split
from tanshin.report.phrase import day_text, fill, months_text, short_name, split_words

CALENDAR = Calendar(date(2013, 3, 31))


@pytest.mark.parametrize(
    ("template", "lang", "text"),
    [
        ("{CurrentYear.fiscal} 決算短信", "ja", "平成25年3月期 決算短信"),
        ("{CurrentYear.fiscal}", "en", "March 31, 2013"),
        ("{PriorYear.year_month}期", "ja", "24年3月期"),
        ("{PriorYear.year_month}", "en", "March 31, 2012"),
        ("{CurrentYear.first}～{CurrentYear.last}", "ja", "平成24年4月1日～平成25年3月31日"),
        ("{NextAccumulatedQ2.last}", "en", "September 30, 2013"),
        ("no place here", "en", "no place here"),
        ("a brace { alone", "en", "a brace { alone"),
        ("", "ja", ""),
    ],
)
def test_periods_are_filled_in(template: str, lang: str, text: str) -> None:
    assert fill(template, CALENDAR, lang) == text


def test_the_first_year_of_an_era_is_named_so() -> None:
    assert fill("{CurrentYear.year_month}", Calendar(date(2019, 12, 31)), "ja") == "元年12月"


@pytest.mark.parametrize(
    "template",
    [
        "{CurrentYear}",
        "{CurrentYear.middle}",
        "{LastYear.last}",
        "{CurrentYear.last }",
        "{split.ratio}",
        "{}",
        "{.last}",
    ],
)
def test_what_cannot_be_filled_in_is_not_printed_as_it_stands(template: str) -> None:
    with pytest.raises(ValueError, match=r"\{|period"):
        fill(template, CALENDAR, "en")


def test_days_before_the_calendar_have_no_name() -> None:
    with pytest.raises(ValueError, match="before Japan adopted this calendar"):
        fill("{CurrentYear.last}", Calendar(date(1850, 3, 31)), "ja")


def test_the_latest_split_has_its_words() -> None:
    splits = [Split(date(2012, 10, 1), 200), Split(date(2005, 10, 11), 5)]
    words = split_words(splits, "ja")
    assert (
        fill("{split.effective}に１株を{split.ratio}株に分割", CALENDAR, "ja", words)
        == "平成24年10月1日に１株を200株に分割"
    )
    assert split_words(splits, "en") == {"split.effective": "October 1, 2012", "split.ratio": "200"}
    assert split_words([], "en") == {}


def test_a_day_is_written_as_the_forms_write_it() -> None:
    assert day_text(date(2013, 5, 15), "ja") == "平成25年5月15日"
    assert day_text(date(2013, 5, 15), "en") == "May 15, 2013"


@pytest.mark.parametrize(
    ("quarter", "en", "ja"), [(1, "Three Months", "3か月"), (2, "Six Months", "6か月"), (3, "Nine Months", "9か月")]
)
def test_quarters_are_counted_and_measured(quarter: int, en: str, ja: str) -> None:
    calendar = Calendar(date(2013, 12, 31), quarter)
    assert fill("{CurrentAccumulated.months}", calendar, "en") == en
    assert fill("{CurrentAccumulated.months}", calendar, "ja") == ja
    assert fill("第{PriorAccumulated.quarter}四半期", calendar, "ja") == f"第{quarter}四半期"
    assert fill("{CurrentYear.months} {CurrentYear.quarter}", calendar, "en") == "Fiscal Year 4"
    assert fill("{CurrentYear.months}", calendar, "ja") == "通期"


@pytest.mark.parametrize(
    ("first", "last", "en", "ja"),
    [
        ("2012-04-01", "2012-06-30", "1Q12", "2012年度\n1Q"),
        ("2013-01-01", "2013-03-31", "4Q12", "2012年度\n4Q"),
        ("2012-04-01", "2012-09-30", "1H12", "2012年度\n上半期"),
        ("2009-04-01", "2010-03-31", "FY09", "2009年度"),
        ("2013-04-01", "2013-04-30", "Apr\n2013", "2013年\n4月"),
        ("2013-04-01", "2013-05-31", "2013-04\n2013-05", "2013-04\n2013-05"),
    ],
)
def test_charts_call_periods_briefly(first: str, last: str, en: str, ja: str) -> None:
    period = Duration(date.fromisoformat(first), date.fromisoformat(last))
    year_end = date(2014, 3, 31)
    assert short_name(period, year_end, "en", is_instant=False) == en
    assert short_name(period, year_end, "ja", is_instant=False) == ja


def test_charts_call_a_balance_by_the_end_of_its_month() -> None:
    period = Duration(date(2012, 4, 1), date(2013, 3, 31))
    assert short_name(period, date(2014, 3, 31), "en", is_instant=True) == "Mar\n2013"
    assert short_name(period, date(2014, 3, 31), "ja", is_instant=True) == "2013年\n3月末"


def test_a_month_is_no_fiscal_year() -> None:
    month = Duration(date(2013, 4, 1), date(2013, 4, 30))
    assert (months_text(month, "en"), months_text(month, "ja")) == ("Month", "1か月")
