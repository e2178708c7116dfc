from __future__ import annotations

from datetime import date

import pytest

from tanshin.read.draft.plain import read_plain
from tanshin.read.release_text.printed import tables_of, value_of
from tanshin.read.release_text.reported import calendar_of
from tanshin.report.calendar import Calendar


@pytest.mark.parametrize(
    ("text", "year_end", "quarter"),
    [
        ("Results for the Fiscal Year Ended March 31, 2013", date(2013, 3, 31), 4),
        ("For the Six Months Ended September 30, 2012, three months ended September 30, 2012", date(2013, 3, 31), 2),
        ("Fiscal year ended March 31, 2013; first 3 months ended June 30, 2013", date(2014, 3, 31), 1),
        ("平成25年3月期 決算短信", date(2013, 3, 31), 4),
        ("2013年3月期 第2四半期決算短信", date(2013, 3, 31), 2),
    ],
)
def test_the_period_reported_is_the_last_that_has_ended(text: str, year_end: date, quarter: int) -> None:
    assert calendar_of(read_plain(text, "a.txt"), ()) == Calendar(year_end, quarter)


@pytest.mark.parametrize("text", ["As of May 15, 2013", "the fiscal year ending March 31, 2014", ""])
def test_what_is_to_come_and_a_day_are_no_period_reported(text: str) -> None:
    assert calendar_of(read_plain(text, "a.txt"), ()) is None


def test_a_table_is_told_from_what_stands_over_it_and_cut_where_heads_return() -> None:
    text = "Title\n\n\tFY2011\tFY2012\n\tJPY\t%\nIncome²\t1\t(2.0)\n\tFY2012\t\nHead\t\t\nLoss\t-\t\n"
    first, second = tables_of(read_plain(text, "a.txt"))
    assert (first.titles, first.heads) == (("Title",), (("FY2011", "JPY"), ("FY2012", "%")))
    assert [(row.caption, row.cells, str(row.source)) for row in first.rows] == [
        ("Income", ("1", "(2.0)"), "a.txt:5:1")
    ]
    assert [(row.caption, row.has_figures) for row in second.rows] == [("Head", False), ("Loss", True)]
    assert second.fresh == ()


@pytest.mark.parametrize("text", ["FY2011", "19.0% 5.0", "_", "", "2Q", "1,23"])
def test_what_is_no_single_figure_is_none(text: str) -> None:
    assert value_of(text) is None
