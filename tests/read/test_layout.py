"""Columns that are made with spaces are found by the figures that stand under one another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin.read.draft.layout import keeps_layout, tabbed

PAGE = """\
                 Consolidated Balance Sheets

                                         As of                  As of
                                 March 31, 2012         March 31, 2013
                                              Thousands of
                              Thousands of JPY   U.S. Dollars   Thousands of JPY

 CURRENT ASSETS:
   Inventories, at the lower of
     cost or market                      7,000             85              8,000
   Prepaid expenses                        500              -              (600)

   Goodwill                                                                  900

 (Note) Nothing of this is audited.

                 Results

                        Net sales                 Operating income
                   JPY millions        %     JPY millions        %
 FY2012                   7,530   (10.5)             (96)        -
 FY2011                   8,412      1.9              402    (2.6)
"""


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [(number, line.split("\t")) for number, line in tabbed(text.split("\n")) if "\t" in line]


def test_rows_and_heads_have_their_cells_in_columns() -> None:
    assert rows(PAGE) == [
        (3, ["", "As of", "", "As of"]),
        (4, ["", "March 31, 2012", "March 31, 2013", ""]),  # it stands over both columns of the day
        (5, ["", "", "Thousands of", ""]),
        (6, ["", "Thousands of JPY", "U.S. Dollars", "Thousands of JPY"]),
        (8, ["CURRENT ASSETS:", "", "", ""]),
        (9, ["Inventories, at the lower of", "", "", ""]),
        (10, ["cost or market", "7,000", "85", "8,000"]),
        (11, ["Prepaid expenses", "500", "-", "(600)"]),
        (13, ["Goodwill", "", "", "900"]),
        (19, ["", "Net sales", "", "Operating income", ""]),
        (20, ["", "JPY millions", "%", "JPY millions", "%"]),
        (21, ["FY2012", "7,530", "(10.5)", "(96)", "-"]),
        (22, ["FY2011", "8,412", "1.9", "402", "(2.6)"]),
    ]


def test_other_lines_stay_as_they_are() -> None:
    lines = PAGE.split("\n")
    with_tabs = dict(tabbed(lines))
    for number in (1, 2, 15, 17):
        assert with_tabs[number] == lines[number - 1]
    assert keeps_layout(PAGE)
    assert not keeps_layout(PAGE.replace("  ", "\t"))
    assert not keeps_layout("Prose, and nothing else.\n" * 9)


def test_a_figure_between_two_columns_is_in_none() -> None:
    between = " Trademarks                                      111\n"
    text = PAGE.replace("   Goodwill", f"{between}   Goodwill")
    assert between.rstrip("\n") in [line for _, line in tabbed(text.split("\n"))]


def test_words_over_no_column_are_no_heads() -> None:
    text = PAGE.replace("Net sales                 Operating income", "  A      B      C       D       E      F")
    assert rows(text)[9:] == rows(PAGE)[10:]


@settings(max_examples=30, deadline=None)
@given(
    table=st.lists(st.lists(st.integers(-9_999_999, 9_999_999) | st.none(), min_size=3, max_size=3), min_size=1),
    drift=st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_a_figure_is_put_in_no_column_but_its_own(table: list[list[int | None]], drift: list[int]) -> None:
    def printed(value: int | None) -> str:
        return "" if value is None else f"({-value:,})" if value < 0 else f"{value:,}"

    whole: list[list[int | None]] = [[1, 2, 3], *table]
    cells = [[printed(value) for value in row] for row in whole]
    lines = [f"  Row {at:<10}{row[0]:>24}{row[1]:>22}{row[2]:>26}".rstrip() for at, row in enumerate(cells)]
    moved = [" " * drift[at % 3] + line if at else line for at, line in enumerate(lines)]
    for (number, line), row in zip(tabbed(moved), cells, strict=True):
        _, *found = line.split("\t")
        assert number
        assert found in ([], row)
    if not any(drift):
        assert all("\t" in line for _, line in tabbed(lines)[:1])
