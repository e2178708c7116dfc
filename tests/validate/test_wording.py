"""Figures and arithmetic as a message shows them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE, Entity, Unit, parse_period
from tanshin.report.fact import Fact, Key
from tanshin.validate.wording import Scale, counted, scale_of, spelled, unit_words
from tanshin.values.message import spoken
from tanshin.values.qname import QName
from tests.findings.gallery import BASE, lay_out


def fact(value: str | None, decimals: int | None, unit: Unit = JPY) -> Fact:
    key = Key(QName("n", "A"), Entity("s", "e"), parse_period("2013-03-31"), unit)
    return Fact(key, None if value is None else Decimal(value), decimals)


@pytest.mark.parametrize(
    ("scale", "value", "shown"),
    [
        (Scale(3), "1234000", "1,234"),
        (Scale(3), "-1234000", "(1,234)"),
        (Scale(3), "1234500", "1,234.5"),
        (Scale(6), "100", "0.0001"),
        (Scale(0, 2), "130.7", "130.70"),
        (Scale(-2, 1), "0.092", "9.2"),
        (Scale(), "0", "0"),
        (Scale(3), "1E+6", "1,000"),
    ],
)
def test_a_figure_is_shown_in_its_scale(scale: Scale, value: str, shown: str) -> None:
    assert scale.show(Decimal(value)) == shown


def test_a_sum_is_shown_with_its_signs() -> None:
    terms = [(Decimal(1000), Decimal(1)), (Decimal(2000), Decimal(-1)), (Decimal(-3000), Decimal(-1))]
    assert Scale(3).add(terms) == "1 - 2 + 3"
    assert Scale().add([(Decimal(-5), Decimal(1)), (Decimal(-5), Decimal(1))]) == "-5 - 5"
    assert Scale().add([(Decimal(5), Decimal(2)), (Decimal(0), Decimal(-1))]) == "2 x 5 + 0"
    assert Scale().add([]) == ""


def test_distance_has_a_direction() -> None:
    assert Scale(3).apart(Decimal(45000)) == "45 more"
    assert Scale(3).apart(Decimal(-1000)) == "1 less"


@pytest.mark.parametrize(
    ("facts", "scale", "words"),
    [
        ([fact("1000", -3), fact("2000", -3)], Scale(3), " (thousands of JPY)"),
        ([fact("1000000", -6), fact("2000", -3)], Scale(3), " (thousands of JPY)"),
        ([fact("1000000", -6), fact(None, None)], Scale(6), " (millions of JPY)"),
        ([fact("7", None)], Scale(), " (JPY)"),
        ([fact("130.76", 2, JPY_PER_SHARE)], Scale(0, 2), " (JPY/shares)"),
        ([fact("0.5", 3, PURE)], Scale(0, 3), ""),
    ],
)
def test_the_scale_is_that_of_the_finest_figure(facts: list[Fact], scale: Scale, words: str) -> None:
    assert scale_of(facts) == scale
    assert unit_words(facts[0], scale) == words


def test_counts_agree_with_their_nouns() -> None:
    assert [counted(number, "figure") for number in (0, 1, 2)] == ["0 figures", "1 figure", "2 figures"]


def test_messages_can_be_printed_on_a_japanese_console() -> None:
    text = Scale(3).add([(Decimal(1000), Decimal(-1)), (Decimal(-2000), Decimal(2))])
    assert text.encode("cp932")


@pytest.mark.parametrize(
    ("words", "japanese"),
    [
        ("Cash 2013-03-31", "現金 2013-03-31"),
        ("Equity[CommonStockMember] 2012-04-01/2013-03-31", "資本［資本金 [メンバー]］ 2012-04-01/2013-03-31"),
        ("tse.TotalAssetsUS 2013-03-31", "総資産 2013-03-31"),
        ("Nowhere 2013-03-31", "Nowhere 2013-03-31"),
        ("the exchange rate", "the exchange rate"),
    ],
)
def test_what_an_expression_calls_a_fact_speaks_both_languages(words: str, japanese: str, tmp_path: Path) -> None:
    lay_out(BASE, tmp_path)
    filing = read_filing(tmp_path / "example" / "annual", tmp_path / "taxonomy", "example/annual")
    said = spelled(words, filing)
    assert said == words
    assert spoken(said, "ja", {}) == japanese
