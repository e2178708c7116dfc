from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.proof.book import display, read_workbook
from tanshin.values.archive import write_zip
from tanshin.values.number_format import format_of
from tests.workbook import Number, Raw, book


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1234.5", "#,##0.0;(#,##0.0)", "1,234.5"),
        ("-1234.5", "#,##0.0;(#,##0.0)", "(1,234.5)"),
        ("-7", "#,##0", "-7"),
        ("-1234", '#,##0;"△"#,##0', "△1,234"),
        ("0.092", "0.0%", "9.2%"),
        ("530.5", '0.0" Gbps""*1"', "530.5 Gbps*1"),
        ("12345", "0", "12345"),
    ],
)
def test_a_format_shows_a_number(number: str, code: str, text: str) -> None:
    assert display(Decimal(number), code) == text


@given(st.from_regex(r"(\(|△|-|\+|JPY)?[1-9][0-9]{0,2}(,[0-9]{3}){0,3}(\.[0-9]{1,2})?%?( Gbps)?\)?", fullmatch=True))
def test_both_readers_of_formats_agree(text: str) -> None:
    found = format_of(text)
    assert found is None or display(*found) == text


def test_a_format_of_days_is_none_of_figures() -> None:
    with pytest.raises(ValueError, match="yyyy"):
        display(Decimal(1), "yyyy")


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        write_zip({"a": b""}),
        book({"S": {"A1": Raw('t="s"', "<v>1</v>")}}),
        book({"S": {"A1": Number("x")}}),
        book({"S": {"A1": Number("1", "d")}}),
    ],
)
def test_what_is_no_workbook_of_ours_says_why(data: bytes) -> None:
    assert read_workbook(data, "b.xlsx").fault
