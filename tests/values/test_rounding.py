from __future__ import annotations

from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.rounding import EXACT, Rounding, round_to

values = st.tuples(st.integers(-(10**45), 10**45), st.integers(-12, 12)).map(
    lambda parts: Decimal(parts[0]).scaleb(parts[1], EXACT)
)
decimals = st.integers(-20, 20)


@pytest.mark.parametrize(
    ("value", "places", "half_up", "truncated"),
    [
        ("1234567", -3, "1235000", "1234000"),
        ("106248275000", -6, "106248000000", "106248000000"),
        ("500000", -6, "1000000", "0"),
        ("-500000", -6, "-1000000", "0"),
        ("499999.99", -6, "0", "0"),
        ("-1500", -3, "-2000", "-1000"),
        ("2.5", 0, "3", "2"),
        ("-2.5", 0, "-3", "-2"),
        ("0.125", 2, "0.13", "0.12"),
        ("1", 2, "1.00", "1.00"),
        ("-0", 0, "0", "0"),
        ("1E+6", -3, "1000000", "1000000"),
        ("999999999999999999999999999999.5", 0, "1000000000000000000000000000000", "999999999999999999999999999999"),
    ],
)
def test_rounds(value: str, places: int, half_up: str, truncated: str) -> None:
    assert str(round_to(Decimal(value), places, Rounding.HALF_UP)) == half_up
    assert str(round_to(Decimal(value), places, Rounding.TRUNCATE)) == truncated


def test_names_are_those_of_the_data() -> None:
    assert [str(rounding) for rounding in Rounding] == ["half-up", "truncate"]


@given(values, decimals)
def test_half_up_is_the_nearest_and_a_half_goes_outward(value: Decimal, places: int) -> None:
    result, unit = round_to(value, places, Rounding.HALF_UP), Fraction(10) ** -places
    error = Fraction(result) - Fraction(value)
    assert (Fraction(result) / unit).denominator == 1
    assert abs(error) <= unit / 2
    if abs(error) == unit / 2:
        assert abs(result) > abs(value)


@given(values, decimals)
def test_truncation_is_the_next_unit_toward_zero(value: Decimal, places: int) -> None:
    result, unit = round_to(value, places, Rounding.TRUNCATE), Fraction(10) ** -places
    assert (Fraction(result) / unit).denominator == 1
    assert 0 <= Fraction(value.copy_abs()) - Fraction(result.copy_abs()) < unit
    assert result == 0 or result.is_signed() == value.is_signed()


@given(values, decimals, st.sampled_from(Rounding))
def test_losses_round_as_gains_do(value: Decimal, places: int, rounding: Rounding) -> None:
    assert round_to(value.copy_negate(), places, rounding) == round_to(value, places, rounding).copy_negate()


@given(values, decimals, st.sampled_from(Rounding))
def test_rounding_twice_changes_nothing(value: Decimal, places: int, rounding: Rounding) -> None:
    once = round_to(value, places, rounding)
    assert str(round_to(once, places, rounding)) == str(once)


@given(values, decimals, st.sampled_from(Rounding))
def test_the_result_is_written_out_and_zero_has_no_sign(value: Decimal, places: int, rounding: Rounding) -> None:
    result = round_to(value, places, rounding)
    assert result.as_tuple().exponent == -max(places, 0)
    assert result != 0 or not result.is_signed()


def test_the_ambient_context_has_no_influence() -> None:
    with localcontext(Context(prec=3, rounding="ROUND_CEILING", Emax=5, traps=[Inexact])):
        result = round_to(Decimal("123456789012345678901234567890.5"), 0, Rounding.HALF_UP)
    assert str(result) == "123456789012345678901234567891"


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_refuses_what_is_not_finite(value: str) -> None:
    with pytest.raises(ValueError, match=f"not a figure: {value}"):
        round_to(Decimal(value), 0, Rounding.HALF_UP)


@pytest.mark.parametrize(("value", "places"), [("1E+999999999", 0), ("1E-999999999", 0), ("1", 10**9), ("1", -(10**9))])
def test_absurd_magnitudes_do_not_fill_the_memory(value: str, places: int) -> None:
    with pytest.raises(ValueError, match="no account holds"):
        round_to(Decimal(value), places, Rounding.TRUNCATE)


def test_the_exact_context_raises_rather_than_round() -> None:
    assert EXACT.add(Decimal("1E+60"), Decimal("1E-60")) == Decimal("1" + "0" * 119 + "1").scaleb(-60, EXACT)
    with pytest.raises(Inexact):
        EXACT.quantize(Decimal("0.5"), Decimal(1))
