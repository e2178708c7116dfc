"""What texts state in figures, and how two languages differ."""

from __future__ import annotations

from datetime import date

import pytest

from tanshin.report.calendar import Calendar
from tanshin.validate.stated import PLACE, Known, stated

CALENDAR = Calendar(date(2013, 3, 31))


def apart(english: str, japanese: str, *known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    one, other = stated(english, "en", CALENDAR, known), stated(japanese, "ja", CALENDAR, known)
    return one.without(other), other.without(one)


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("JPY106.2 billion, up 9.2%", "1,062億円（9.2％増）"),
        ("JPY106,248 million", "106,248百万円"),
        ("down 0.7 points", "0.7ポイント低下"),
        ("Millions of JPY", "百万円"),
        ("Thousands of U.S. Dollars", "千米ドル"),
        ("split 200 for 1 on October 1, 2012", "平成24年10月1日に1株を200株に分割"),
        ("Fiscal Year Ended March 31, 2013", "自　平成24年4月1日　至　平成25年3月31日"),
        ("Fiscal Year Ending March 31, 2013", "通期"),
        ("borrowings over three months", "3ヶ月超の借入金"),
        ("(Amounts of less than JPY one million are rounded)", "（百万円未満四捨五入）"),
    ],
)
def test_the_same_in_other_words(english: str, japanese: str) -> None:
    assert apart(english, japanese) == ((), ())


@pytest.mark.parametrize(
    ("english", "japanese", "only"),
    [
        ("JPY106.2 billion", "10,620億円", (("106200000000",), ("1062000000000",))),
        ("up 9.2%", "9.2％減", (("up 9.2%",), ("down 9.2%",))),
        ("up 1.0%", "1.0ポイント上昇", (("up 1%",), ("up 1 points",))),
        ("Millions of JPY", "千円", (("10^6 JPY",), ("10^3 JPY",))),
        ("March 31, 2013", "平成24年3月31日", (("2013-03-31",), ("2012-03-31",))),
        ("625 ATMs", "652台", (("625",), ("652",))),
    ],
)
def test_differences(english: str, japanese: str, only: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert apart(english, japanese) == only


def test_words_around_a_tagged_figure_scale_it() -> None:
    known = Known("106,248", is_negative=False, scale=6)
    assert apart(f"JPY{PLACE} million", f"{PLACE}百万円", known) == ((), ())
    assert apart(f"JPY{PLACE} million", f"{PLACE}千円", known) == (("106248000000",), ("106248000",))
