"""What a release prints of the exchange's form is taken where it is sure, of any company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin.inputs import read_forms
from tanshin.read.canonical.issuer import read_issuer
from tanshin.read.canonical.statement import Context
from tanshin.read.draft.plain import read_plain
from tanshin.read.release_text.form import FormReading
from tanshin.read.release_text.printed import tables_of
from tanshin.report.calendar import Calendar
from tanshin.report.imported import Unplaced
from tanshin.resources import samples_dir

#: A quarter as a company under Japanese GAAP states it; amounts are made up.
RESULTS = """\
(1) Consolidated Results of Operations

\tNet sales\t\tOperating income\t\tOrdinary income\t\tProfit attributable to owners of parent\t
\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%
Three Months Ended June 30, 2015\t1,950\t(4.9)\t36\t(64.7)\t38\t(63.8)\t24\t(66.8)
Three Months Ended June 30, 2014\t2,051\t3.1\t102\t5.4\t106\t6.0\t74\t4.2
"""
PER_SHARE = """\
\tNet income per share\tDiluted net income per share
\tJPY\tJPY
Three Months Ended June 30, 2015\t6.15\t6.14
Three Months Ended June 30, 2014\t18.54\t18.53
"""
DIVIDENDS = """\
\tDividend per share\t\t\t\t
\t1Q-end\t2Q-end\t3Q-end\tYear-end\tTotal
\tJPY\tJPY\tJPY\tJPY\tJPY
Fiscal Year Ended March 31, 2015\t-\t10.00\t-\t15.00\t25.00
Fiscal Year Ending March 31, 2016\t-\t\t\t\t
Fiscal Year Ending March 31, 2016 (forecast)\t\t10.00\t-\t15.00\t25.00
"""
LINES = """\
(Note) Comprehensive income: Three Months Ended June 30, 2015 JPY24 million (down 67.9% YoY)

Three Months Ended June 30, 2014: JPY76 million (up 2.0% YoY)

1) Shares issued at end of period (including treasury stock)

As of June 30, 2015: 4,100,000 shares As of March 31, 2015: 4,100,000 shares
"""


@pytest.fixture(scope="module")
def new_reading() -> Callable[[], FormReading]:
    forms = read_forms()[0]
    form = next(one for one in forms.forms if one.name == "qcedjpsm")
    issuer = read_issuer(samples_dir() / "kakuu", "kakuu")
    context = Context(forms.taxonomy, Calendar(date(2016, 3, 31), 1), issuer.entity)
    return lambda: FormReading(form, issuer, context)


def read(reading: FormReading, text: str) -> dict[str, list[list[str]]]:
    """The tables that a text gives, as rows of a CSV."""
    draft = read_plain(text, "a.txt")
    reading.lines(draft)
    for table in tables_of(draft):
        reading.table(table)
    return {
        table.id: [
            ["", *(column.key for column in table.columns)],
            *([row.caption, *row.cells] for row in table.rows),
        ]
        for table in reading.close()
    }


def cells(tables: dict[str, list[list[str]]]) -> dict[tuple[str, str, str], str]:
    """The figures by table, row and column."""
    return {
        (name, row[0], head): cell
        for name, (heads, *rows) in tables.items()
        for row in rows
        for head, cell in zip(heads[1:], row[1:], strict=True)
        if cell
    }


def test_periods_stand_in_rows_and_items_in_columns(new_reading: Callable[[], FormReading]) -> None:
    assert read(new_reading(), RESULTS)["operating-results"] == [
        [
            "",
            *(text for name in ("Net sales", "Operating income", "Ordinary income") for text in (name, f"{name} %")),
            *("Profit attributable to owners of parent", "Profit attributable to owners of parent %"),
        ],
        ["Three Months Ended June 30, 2015", "1,950", "(4.9)", "36", "(64.7)", "38", "(63.8)", "24", "(66.8)"],
        ["Three Months Ended June 30, 2014", "2,051", "3.1", "102", "5.4", "106", "6.0", "74", "4.2"],
    ]


def test_figures_in_lines_are_read_with_the_item_above_them(new_reading: Callable[[], FormReading]) -> None:
    found = read(new_reading(), LINES)
    assert [row[1:] for row in found["comprehensive-income"][1:]] == [["24", "(67.9)"], ["76", "2.0"]]
    assert [row[1:] for row in found["shares"][1:]] == [["4,100,000"], ["4,100,000"]]


@pytest.mark.parametrize(
    "line",
    [
        "Other comprehensive income: Three Months Ended June 30, 2015 JPY24 million",
        "Comprehensive income: Three Months Ended June 30, 2015 JPY24 million less taxes",
        "Comprehensive income: Three Months Ended June 30, 2013 JPY24 million",
        "Comprehensive income: Three Months Ended June 30, 2015 JPY24 thousand",
        "Comprehensive income was JPY24 million in the Three Months Ended June 30, 2015",
    ],
)
def test_lines_that_say_more_are_left_alone(new_reading: Callable[[], FormReading], line: str) -> None:
    assert read(new_reading(), line) == {}


def test_words_that_are_torn_are_read_where_the_whole_table_is_the_form_s(
    new_reading: Callable[[], FormReading],
) -> None:
    torn = RESULTS.replace("Net sales\t\t", "Net sa\tles\t").replace("Ordinary income", "0rdinary incorne")
    reading = new_reading()
    assert read(reading, torn) == read(new_reading(), RESULTS)
    assert {str(one.text).partition(":")[0] for one in reading.doubts} == {
        "the head `0rdinary incorne` is read as `Ordinary income`",
        "the head `Net sa` is read as `Net sales`",
        "the head `les` is read as `Net sales %`",
    }


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (RESULTS, "JPY millions", "JPY thousands"),
        (RESULTS, "\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%\n", ""),
        (RESULTS, "(1) Consolidated Results", "(1) Non-consolidated Results"),
        (RESULTS, "(1) Consolidated Results of Operations", "Targets"),
        (RESULTS, "Three Months Ended", "Six Months Ended"),
        (
            PER_SHARE,
            "\tNet income per share\tDiluted net income per share",
            "\t\tNet income per share\tDiluted net income per share",
        ),
        (PER_SHARE, "2015\t", "2015\t\t"),
        (DIVIDENDS, "1Q-end\t2Q-end\t3Q-end\t", ""),
    ],
)
def test_what_is_not_the_form_s_is_left_out(
    new_reading: Callable[[], FormReading], text: str, old: str, new: str
) -> None:
    assert old in text
    assert read(new_reading(), text.replace(old, new)) == {}


def left(reading: FormReading) -> list[tuple[str, tuple[str, ...], str]]:
    def told(one: Unplaced) -> tuple[str, tuple[str, ...], str]:
        return one.caption, one.cells, str(one.why)

    return [told(one) for one in reading.unplaced]


def test_dividends_that_do_not_add_up_are_listed(new_reading: Callable[[], FormReading]) -> None:
    reading = new_reading()
    found = cells(
        read(reading, DIVIDENDS.replace("15.00\t25.00\nFiscal Year Ending", "51.00\t25.00\nFiscal Year Ending"))
    )
    assert {row for _, row, _ in found} == {
        "Fiscal Year Ending March 31, 2016",
        "Fiscal Year Ending March 31, 2016 (forecast)",
    }
    why = "the dividends of the year are not their total"
    assert ("Fiscal Year Ended March 31, 2015", ("51.00",), why) in left(reading)


def test_of_two_figures_for_one_cell_neither_is_taken(new_reading: Callable[[], FormReading]) -> None:
    reading = new_reading()
    found = cells(read(reading, RESULTS + "\nText\n\n" + RESULTS.replace("1,950", "1,590")))
    assert ("operating-results", "Three Months Ended June 30, 2015", "Net sales") not in found
    assert len(found) == 15
    assert {cells[0] for _, cells, why in left(reading) if "two figures" in why} == {"1,950", "1,590"}


def test_a_column_under_another_name_is_listed_with_what_it_is_like(new_reading: Callable[[], FormReading]) -> None:
    reading = new_reading()
    assert len(cells(read(reading, RESULTS.replace("Ordinary income", "Net ordinary income")))) == 12
    near = next(one for one in reading.unplaced if one.caption == "Net ordinary income")
    assert near.cells == ("38", "106")
    assert "Ordinary income" in [one.caption for one in near.candidates]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_is_lost_or_moved_nothing_stands_where_it_does_not_belong(
    new_reading: Callable[[], FormReading], data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from((RESULTS, PER_SHARE, DIVIDENDS)))
    whole = cells(read(new_reading(), text))
    rows = [line.split("\t") for line in text.rstrip("\n").split("\n")]
    noise = data.draw(st.sampled_from(("digits", "lost row", "moved cells", "moved heads", "lost head")))
    at = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(1, max(len(rows[at]) - 1, 1)))
    damaged = ""
    if noise == "digits" and len(rows[at]) > place and sum(map(str.isdigit, rows[at][place])) > 1:
        cell = rows[at][place]
        first, second = [spot for spot, letter in enumerate(cell) if letter.isdigit()][:2]
        damaged = cell[:first] + cell[second] + cell[first + 1 : second] + cell[first] + cell[second + 1 :]
        rows[at][place] = damaged
    elif noise == "lost row":
        del rows[at]
    elif noise in ("moved cells", "moved heads") and len(rows[at]) > 1:
        rows[at].insert(place, "")
    elif noise == "lost head" and len(rows[at]) > place and not rows[at][0]:
        rows[at][place] = ""
    found = cells(read(new_reading(), "\n".join("\t".join(row) for row in rows) + "\n"))
    # A figure is the one of its place, or the damaged one that is printed there.
    assert {key: value for key, value in found.items() if whole.get(key) != value and value != damaged} == {}
