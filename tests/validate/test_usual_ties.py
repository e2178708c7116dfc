"""Balances and the flows that move them, limits, sums of rounded figures, and the parts of a period."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.report.aspect import Duration, parse_period
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.validate.calculation import number
from tanshin.validate.equation import Equation
from tanshin.validate.registry import run
from tanshin.validate.rounded import _partitions, spans, totals
from tanshin.validate.rules import identity, tie
from tanshin.validate.workpaper import Workpaper
from tests.samples.filings import paper, sample


def told(one: Filing) -> list[str]:
    """The codes of what the ties of a filing give rise to."""
    return [finding.code for finding in run((*identity.RULES, *tie.RULES), Workpaper(one))]


def changed(name: str, concept: str, period: str, value: int) -> Filing:
    """A sample in which one figure in yen is another one."""
    filing = sample(name)

    def change(fact: Fact) -> Fact:
        is_meant = (fact.concept.local, str(fact.key.period), str(fact.key.unit)) == (concept, period, "JPY")
        return replace(fact, value=Decimal(value)) if is_meant and not fact.key.dimensions else fact

    report = Report(tuple(map(change, filing.report)))
    assert report != filing.report
    return replace(filing, report=report)


def found(name: str, kind: str) -> list[Equation]:
    return [one for one in paper(name).evaluation.equations if one.identity.id == kind]


@pytest.mark.parametrize(
    ("name", "kind", "places"),
    [
        ("fy2009-annual", "borrowings-movement", 1),
        ("1h-fy2012", "borrowings-movement", 1),
        ("fy2012-annual", "borrowings-movement", 1),
        ("1h-fy2012", "accumulated-deficit-movement", 1),
        ("1h-fy2012", "accumulated-other-comprehensive-income-movement", 1),
        ("fy2012-annual", "accumulated-other-comprehensive-income-movement", 0),  # no such statement is printed
        ("1h-fy2012", "deferred-income-movement", 1),
        ("fy2012-annual", "sales-type-leases-movement", 1),
        ("fy2012-annual", "facilities-purchase-liabilities", 3),
    ],
)
def test_what_moves_a_balance_is_what_the_statements_have(name: str, kind: str, places: int) -> None:
    equations = found(name, kind)
    assert len(equations) == places
    assert all(one.holds for one in equations)


def test_several_balances_move_together() -> None:
    [one] = found("fy2012-annual", "borrowings-movement")
    # 9,000 + 1,010 + 1,990 + 71 - 1,081 + 400 - 1,010 - 980 = 9,400 million
    terms = [weight * number(fact) / 1_000_000 for fact, weight in one.terms]
    assert terms == [9000, 1010, 1990, 71, -1081, 400, -1010, -980]
    assert one.actual == one.expected == 9_400_000_000


def test_a_balance_that_moves_otherwise_is_told() -> None:
    half = "2012-04-01/2012-09-30"
    assert told(sample("1h-fy2012")) == []
    assert told(changed("1h-fy2012", "RepaymentsOfBorrowings", half, 1_011_000_000)) == ["TNS205"]
    assert told(changed("1h-fy2012", "PaymentsOfDividends", half, 354_698_000)) == ["TNS201"]
    assert told(changed("1h-fy2012", "FacilitiesPurchaseLiabilities", half, 804_780_000)) == ["TNS205"]


def test_a_quarter_is_within_its_year() -> None:
    bounds = [one for one in paper("fy2012-annual").evaluation.bounds if one.identity.id == "quarter-within-year"]
    assert len(bounds) > 50
    assert all(one.holds for one in bounds)
    assert "TNS206" in told(changed("fy2012-annual", "InterestIncome", "2013-01-01/2013-03-31", 25_709_000))
    assert "TNS206" not in told(changed("fy2012-annual", "InterestIncome", "2013-01-01/2013-03-31", 25_708_000))


def test_rounded_figures_may_miss_by_their_rounding() -> None:
    """20,081 is not 3,703 + 16,377, and all three are rounded."""
    sums = {one.total.concept.local: one for one in totals(sample("fy2012-annual"))}
    backlog = sums["SystemsIntegrationOrderBacklog"]
    assert (backlog.least, backlog.greatest) == (Fraction(-500_000), Fraction(2_500_000))
    assert all(one.holds for one in sums.values())
    day = "2013-03-31"
    assert told(changed("fy2012-annual", "SystemsIntegrationOrderBacklog", day, 20_082_000_000)) == ["TNS207"]
    assert told(changed("fy2012-annual", "SystemsIntegrationOrderBacklog", day, 20_079_000_000)) == []


def test_quarters_make_up_a_year() -> None:
    """Of the segment the slides have 16 + 67 + 81 + 75 = 239 million."""
    found = list(spans(sample("1q-fy2013")))
    assert [one.total.concept.local for one in found] == ["PersonnelCostsAndExpenses", "SegmentProfitLoss"]
    assert all(one.holds and len(one.terms) == 4 for one in found)


QUARTERS = tuple(
    parse_period(text)
    for text in ("2012-04-01/2012-06-30", "2012-07-01/2012-09-30", "2012-10-01/2012-12-31", "2013-01-01/2013-03-31")
)


@given(st.lists(st.integers(0, 2), max_size=3, unique=True))
def test_parts_follow_one_another_and_leave_nothing_out(gone: list[int]) -> None:
    quarters = [one for one in QUARTERS if isinstance(one, Duration)]
    year = Duration(quarters[0].first, quarters[-1].last)
    half = Duration(quarters[0].first, quarters[1].last)
    there = [one for at, one in enumerate(quarters) if at not in gone]
    found = set(_partitions(year, sorted({*there, half, year})))
    expected = set()
    if not gone:
        expected.add(tuple(quarters))
    if 2 not in gone:
        expected.add((half, quarters[2], quarters[3]))
    assert found == expected
