"""How wide the columns of a statement are."""

from __future__ import annotations

from tanshin.document.model import Cell, Row, Table, Text
from tanshin.write.layout import column_styles


def statement(*columns: tuple[str, str]) -> Table:
    """A statement of one line: its columns as their unit and the figure in them."""
    head = Row((Cell(kind="head"), *(Cell((Text("2013"),), "head") for _ in columns)), "head")
    units = Row((Cell(kind="head"), *(Cell((Text(unit),), "unit") for unit, _ in columns)), "head")
    line = Row((Cell((Text("Assets"),), "caption"), *(Cell((Text(figure),)) for _, figure in columns)))
    return Table("balance-sheet", (head, units, line), "statement", "Balance Sheet")


def widths(*columns: tuple[str, str]) -> list[str]:
    return [style.removeprefix("width:") for style in column_styles(statement(*columns))[1:]]


def test_columns_of_amounts_are_of_one_width() -> None:
    narrow, wide = widths(("JPY", "1"), ("JPY", "1,234,567,890,123,456"))
    assert narrow == wide
    assert widths(("JPY", "1"), ("USD", "2")) == ["7.60em", "7.60em"]


def test_columns_of_percentages_are_narrower_and_of_one_width_of_their_own() -> None:
    amount, rate, dollars, other = widths(("JPY", "1"), ("%", "46.6"), ("USD", "2"), ("%", "100.0"))
    assert (amount, rate) == (dollars, other) == ("7.60em", "4.20em")
    _, rate, other = widths(("JPY", "1"), ("%", "46.6"), ("%", "(1,234,567.8)"))
    assert rate == other != "4.20em"


def test_a_statement_of_percentages_alone_has_their_width() -> None:
    assert widths(("%", "46.6"), ("%", "48.7")) == ["4.20em", "4.20em"]


def test_a_statement_with_many_columns_gives_each_what_it_needs() -> None:
    found = widths(*[("JPY", "1")] * 6, ("JPY", "1,234,567,890,123"))
    assert len(set(found)) == 2
