from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.canonical import grid as limits
from tanshin.read.canonical.grid import read_grid
from tanshin.values.finding import InputError
from tests.read.example import grid, refused

# What a cell of a published table can hold: no controls, no white space around it.
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufffd\ufffe\uffff"), max_size=30
).map(str.strip)

QUOTES = "close every quotation mark, and write one inside a cell twice"


ADVICE = (
    "the header has 2; a figure with a thousands separator must be in quotation marks, and every column needs its comma"
)


def refusal(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        grid(text)
    return refused(caught)


@given(st.lists(st.tuples(texts, texts, texts), max_size=8))
def test_cells_are_read_as_csv_writes_them(rows: list[tuple[str, str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([("caption", "one", "two"), *rows])
    read = grid(stream.getvalue())
    found = [(row.caption.text, row.cells["one"].text, row.cells["two"].text) for row in read.rows]
    assert found == [row for row in rows if any(row)]
    assert len({row.id for row in read.rows}) == len(read.rows)


def test_cells_know_where_they_stand() -> None:
    read = grid('caption,@period,FY2012\n"Sales,\nnet",CurrentYear,"1,234"\n\n  Costs  ,,\n')
    first, second = read.rows
    assert (first.caption.text, str(first.caption.source)) == ("Sales,\nnet", "t.csv:2:1")
    assert {name: str(cell.source) for name, cell in first.aspects.items()} == {"period": "t.csv:2:2"}
    assert {key: (cell.text, str(cell.source)) for key, cell in first.cells.items()} == {
        "FY2012": ("1,234", "t.csv:2:3")
    }
    # The blank line is left out, and so is a period that is not given.
    assert (second.caption.text, str(second.caption.source), second.aspects) == ("Costs", "t.csv:5:1", {})
    assert {key: str(cell.source) for key, cell in read.columns.items()} == {"FY2012": "t.csv:1:3"}
    assert {key: str(cell.source) for key, cell in read.aspects.items()} == {"period": "t.csv:1:2"}
    assert [row.has_figures for row in read.rows] == [True, False]


def test_rows_of_one_caption_are_told_apart() -> None:
    read = grid("caption,a\nX,1\nX#2,2\nX,3\nX,4\n,5\n,6\n")
    assert [row.id for row in read.rows] == ["X", "X#2", "X#3", "X#4", "", "#2"]


@pytest.mark.parametrize("heading", ["caption", "Caption", "CAPTION"])
def test_the_first_column_is_the_caption(heading: str) -> None:
    assert grid(f"{heading},a\nX,1\n").rows[0].caption.text == "X"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u00a0"])
def test_only_a_newline_ends_a_row(separator: str) -> None:
    assert grid(f"caption,a\nX{separator}Y,1\n").rows[0].caption.text == f"X{separator}Y"


def test_files_from_excel_are_normal_input() -> None:
    read = grid("caption,ＦＹ\r\n売上高,1\r\n".encode("cp932"))
    assert [row.caption.text for row in read.rows] == ["売上高"]
    assert [finding.code for finding in read.findings] == ["TNS003"]
    assert grid(b"\xef\xbb\xbfcaption,a\nX,1\n").rows[0].cells["a"].text == "1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["t.csv:1 TNS006 t.csv is empty; the first row must name the columns"]),
        ("\n\n", ["t.csv:1 TNS006 t.csv is empty; the first row must name the columns"]),
        ("item,a\n", ["t.csv:1:1 TNS007 the first column of t.csv must be headed `caption`, not `item`"]),
        ("caption,a,\nX,1,\n", ["t.csv:1:3 TNS007 a column has no heading; name it or take it out"]),
        ("caption,a,a\nX,1,\n", ["t.csv:1:3 TNS007 the column `a` stands twice"]),
        ("caption,@period,@period\n", ["t.csv:1:3 TNS007 the column `@period` stands twice"]),
        (
            "caption,a\nX,1,234\nY\nZ,1\n",
            [f"t.csv:2:1 TNS006 this row has 3 cells, {ADVICE}", f"t.csv:3:1 TNS006 this row has 1 cells, {ADVICE}"],
        ),
        ('caption,a\nX,"1"2\n', [f"t.csv:2 TNS006 the row is not CSV (',' expected after '\"'); {QUOTES}"]),
        ('caption,a\nX,"1\n', [f"t.csv:2 TNS006 the row is not CSV (unexpected end of data); {QUOTES}"]),
    ],
)
def test_what_is_no_table_is_refused(text: str, found: list[str]) -> None:
    assert refusal(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("caption,a\n" + "X,1\n" * limits.MAX_ROWS, "t.csv:5001 TNS006 t.csv is larger than"),
        ("caption" + ",a" * limits.MAX_COLUMNS, "t.csv:1 TNS006 t.csv is larger than"),
        ("caption" + ",a" * 150 + ("\nX" + ",1" * 150) * 700, "t.csv:663 TNS006 t.csv is larger than"),
        ("caption,a\nX," + "9" * (limits.MAX_LENGTH + 1), "t.csv:2:2 TNS006 a cell has 2,001 characters"),
        ("caption,a\nX," + "9" * 200_000, "t.csv:2:2 TNS006 a cell has 200,000 characters"),
    ],
    ids=["rows", "columns", "cells", "length", "field"],
)
def test_what_nobody_printed_is_refused(text: str, found: str) -> None:
    (said,) = refusal(text)
    assert said.startswith(found)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(InputError) as caught:
            read_grid(path, "t.csv")
        assert [finding.code for finding in caught.value.findings] == ["TNS001"]
