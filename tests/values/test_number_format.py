from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.number_format import BUILT_IN, format_of, is_day, plain, shown

FIGURES = st.builds(
    lambda value, places, style: style.format(f"{Decimal(value).scaleb(-places):,.{places}f}"),
    st.integers(1, 10**12),
    st.integers(0, 3),
    st.sampled_from(["{}", "({})", "△{}", "▲{}", "-{}", "+{}", "{}%", "({}%)", "JPY{}", "{} Gbps", "△ {}", "￥{}"]),
)


@given(FIGURES)
def test_a_printed_figure_becomes_a_number_that_shows_it_again(text: str) -> None:
    found = format_of(text)
    assert found is not None
    value, code = found
    assert shown(value, code) == text
    assert (value < 0) == any(sign in text for sign in "(△▲-")
    # A spreadsheet keeps the number in binary, and hands back what is nearest.
    assert shown(Decimal(repr(float(value))), code) == text


@pytest.mark.parametrize(
    "text", ["-", "", "(0)", "007", "1,23", "12,34,567", "1.2.3", "n.a.", "1234567890123456", "5 of 7"]
)
def test_what_no_number_shows_stays_a_text(text: str) -> None:
    assert format_of(text) is None


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("-1234.5", "#,##0.00 ;[Red](#,##0.00)", "(1,234.50)"),
        ("0", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "-"),
        ("0.0925", "0.0%", "9.3%"),
        ("1234567", "#,##0,", "1,235"),
        ("-5", "[$¥-411]#,##0", "-¥5"),
        ("5", "\\(#,##0\\)", "(5)"),
        ("-0.4", "#,##0", "0"),
        ("2.50", "0.0#", "2.5"),
        ("0.5", ".00", ".50"),
        ("-12", '#,##0;"△"#,##0', "△12"),
        ("12", "0000", "0012"),
    ],
)
def test_numbers_are_shown_as_spreadsheets_show_them(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


@pytest.mark.parametrize("code", ["General", "@", "0.00E+00", "# ?/?", "yyyy-mm-dd", "[>100]0;0.0", "0 0", "0;0;0;0;0"])
def test_formats_of_another_kind_are_not_guessed(code: str) -> None:
    assert shown(Decimal(7), code) is None


@pytest.mark.parametrize("code", ["yyyy\\-mm\\-dd", "d", 'ggge"年"m"月"d"日"', "[$-411]yyyy/m/d", "[h]:mm"])
def test_formats_of_days_are_told(code: str) -> None:
    assert is_day(code)
    assert is_day(BUILT_IN[14])


@pytest.mark.parametrize("code", ["General", "0.0", '#,##0"yen"', "[Red]0", "@"])
def test_formats_of_figures_are_none_of_days(code: str) -> None:
    assert not is_day(code)


def test_a_number_without_a_format_has_all_its_digits() -> None:
    assert [plain(Decimal(text)) for text in ("1E+3", "94.160", "-0.5", "0.0", "100")] == [
        "1000",
        "94.16",
        "-0.5",
        "0",
        "100",
    ]
