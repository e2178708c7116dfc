"""The figures of several filings as one, and what follows from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.derive.past import Past
from tanshin.report.aspect import Duration
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tests.samples.filings import sample

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))
QUARTER = {
    1: Duration(date(2012, 4, 1), date(2012, 6, 30)),
    2: Duration(date(2012, 7, 1), date(2012, 9, 30)),
    3: Duration(date(2012, 10, 1), date(2012, 12, 31)),
    4: Duration(date(2013, 1, 1), date(2013, 3, 31)),
}
NOW = Duration(date(2013, 4, 1), date(2013, 6, 30))


@pytest.fixture(scope="module")
def filings() -> tuple[Filing, ...]:
    return tuple(sample(name) for name in ("1h-fy2012", "fy2012-annual", "1q-fy2013"))


@pytest.fixture(scope="module")
def past(filings: tuple[Filing, ...]) -> Past:
    *earlier, own = filings
    return Past(own, tuple(earlier), api.figures_of(own))


def millions(past: Past, concept: str, period: Duration, rule: str | None = None) -> tuple[Fraction, bool] | None:
    tree = past.expression(rule) if rule else None
    known = past.known(past.item(concept), period, -6, tree)
    return (known.value / 10**6, known.published) if known else None


def test_what_is_published_is_itself(past: Past) -> None:
    assert millions(past, "Revenues", QUARTER[2]) == (Fraction(26267738, 1000), True)
    assert millions(past, "Revenues", NOW) == (Fraction(26441), True)


def test_the_more_precise_of_two_that_agree_counts(past: Past) -> None:
    """The slides say 106,248 million of the year that the statement of income has in thousands."""
    assert millions(past, "Revenues", YEAR) == (Fraction(106248486, 1000), True)


def test_the_later_of_two_that_differ_counts(filings: tuple[Filing, ...]) -> None:
    half, year, own = filings
    item = Past(own).item("Revenues")
    moved = Report(
        tuple(
            replace(fact, value=Decimal(5_000_000))
            if fact.concept == item.concept and fact.key.period == YEAR
            else fact
            for fact in own.report
        )
    )
    known = Past(replace(own, report=moved), (half, year)).known(item, YEAR, -6)
    assert known
    assert known.value == 5_000_000


def test_a_quarter_follows_from_the_half_and_the_other(past: Past) -> None:
    assert millions(past, "NetworkServicesRevenue", QUARTER[1]) == (Fraction(32258602 - 16167070, 1000), False)
    third = Fraction(106248486 - 51109001 - 29558396, 1000)
    assert millions(past, "Revenues", QUARTER[3]) == (third, False)


def test_what_follows_is_better_than_what_is_published_roughly(past: Past) -> None:
    """The slides round the first quarter of the year before to 24.8 billion."""
    assert millions(past, "Revenues", QUARTER[1]) == (Fraction(51109001 - 26267738, 1000), False)
    coarse = past.known(past.item("Revenues"), QUARTER[1], -8)
    assert coarse
    assert (coarse.value, coarse.published) == (Fraction(24_800_000_000), True)


def test_a_published_increase_leads_to_the_figure(past: Past) -> None:
    base = Fraction(25382614 - 12618608, 1000)
    assert millions(past, "CostOfNetworkServices", NOW) == (base + 478, False)


def test_a_rule_comes_last_and_is_not_published(past: Past) -> None:
    rule = "NetworkServicesRevenue - CostOfNetworkServices"
    assert millions(past, "NetworkServicesGrossMargin", NOW, rule) == (Fraction(3544), True)
    assert millions(past, "NetworkServicesGrossMargin", QUARTER[2], rule) == (
        Fraction(16167070 - 12618608, 1000),
        False,
    )


def test_ratios_and_balances_do_not_add_up_over_time(past: Past) -> None:
    first = past.known(past.item("OperatingIncomeShareOfRevenues"), QUARTER[3], 3)
    assert first is None
    assert past.known(past.item("Assets"), QUARTER[3], -6) is None


def test_nothing_is_invented(past: Past) -> None:
    assert millions(past, "NetCashProvidedByOperatingActivities", NOW) is None
    assert millions(past, "AdjustedEbitda", NOW) is None


def test_only_earlier_filings_are_asked(filings: tuple[Filing, ...]) -> None:
    half, *later = filings
    past = Past(half, tuple(later), api.figures_of(half))
    assert millions(past, "Revenues", YEAR) is None


def test_a_chart_shows_concepts(past: Past) -> None:
    with pytest.raises(ValueError, match="is no concept"):
        past.item("Revenues - CostOfRevenues")
    with pytest.raises(ValueError, match="Revenue"):
        past.item("Revenuse")
