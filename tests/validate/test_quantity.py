"""Figures in sentences and cells, and the numerals that are none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.calendar import Calendar
from tanshin.validate.no_figure import Kind
from tanshin.validate.quantity import Quantity, quantities

CALENDAR = Calendar(date(2013, 3, 31))


def found(text: str) -> tuple[Quantity, ...]:
    return quantities(text, CALENDAR)[0]


def told(one: Quantity) -> str:
    """A figure in short: its sign, digits, scale and measure."""
    sign = {1: "+", -1: "-", 0: ""}[one.sign]
    scale = "" if one.scale is None else f"e{one.scale}"
    share = "/share" if one.per_share else ""
    return f"{sign}{one.value}{scale} {one.measure}{share}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenues were JPY106,248 million, up 9.2% YoY.", ["106248e6 JPY", "+9.2 %"]),
        ("cash decreased by JPY1,278 million", ["-1278e6 JPY"]),
        ("a decrease of ¥1.2 billion", ["-1.2e9 JPY"]),
        ("($1,128.4 million, down 1.0%)", ["1128.4e6 USD", "-1.0 %"]),
        ("US$ 82 thousand", ["82e3 USD"]),
        ("13.3 per cent, down 0.7 points", ["13.3 %", "-0.7 points"]),
        ("Gross margin ratio: 19.0% (down 0.4 Pt. YoY)", ["19.0 %", "-0.4 points"]),
        ("JPY22.00 per share of common stock", ["22.00 JPY/share"]),
        ("1株当たり当期純利益は130.76円", ["130.76 JPY/share"]),
        ("売上高は106,248百万円（前期比9.2％増）", ["106248e6 JPY", "+9.2 %"]),
        ("1,062億48百万円", ["106248e6 JPY"]),
        ("営業利益94億円、△1.9％", ["94e8 JPY", "-1.9 %"]),
        ("０.７ポイント低下し、１２，３４５千円減", ["-0.7 points", "-12345e3 JPY"]),
        ("(1,234)", ["-1234"]),
        ("(4.4%)", ["-4.4 %"]),
        ("▲1,234", ["-1234"]),
        ("+6.4%", ["+6.4 %"]),
        ("3,741 (15.1%)", ["3741", "15.1 %"]),
        ("allowance of JPY 107,919 thousand and 93,934 thousand", ["107919e3 JPY", "93934e3"]),
        ("758,800 shares and 29,209 contracts", ["758800 count", "29209 count"]),
        ("1,218.7Gbps", ["1218.7 count"]),
        ("契約数は114,614件", ["114614 count"]),
        ("- 77% of revenues", ["77 %"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert [told(one) for one in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("for the fiscal year ended March 31, 2013", Kind.DATE),
        ("in 2Q12, 1H12 and FY2012", Kind.DATE),
        ("平成25年3月期、2012年度第4四半期、6か月", Kind.DATE),
        ("Founded in 1992", Kind.DATE),
        ("Tel: +81-3-5259-6500", Kind.ADDRESS),
        ("http://example.com/2013/4", Kind.ADDRESS),
        ("under ASC 820 and ASU 2011-05", Kind.STANDARD),
        ("1. Results", Kind.NUMBER),
        ("(2) Financial position", Kind.NUMBER),
        ("Stock code number: 3774", Kind.NUMBER),
        ("IPv6 and LTE4", Kind.NAME),
        ("IP Service (100Mbps-999Mbps)", Kind.NAME),
        ("a 1:200 stock split", Kind.SPLIT),
        ("普通株式1株につき200株の割合", Kind.SPLIT),
        ("per US$1.00", Kind.ONE),
        ("exceeded JPY100 billion", Kind.BOUND),
        ("Services^12 and services²", Kind.MARK),
    ],
)
def test_what_is_no_figure(text: str, kind: Kind) -> None:
    figures, others = quantities(text, CALENDAR)
    assert figures == ()
    assert {one.kind for one in others} == {kind}


def test_names_of_the_issuer_are_no_figures() -> None:
    figures, (name,) = quantities("Model 7 sold 8 units", CALENDAR, ("Model 7",))
    assert [one.text for one in figures] == ["8"]
    assert name.kind is Kind.NAME


@given(st.integers(1, 10**9), st.sampled_from(["JPY{} million", "{}百万円", "${} million"]))
def test_what_is_printed_is_read(number: int, frame: str) -> None:
    text = frame.format(f"{number:,}")
    (one,) = found(f"It was {text}.")
    assert one.text == text
    assert one.value == number


@given(st.text(alphabet="0123456789,.()-△%JPY$百万円億 平成年月日件第^*:/", max_size=60))
def test_any_text_is_read(text: str) -> None:
    line = " ".join(text.split())
    figures, others = quantities(line, CALENDAR)
    for one in figures:
        assert 0 <= one.start < one.end <= len(line)
    for other in others:
        assert any("0" <= letter <= "9" for letter in line[other.start : other.end]) or other.kind is Kind.MARK
