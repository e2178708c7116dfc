"""Facts as the eye sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.document.display import show
from tanshin.document.model import Format
from tanshin.report.aspect import JPY, Entity, Instant
from tanshin.report.fact import Fact, Key, Value
from tanshin.values.number import parse_number
from tanshin.values.qname import QName


def fact(value: Value, decimals: int | None = None) -> Fact:
    key = Key(QName("http://example.com", "Item", "ex"), Entity("s", "1"), Instant(date(2013, 3, 31)), JPY)
    return Fact(key, value, decimals)


@pytest.mark.parametrize(
    ("value", "decimals", "scale", "ja", "en"),
    [
        (Decimal(12_258_872_000), -3, 3, "12,258,872", "12,258,872"),
        (Decimal(-5_946_000_000), -6, 6, "△5,946", "(5,946)"),
        (Decimal("0.164"), 3, -2, "16.4", "16.4"),
        (Decimal("-0.003"), 3, -2, "△0.3", "(0.3)"),
        (Decimal("1750.00"), 2, 0, "1,750.00", "1,750.00"),
        (Decimal(0), -3, 3, "0", "0"),
        (  # more digits than the decimal module keeps unless told to
            Decimal(-1234567890123456789012345678901234567890000),
            -3,
            3,
            "△1,234,567,890,123,456,789,012,345,678,901,234,567,890",
            "(1,234,567,890,123,456,789,012,345,678,901,234,567,890)",
        ),
        (None, None, 3, "―", "-"),
    ],
)
def test_numbers(value: Decimal | None, decimals: int | None, scale: int, ja: str, en: str) -> None:
    assert show(fact(value, decimals), "ja", scale=scale).display == ja
    assert show(fact(value, decimals), "en", scale=scale).display == en


def test_a_negated_place_prints_the_other_sign() -> None:
    payment = fact(Decimal(5_588_815_000), -3)
    assert show(payment, "en", scale=3, negated=True).display == "(5,588,815)"
    assert show(fact(Decimal(-5_588_815_000), -3), "ja", scale=3, negated=True).display == "5,588,815"
    assert show(fact(Decimal(0), -3), "ja", scale=3, negated=True).display == "0"


def test_flags_days_and_words() -> None:
    assert [show(fact(flag), lang).display for flag in (True, False) for lang in ("ja", "en")] == [
        "有",
        "Yes",
        "無",
        "None",
    ]
    assert show(fact(date(2013, 5, 15)), "ja").display == "平成25年5月15日"
    assert show(fact(date(2013, 5, 15)), "en").format is Format.LONG_DATE
    assert show(fact("鈴木"), "ja").format is None


def test_nothing_is_rounded_on_the_way() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        show(fact(Decimal(1_234_567), -3), "ja", scale=3)


@given(st.integers(-(10**15), 10**15), st.sampled_from([0, 3, 6]), st.sampled_from(["ja", "en"]), st.booleans())
def test_what_is_printed_reads_back_as_the_fact(units: int, scale: int, lang: str, negated: bool) -> None:
    value = Decimal(units).scaleb(scale)
    run = show(fact(value, -scale), lang, scale=scale, negated=negated)
    read = parse_number(run.display)
    assert read.value is not None
    assert read.value.scaleb(run.scale) == (-value if negated else value)
