"""Lines are quoted from the input, and what is meant in them is framed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.tell.quote import Row
from tanshin.values.source import Source
from tests.tell.filings import quoter, source


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        (2, 1, "Cash & cash"),
        (2, 2, '"1,234"'),
        (2, 3, "<b>5</b>"),
        (4, 1, '"a ""b"", c"'),
        (4, 3, "8"),
        (1, 2, "2013 JPY"),
    ],
)
def test_a_cell_is_framed(tmp_path: Path, line: int, column: int, meant: str) -> None:
    quote = quoter(tmp_path).quote(source(line, column))
    assert quote is not None
    assert (quote.number, quote.text[quote.start : quote.end]) == (line, meant)


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        (3, 5, "name:"),
        (3, 11, "CurrentYear"),
        (4, 5, "from April 1, 2012 to June 30, 2012"),
        (5, 6, "on:"),
        (5, 11, "a"),
        (5, 14, '"b, c"'),
        (5, 28, "d"),
    ],
)
def test_a_value_of_yaml_is_framed(tmp_path: Path, line: int, column: int, meant: str) -> None:
    quote = quoter(tmp_path).quote(source(line, column, "filing.yaml"))
    assert quote is not None
    assert quote.text[quote.start : quote.end] == meant


@pytest.mark.parametrize(
    "place",
    [
        Source("co/annual/table.csv"),
        Source("co/annual/table.csv", 99, 1),
        Source("co/annual/none.csv", 1, 1),
        Source("../secret.csv", 1, 1),
        Source("/etc/passwd", 1, 1),
    ],
)
def test_what_is_not_there_is_not_quoted(tmp_path: Path, place: Source) -> None:
    assert quoter(tmp_path).quote(place) is None
    assert quoter(tmp_path / "again").row(place) is None


def test_a_column_beyond_the_line_frames_all_of_it(tmp_path: Path) -> None:
    quote = quoter(tmp_path).quote(source(2, 9))
    assert quote is not None
    assert (quote.start, quote.end) == (0, len(quote.text))


def test_a_line_without_a_column_is_quoted_as_a_whole(tmp_path: Path) -> None:
    quote = quoter(tmp_path).quote(source(2, 0))
    assert quote is not None
    assert (quote.number, quote.start, quote.end) == (2, 0, 0)


def test_a_row_stands_under_its_header(tmp_path: Path) -> None:
    row = quoter(tmp_path).row(source(4, 2))
    assert row == Row(("caption", "2013 JPY", "2012 JPY"), ('a "b", c', "7", "8"), 1)
