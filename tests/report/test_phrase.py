from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.calendar import Calendar
from tanshin.report.issuer import Split
from tanshin.report.phrase import day_text, fill, split_words

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
