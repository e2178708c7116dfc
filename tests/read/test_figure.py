from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.canonical.figure import MAX_DIGITS, Figure, figure, scaled
from tanshin.read.canonical.grid import Cell
from tanshin.values.finding import Finding
from tanshin.values.number import format_number
from tanshin.values.source import Source
from tests.read.example import grid, told


def read(text: str, scale: int = 0) -> tuple[Figure | None, list[Finding]]:
    findings: list[Finding] = []
    return figure(Cell(text, Source("t.csv", 2, 3)), scale, findings), findings


@given(st.integers(-(10**20), 10**20), st.integers(0, 4), st.sampled_from([-2, 0, 3, 6]))
def test_a_printed_figure_comes_back_from_a_table_with_its_precision(units: int, places: int, scale: int) -> None:
    printed = format_number(abs(Decimal(units).scaleb(-places)), places)
    text = f"({printed})" if units < 0 else printed
    cell = grid(f'caption,a\nX,"{text}"\n').rows[0].cells["a"]
    found, findings = read(cell.text, scale)
    assert findings == []
    assert found == Figure(Decimal(units).scaleb(scale - places), places - scale)
    assert found is not None
    assert found.value is not None
    assert str(found.value).lstrip("-").replace(".", "").isdigit()  # written out, never 1E+3
    # Decimals say which digit is the last that is known (XBRL 2.1, section 4.6.5).
    assert found.value % Decimal((0, (1,), -found.decimals)) == 0


def test_the_ambient_precision_has_no_influence() -> None:
    with localcontext() as context:
        context.prec = 3
        assert read("123,456,789", 3)[0] == Figure(Decimal(123456789000), -3)
        assert scaled(Decimal("123456.789"), -2) == Decimal("1234.56789")


@pytest.mark.parametrize(("text", "scale"), [("-", 3), ("―", 6), ("－", 0)])
def test_a_dash_is_nil(text: str, scale: int) -> None:
    assert read(text, scale) == (Figure(None, -scale), [])


@pytest.mark.parametrize("text", ["(0)", "△0", "-0", "0"])
def test_zero_keeps_the_sign_it_is_printed_with(text: str) -> None:
    found, _ = read(text, 6)
    assert found is not None
    assert found.value == 0
    assert found.value.is_signed() == (text != "0")


def test_full_width_figures_are_read_and_reported() -> None:
    found, findings = read("１，２３４", 3)
    assert found == Figure(Decimal(1234000), -3)
    assert told(findings) == ["t.csv:2:3 TNS011 `１，２３４` has full-width characters; it was read as a figure"]


@pytest.mark.parametrize(
    "text", ["1,23", "1e999999", "NaN", "inf", "1.2.3", "(1", "12%", "#DIV/0!", "", "0x10", "1_000"]
)
def test_what_is_no_figure_is_told(text: str) -> None:
    found, (finding,) = read(text)
    assert found is None
    assert finding.code == "TNS010"
    assert finding.message.endswith("Write the figure as printed, such as 1,234 or (1,234)")


def test_there_is_a_largest_figure() -> None:
    assert read("9" * MAX_DIGITS, 6)[0] == Figure(Decimal("9" * MAX_DIGITS + "000000"), -6)
    for text in ("9" * (MAX_DIGITS + 1), "0." + "9" * 2000):
        found, findings = read(text)
        assert found is None
        assert told(findings) == [
            "t.csv:2:3 TNS010 a figure of more than 30 digits. Write the figure as printed, such as 1,234 or (1,234)"
        ]
