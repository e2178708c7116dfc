from __future__ import annotations

import csv

import pytest

from tanshin.values.csv_text import LONGEST_CELL, csv_rows


def test_the_rows_and_the_lines_read() -> None:
    rows = csv_rows('a,b\r\n"c\nd",e\n')
    assert [(cells, rows.line_num) for cells in rows] == [(["a", "b"], 1), (["c\nd", "e"], 3)]


def test_another_readers_limit_changes_nothing() -> None:
    before = csv.field_size_limit(10)
    try:
        assert list(csv_rows("x" * 200_000)) == [["x" * 200_000]]
        assert csv.field_size_limit() == LONGEST_CELL
    finally:
        csv.field_size_limit(max(before, LONGEST_CELL))


def test_a_quotation_mark_left_open_is_no_csv() -> None:
    with pytest.raises(csv.Error):
        list(csv_rows('"a\n'))
