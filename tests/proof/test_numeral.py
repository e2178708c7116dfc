"""Figures and days as the eye reads them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.proof.numeral import day_of, figures, is_negative, is_nil, magnitude, scale_after, scale_of_words
from tanshin.report.phrase import day_text
from tanshin.values.number import format_number


@given(st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False), st.sampled_from(["{}", "△{}", "({})"]))
def test_what_is_printed_is_read_again(value: Decimal, around: str) -> None:
    (found,) = figures(around.format(format_number(value, 2)))
    assert (found.value, found.places, found.negative) == (value, 2, around != "{}")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2018, 12, 31)), st.sampled_from(["ja", "en"]))
def test_days_are_read_again(day: date, lang: str) -> None:
    assert day_of(day_text(day, lang)) == day


def test_days_that_are_none() -> None:
    assert day_of("平成25年2月30日") is None
    assert day_of("Marz 5, 2013") is None
    assert day_of("令和元年5月1日") == date(2019, 4, 30) + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("１，２３４", "1234"),
        ("1,23", None),
        ("12345", "12345"),
        ("-5", None),
        ("", None),
        ("1.50", "1.50"),
    ],
)
def test_magnitude(text: str, value: str | None) -> None:
    assert magnitude(text) == (None if value is None else Decimal(value))


def test_signs() -> None:
    assert is_negative("△", "")
    assert is_negative("（", "％）")
    assert is_negative("Net loss -", "")
    assert not is_negative("2012-", "")
    assert not is_negative("(note ", ")")
    assert is_nil(" ― ")
    assert not is_nil("0")


def test_scales() -> None:
    assert [scale_of_words(text) for text in ("百万円", "Thousands of U.S. Dollars", "千株", "円 銭")] == [
        6,
        3,
        3,
        None,
    ]
    assert [scale_after(text) for text in (" million yen", "億円", "％増", " points", " contracts")] == [
        6,
        8,
        -2,
        -2,
        None,
    ]
