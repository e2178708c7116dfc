"""Flows across periods and filings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.report.aspect import JPY, Duration
from tanshin.report.fact import Fact, Key
from tanshin.validate.check import check
from tanshin.validate.history import History, Published
from tanshin.validate.increases import Meeting, Rate
from tanshin.validate.periods import Implied, Periods, PeriodSum, Way
from tanshin.values.qname import QName
from tests.samples.filings import NAMES, paper, sample
from tests.validate.test_history import altered, told

YEAR, HALF = "fy2012-annual", "1h-fy2012"
THIRD = Duration(date(2012, 10, 1), date(2012, 12, 31))


def periods(name: str) -> Periods:
    return Periods(History(sample(name), tuple(map(sample, NAMES[: NAMES.index(name)]))))


def test_the_chain_of_cash_is_closed_through_the_third_quarters() -> None:
    """Of both years: the half from one filing, the year and its last quarter from another."""
    found = periods(YEAR).bridges
    assert all(one.holds and not one.difference for one in found)
    spans = {(str(one.opening.fact.key.period), str(one.closing.fact.key.period)) for one in found}
    assert {("2012-09-30", "2012-12-31"), ("2011-09-30", "2011-12-31")} <= spans
    third = next(one for one in found if str(one.closing.fact.key.period) == "2012-12-31")
    assert third.way.value == Decimal(-1_022_154_000)


def test_a_broken_chain_of_cash_is_an_error() -> None:
    wrong = altered(sample(YEAR), "CashAndCashEquivalents", "2012-12-31", Decimal(10_648_297_000))
    (finding,) = told("TNS311", wrong, sample(HALF))
    assert (finding.expected, finding.actual) == (Decimal(10_648_296_000), Decimal(10_648_297_000))


def test_every_line_implies_a_plausible_third_quarter() -> None:
    implied = periods(YEAR).implied
    assert sum(one.period == THIRD for one in implied) == 78
    assert not any(one.sign_is_odd or one.size_is_odd for one in implied)


def test_a_year_with_another_first_digit_implies_no_plausible_quarter() -> None:
    period = "2012-04-01/2013-03-31"
    wrong = altered(sample(YEAR), "SystemsOperationAndMaintenanceRevenue", period, Decimal(31_380_158_000))
    found = told("TNS313", wrong, sample(HALF))
    assert any("2012-10-01/2012-12-31" in finding.message for finding in found)


def test_the_third_quarter_is_missing_only_without_the_half() -> None:
    assert told("TNS314", sample(YEAR), sample(HALF)) == []
    assert len(told("TNS314", sample(YEAR))) == 4  # two statements in two years


def test_quarters_of_the_slides_add_up_with_what_was_published() -> None:
    sums = periods("1q-fy2013").sums
    assert len(sums) == 15
    assert all(one.holds for one in sums)
    wrong = altered(
        sample("1q-fy2013"),
        "EquityInNetIncomeOfEquityMethodInvestees",
        "2012-10-01/2012-12-31",
        Decimal(94_000_000),
    )
    (finding,) = told("TNS312", wrong, *map(sample, NAMES[:3]))
    assert finding.expected is not None
    assert "2012-10-01/2012-12-31" in finding.message


def test_increases_of_the_slides_lead_to_one_figure() -> None:
    """The figures of the quarter stand in charts that are lost; the increases from two sides agree all the same."""
    ties = paper("1q-fy2013", with_earlier=True).ties
    assert (sum(isinstance(one, Meeting) for one in ties), sum(isinstance(one, Rate) for one in ties)) == (8, 16)
    assert all(one.holds for one in ties)
    assert paper("1q-fy2013").ties == ()


def test_an_increase_that_leads_elsewhere_is_told() -> None:
    slides = sample("1q-fy2013")
    (one, *_) = (one for one in paper("1q-fy2013", with_earlier=True).ties if isinstance(one, Meeting))
    fact = one.other.fact
    assert isinstance(fact.value, Decimal)
    wrong = altered(slides, fact.concept.local, str(fact.key.period), fact.value + 30_000_000)
    figures = paper("1q-fy2013").figures
    said = [one for one in check(wrong, figures, tuple(map(sample, NAMES[:3]))).findings if one.code == "TNS315"]
    assert any("leads to" in finding.message for finding in said)


QUARTERS = tuple(
    Duration(*days)
    for days in (
        (date(2012, 4, 1), date(2012, 6, 30)),
        (date(2012, 7, 1), date(2012, 9, 30)),
        (date(2012, 10, 1), date(2012, 12, 31)),
        (date(2013, 1, 1), date(2013, 3, 31)),
    )
)


def published(value: int, period: Duration, table: str = "income-statement", decimals: int = -3) -> Published:
    key = Key(QName("urn:x", "X"), sample(YEAR).entity, period, JPY)
    return Published(Fact(key, Decimal(value), decimals, table), sample(YEAR))


@given(st.lists(st.integers(-(10**12), 10**12), min_size=4, max_size=4), st.integers(1, 10**6))
def test_quarters_make_the_year_exactly_or_not(values: list[int], off: int) -> None:
    way = Way(tuple((published(value, period), 1) for value, period in zip(values, QUARTERS, strict=True)))
    year = Duration(QUARTERS[0].first, QUARTERS[3].last)
    assert PeriodSum(published(sum(values), year), way).holds
    assert not PeriodSum(published(sum(values) + off, year), way).holds


@given(st.lists(st.integers(-(10**12), 10**12), min_size=4, max_size=4))
def test_rounded_quarters_make_the_rounded_year(values: list[int]) -> None:
    """Whatever the amounts are, rounding each by itself is never told."""
    table = sample(YEAR).details[0].id
    million = [round(value, -6) for value in values]
    way = Way(tuple((published(value, one, table, -6), 1) for value, one in zip(million, QUARTERS, strict=True)))
    year = Duration(QUARTERS[0].first, QUARTERS[3].last)
    assert PeriodSum(published(round(sum(values), -6), year, table, -6), way).holds


@given(st.lists(st.integers(100, 200), min_size=3, max_size=7), st.integers(-1000, 1000))
def test_a_quarter_between_half_of_the_least_and_twice_the_greatest_is_plausible(others: list[int], value: int) -> None:
    way = Way(((published(value, THIRD), 1),))
    one = Implied(THIRD, way, tuple(map(Decimal, others)))
    assert one.size_is_odd == (not min(others) / 2 <= value <= 2 * max(others))


def test_lines_that_move_freely_are_not_judged() -> None:
    way = Way(((published(-9000, THIRD), 1),))
    assert not Implied(THIRD, way, tuple(map(Decimal, (100, 900, 50, -20, 7)))).size_is_odd
    assert not Implied(THIRD, way, tuple(map(Decimal, (100, 900, 50, 20)))).sign_is_odd  # too few to tell
    assert Implied(THIRD, way, tuple(map(Decimal, (100, 900, 50, 20, 7)))).sign_is_odd


def test_a_way_counts_nil_as_nothing() -> None:
    nil = published(1, THIRD)
    assert Way(((replace(nil, fact=replace(nil.fact, value=None)), 1), (published(7, THIRD), -1))).value == -7
