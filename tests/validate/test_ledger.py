"""Forecasts through the filings: what was announced, what a flag says, what came of it; and shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin import api
from tanshin.report.calendar import Calendar
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.validate.history import History
from tanshin.validate.ledger import Group, Ledger
from tanshin.validate.shares import OTHERWISE, share_counts
from tests.samples.filings import NAMES, paper, sample
from tests.validate.test_history import altered, told

HALF, YEAR, SLIDES = "1h-fy2012", "fy2012-annual", "1q-fy2013"


def quarter_before(**changes: Decimal) -> Filing:
    """The first quarter of FY2012 as it could have been announced: with the forecasts of the half, or others."""
    half = sample(HALF)
    facts = (
        replace(one, value=changes[one.concept.local])
        if one.concept.local in changes and any(member.local == "ForecastMember" for _, member in one.key.dimensions)
        else one
        for one in half.report
    )
    calendar = Calendar(half.calendar.year_end, 1, date(2012, 8, 8))
    return replace(half, name="1q", calendar=calendar, announced=date(2012, 8, 8), report=Report(tuple(facts)))


def flagged(group: Group, *, said: bool) -> Filing:
    """The half year with a flag set."""
    half = sample(HALF)
    facts = (replace(one, value=said) if one.concept.local == group.value else one for one in half.report)
    return replace(half, report=Report(tuple(facts)))


def test_targets_of_the_slides_are_those_of_the_annual_release() -> None:
    """In billions there, in millions here; income per share is another, since shares were issued, and is noted."""
    ledger = paper(SLIDES, with_earlier=True).ledger
    changed = [one for one in ledger.entries if not one.agrees]
    assert len(ledger.entries) == 10
    assert [(one.fact.value, one.before.value) for one in changed] == [(Decimal("135.42"), Decimal("148.01"))]
    assert all(ledger.is_said(one) for one in changed)


def test_a_target_that_changed_without_a_word_is_told() -> None:
    slides = sample(SLIDES)
    wrong = altered(slides, "RevenuesTarget", "2013-04-01/2014-03-31", Decimal(117_100_000_000))
    (finding,) = told("TNS321", wrong, sample(YEAR))
    assert "117,100 is printed" in finding.message
    assert "announced 117,000 (millions of JPY)" in finding.message
    silent = replace(slides, footnotes=tuple(one for one in slides.footnotes if one.mark != "*1"))
    figures = api.figures_of(slides)
    (entry,) = (one for one in Ledger(History(silent, (sample(YEAR),)), figures).entries if not one.agrees)
    assert not Ledger(History(silent, (sample(YEAR),)), figures).is_said(entry)


@pytest.mark.parametrize("said", [False, True])
def test_a_flag_says_no_exactly_when_nothing_changed(*, said: bool) -> None:
    half = flagged(Group.RESULTS, said=said)
    same, other = quarter_before(), quarter_before(NetIncomeUS=Decimal(3_900_000_000))
    assert len(told("TNS322", half, same)) == int(said)
    assert len(told("TNS322", half, other)) == int(not said)


@given(
    st.sets(st.sampled_from(["OperatingRevenuesUS", "OperatingIncomeUS", "IncomeBeforeIncomeTaxesUS", "NetIncomeUS"]))
)
def test_the_forecasts_that_changed_are_those_revised(names: set[str]) -> None:
    before = quarter_before(**dict.fromkeys(names, Decimal(1_000_000)))
    flag = next(one for one in Ledger(History(sample(HALF), (before,))).flags if one.group is Group.RESULTS)
    assert {one.fact.concept.local for one in flag.revised} == names


def test_income_per_share_alone_is_no_revision() -> None:
    half, other = flagged(Group.RESULTS, said=False), quarter_before(BasicNetIncomePerShareUS=Decimal("90.00"))
    assert told("TNS322", half, other) == []


def test_a_dividend_forecast_is_followed_into_what_was_decided() -> None:
    half = flagged(Group.DIVIDENDS, said=False)
    assert told("TNS322", half, quarter_before()) == []
    (finding,) = told("TNS322", half, quarter_before(DividendPerShare=Decimal("7.77")))
    assert "8.75" in finding.message


def test_without_the_quarter_before_no_flag_is_judged() -> None:
    assert len(told("TNS323", sample(HALF), sample("fy2009-annual"))) == 2
    assert told("TNS323", sample(HALF), quarter_before()) == []


def test_results_are_measured_against_the_forecast_of_the_half() -> None:
    found = {one.fact.concept.local: one for one in paper(YEAR, with_earlier=True).ledger.outcomes}
    assert found["NetIncomeUS"].share == Fraction(5_301 - 4_000, 4_000)
    assert abs(found["OperatingRevenuesUS"].share) < found["OperatingRevenuesUS"].limit == Fraction(1, 10)
    assert [one.concept for one in told("TNS324", sample(YEAR), sample(HALF))] == [
        "tse-ed-t:DividendPerShare",
        "tse-ed-t:NetIncomeUS",
    ]


def test_shares_are_explained_but_for_a_rest() -> None:
    found = list(share_counts(History(sample(SLIDES), tuple(map(sample, NAMES[:3])))))
    assert [(one.opening, one.unexplained) for one in found] == [(Decimal(41_295_600), Decimal(2_200))]
    assert all(one.is_explicable for one in found)


@given(st.integers(-(10**6), 10**6))
def test_more_than_options_bring_and_less_than_was_issued_is_told(rest: int) -> None:
    number = Decimal(46_695_600 + rest)
    changed = altered(sample(SLIDES), "SharesIssued", "2013-08-06", number, "shares")
    (one,) = share_counts(History(changed, (sample(YEAR),)))
    assert one.unexplained == rest
    assert one.is_explicable == (0 <= rest <= 41_295_600 // OTHERWISE)


def test_a_split_explains_two_hundredfold_shares() -> None:
    """The half has the shares of March 2012 as if they had been split then; a filing before the split has fewer."""
    half = sample(HALF)
    old = altered(half, "SharesIssued", "2012-09-30", Decimal(206_478), "shares")
    old = replace(old, announced=date(2012, 9, 30))
    found = [
        one for one in share_counts(History(sample(YEAR), (old,))) if str(one.before.fact.key.period) == "2012-09-30"
    ]
    assert [(one.opening, one.unexplained) for one in found] == [(Decimal(41_295_600), Decimal(0))]
