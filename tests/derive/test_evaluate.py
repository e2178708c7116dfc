from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.derive.evaluate import Outcome, Question, evaluate
from tanshin.derive.expression import parse_expression
from tanshin.derive.lookup import Lookup, a_year_before, record_date
from tanshin.derive.names import Scope
from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import JPY, Duration, Instant, parse_period
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.issuer import AdsRatio, Split
from tanshin.report.report import Report
from tanshin.report.unit import unit_of
from tanshin.resources import samples_dir, taxonomy_dir

YEAR = "2012-04-01/2013-03-31"
LAST_YEAR = "2011-04-01/2012-03-31"


@cache
def sample() -> Filing:
    return read_filing(samples_dir() / "iij" / "fy2012-annual", taxonomy_dir())


@cache
def lookup() -> Lookup:
    return Lookup(sample())


def fact(name: str, period: str, value: int | str | None) -> Fact:
    """``Assets``, ``Equity[CommonStockMember]`` or ``tse.NetIncomeUS`` as the sample's taxonomies have it."""
    filing = sample()
    item = Scope(filing.taxonomy, filing.form_taxonomy, frozenset()).item(
        name.removeprefix("tse.").partition("[")[0],
        tuple(name.partition("[")[2].rstrip("]").split(", ")) if "[" in name else (),
        of_form=name.startswith("tse."),
    )
    at = parse_period(period)
    if item.of_form:
        key = next(key for key in lookup().form_keys(item.concept, at) if {*item.dimensions} <= {*key.dimensions})
    else:
        unit = unit_of(filing.dts.concepts[item.concept], JPY)
        key = Key(item.concept, filing.entity, at, unit, item.dimensions)
    return Fact(key, None if value is None else Decimal(value), 0)


def ask(text: str, *facts: Fact, period: str = YEAR, filing: Filing | None = None) -> Outcome:
    filing = replace(filing or sample(), report=Report(facts))
    tree = parse_expression(text, Scope(filing.taxonomy, filing.form_taxonomy, frozenset()))
    return evaluate(tree, Question(Lookup(filing), {}, parse_period(period)))


numbers = st.integers(0, 10**15)
texts = st.recursive(
    numbers.map(str),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner), inner.map("-{}".format)
    ),
    max_leaves=15,
)


@given(texts)
def test_arithmetic_is_that_of_fractions(text: str) -> None:
    outcome = ask(text)
    try:
        expected = _by_python(text)
    except ZeroDivisionError:
        expected = None
    assert outcome == Outcome(expected)


def _by_python(text: str) -> Fraction:
    return Fraction(eval(re.sub(r"\d+", r"Fraction(\g<0>)", text), {"Fraction": Fraction}))  # noqa: S307


def test_a_concept_is_asked_over_the_period_or_at_its_end() -> None:
    facts = (fact("Revenues", YEAR, 7), fact("Assets", "2013-03-31", 5), fact("Assets", "2012-03-31", 3))
    assert ask("Revenues", *facts) == Outcome(Fraction(7), ((f"Revenues {YEAR}", Fraction(7)),))
    assert ask("Assets", *facts).inputs == (("Assets 2013-03-31", Fraction(5)),)
    assert ask("opening(Assets)", *facts).value == 3
    assert ask("average(Assets)", *facts) == Outcome(
        Fraction(4), (("Assets 2012-03-31", Fraction(3)), ("Assets 2013-03-31", Fraction(5)))
    )
    assert ask("Assets", *facts, period="2012-03-31").value == 3


def test_a_year_earlier_is_the_same_months() -> None:
    facts = (
        fact("Revenues", LAST_YEAR, 7),
        fact("Assets", "2012-03-31", 5),
        fact("Assets", "2011-03-31", 3),
        fact("Revenues", "2012-01-01/2012-03-31", 2),
    )
    assert ask("prior(Revenues)", *facts).value == 7
    assert ask("prior(Assets)", *facts).value == 5
    assert ask("prior(opening(Assets))", *facts).value == 3
    assert ask("prior(average(Assets))", *facts).value == 4
    assert ask("prior(Revenues)", *facts, period="2013-01-01/2013-03-31").value == 2


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2012-04-01/2012-09-30", "2011-04-01/2011-09-30"),
        ("2012-02-01/2012-02-29", "2011-02-01/2011-02-28"),
        ("2011-02-01/2011-02-28", "2010-02-01/2010-02-28"),
        ("2013-02-01/2013-02-28", "2012-02-01/2012-02-29"),
        ("2012-03-01/2013-02-28", "2011-03-01/2012-02-29"),
        ("2012-06-21/2013-06-20", "2011-06-21/2012-06-20"),
        ("2013-02-28", "2012-02-29"),
        ("2013-03-31", "2012-03-31"),
    ],
)
def test_a_year_earlier_keeps_the_ends_of_months(period: str, before: str) -> None:
    assert a_year_before(parse_period(period)) == parse_period(before)


@given(st.dates(date(1990, 1, 2), date(2090, 1, 1)), st.integers(0, 800))
def test_a_year_earlier_closes_when_it_should(first: date, days: int) -> None:
    period = Duration(first, date.fromordinal(first.toordinal() + days))
    before = a_year_before(period)
    assert isinstance(before, Duration)
    assert before.closing == a_year_before(period.closing)
    assert before.opening == a_year_before(period.opening)


def test_members_are_asked_for_by_name() -> None:
    facts = (
        fact("Equity", "2013-03-31", 10),
        fact("Equity[NoncontrollingInterestMember]", "2013-03-31", -2),
    )
    assert ask("Equity - Equity[NoncontrollingInterestMember]", *facts) == Outcome(
        Fraction(12),
        (
            ("Equity 2013-03-31", Fraction(10)),
            ("Equity[NoncontrollingInterestMember] 2013-03-31", Fraction(-2)),
        ),
    )


def test_the_form_says_which_members_its_elements_have() -> None:
    forecast = fact("tse.NetIncomeUS", "2013-04-01/2014-03-31", 9)
    assert [member.local for _, member in forecast.key.dimensions] == ["ConsolidatedMember", "ForecastMember"]
    assert ask("tse.NetIncomeUS", forecast, period="2013-04-01/2014-03-31").value == 9
    year_end = fact("tse.DividendPerShare[YearEndMember]", YEAR, 10)
    assert ask("tse.DividendPerShare[YearEndMember]", year_end).value == 10
    assert ask("tse.DividendPerShare[SecondQuarterMember]", year_end).needs == (
        f"tse.DividendPerShare[SecondQuarterMember] {YEAR}",
    )
    assert ask("prior(tse.NetIncomeUS)", forecast).needs == (f"tse.NetIncomeUS {LAST_YEAR}",)


def test_what_is_missing_is_named_once_and_leaves_no_value() -> None:
    outcome = ask("Revenues / Assets + prior(Revenues) * 0 - Revenues", fact("Assets", "2013-03-31", 5))
    assert outcome == Outcome(
        None, (("Assets 2013-03-31", Fraction(5)),), (f"Revenues {YEAR}", f"Revenues {LAST_YEAR}")
    )


NIL = fact("Revenues", YEAR, None)


@pytest.mark.parametrize(
    "text", ["Revenues", "-Revenues", "Revenues + 1", "0 * Revenues", "1 / (1 - 1)", "0 / 0", "1 / (1 / 0)"]
)
def test_nil_and_division_by_zero_have_no_value(text: str) -> None:
    outcome = ask(text, NIL)
    assert outcome.value is None
    assert not outcome.needs


def test_a_total_takes_nil_for_none() -> None:
    assert ask("total(Revenues, 2, 3)", NIL).value == 5
    assert ask("total(Revenues, 1 / 0)", NIL) == Outcome(None)
    assert ask("total(Revenues, 2, Assets)", NIL).needs == ("Assets 2013-03-31",)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (110, 100, Fraction(1, 10)),
        (50, 100, Fraction(-1, 2)),
        (100, 100, Fraction(0)),
        (-1, 100, None),
        (100, -1, None),
        (-50, -100, None),
        (100, 0, None),
        (0, 100, None),
    ],
)
def test_a_change_from_or_to_a_loss_has_no_meaning(now: int, before: int, expected: Fraction | None) -> None:
    assert ask(f"change({now}, {before})").value == expected


@given(numbers, numbers)
def test_a_change_leads_from_one_to_the_other(now: int, before: int) -> None:
    change = ask(f"change({now}, {before})").value
    assert (change is None) == (now == 0 or before == 0)
    assert change is None or before * (1 + change) == now


def test_a_ratio_to_nothing_has_no_meaning() -> None:
    assert ask("ratio(-3, 4)").value == Fraction(-3, 4)
    assert ask("ratio(3, 0)").value is None
    assert ask("ratio(3, -4)").value is None


def test_the_first_that_lacks_nothing_is_taken() -> None:
    assets = fact("Assets", "2013-03-31", 5)
    assert ask("first(Revenues, Assets, 1)", assets) == Outcome(Fraction(5), (("Assets 2013-03-31", Fraction(5)),))
    assert ask("first(Revenues, 2)", NIL).value is None  # nil is an answer
    assert ask("first(Revenues + prior(Revenues), Inventories, Goodwill)").needs == ("Inventories 2013-03-31",)


def test_steady_is_what_did_not_move() -> None:
    facts = (
        fact("SharesIssued", "2013-03-31", 100),
        fact("TreasuryStockShares", "2013-03-31", 10),
        fact("WeightedAverageSharesBasic", YEAR, 90),
    )
    same = ask("steady(SharesIssued - TreasuryStockShares, WeightedAverageSharesBasic)", *facts)
    assert same.value == 90
    moved = ask("steady(SharesIssued, WeightedAverageSharesBasic)", *facts)
    assert moved.value is None
    assert moved.needs == (f"how SharesIssued 2013-03-31 stood during {YEAR}",)
    assert ask("steady(SharesIssued, Revenues)", *facts).needs == (f"Revenues {YEAR}",)


def split_on(day: date, *more: date) -> Filing:
    issuer = replace(sample().issuer, splits=tuple(Split(one, 10) for one in (day, *more)))
    return replace(sample(), issuer=issuer, announced=date(2013, 5, 15))


@pytest.mark.parametrize(
    ("effective", "second_quarter", "year_end", "last_year_end"),
    [
        (date(2011, 10, 1), 1, 1, 1),
        (date(2012, 3, 31), 1, 1, 1),  # in force at the end of the last record date
        (date(2012, 4, 1), 1, 1, 10),
        (date(2012, 9, 30), 1, 1, 10),
        (date(2012, 10, 1), 10, 1, 10),
        (date(2013, 3, 31), 10, 1, 10),
        (date(2013, 4, 1), 10, 10, 10),  # after the year, before the announcement: restated too
        (date(2013, 5, 15), 10, 10, 10),
        (date(2013, 5, 16), 1, 1, 1),  # not yet
    ],
)
def test_a_dividend_is_of_the_share_of_its_record_date(
    effective: date, second_quarter: int, year_end: int, last_year_end: int
) -> None:
    filing = split_on(effective)
    assert ask("split(6)", filing=filing).value == second_quarter
    assert ask("split(12)", filing=filing).value == year_end
    assert ask("prior(split(12))", filing=filing).value == last_year_end


def test_splits_multiply() -> None:
    assert ask("split(6)", filing=split_on(date(2012, 10, 1), date(2013, 1, 1))) == Outcome(
        Fraction(100), (("shares for one of 2012-09-30", Fraction(100)),)
    )


@given(st.integers(1, 12))
def test_a_record_date_is_the_end_of_a_month(months: int) -> None:
    period = Duration(date(2011, 4, 1), date(2012, 3, 31))
    assert record_date(period, months) == date(2011 + (months > 9), (months + 2) % 12 + 1, 1).replace(
        day=[30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31][months - 1]
    )


def test_an_ads_is_what_it_is_on_the_day_of_the_announcement() -> None:
    ratios = (AdsRatio(date(2005, 10, 11), Fraction(1, 400)), AdsRatio(date(2012, 10, 1), Fraction(1, 2)))
    filing = replace(sample(), issuer=replace(sample().issuer, ads=ratios))
    assert ask("ads()", filing=filing).value == Fraction(1, 2)
    assert ask("prior(ads())", filing=filing).value == Fraction(1, 2)
    assert ask("ads()", filing=replace(filing, announced=date(2012, 5, 15))).value == Fraction(1, 400)
    none = replace(sample(), issuer=replace(sample().issuer, ads=()))
    assert ask("ads() * 2", filing=none).needs == ("the ADS ratio on 2013-05-15",)


def test_what_only_a_period_has_is_not_asked_of_an_instant() -> None:
    for text in ("Revenues", "split(6)", "opening(Assets)", "average(Assets)"):
        with pytest.raises(ValueError, match="2013-03-31"):
            ask(text, period="2013-03-31")
    assert Instant(date(2013, 3, 31)) == parse_period("2013-03-31")


def test_a_year_is_twelve_months_from_the_start_of_the_period() -> None:
    half = "2012-04-01/2012-09-30"
    facts = (fact("Revenues", YEAR, 7), fact("Revenues", LAST_YEAR, 5), fact("Assets", "2013-03-31", 3))
    assert ask("year(Revenues)", *facts, period=half).value == 7
    assert ask("prior(year(Revenues))", *facts, period=half).value == 5
    assert ask("year(Assets)", *facts, period=half).value == 3
    assert ask("year(Revenues)", *facts).value == 7
