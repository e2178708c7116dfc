"""An error of 1 in the last printed place of any statement is found, in yen and in dollars, where it is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.report.report import Report
from tanshin.validate.calculation import number
from tanshin.validate.check import check
from tanshin.validate.registry import run
from tanshin.validate.rules import calculation, identity, tie
from tanshin.validate.tie import unconfirmed
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tests.validate.sample import figures, filing, of_words, planted

YEAR = "2012-04-01/2013-03-31"
QUARTER = "2013-01-01/2013-03-31"
APIC = "AdditionalPaidInCapitalMember"

#: The table, what is printed in it, and every sum and identity that says so: code and the total or balance it is about.
ERRORS = {
    "balance sheet, yen": (
        "balance-sheet",
        {("Inventories", "2013-03-31 JPY"): "1,301,685"},
        [("TNS101", "CurrentAssets 2013-03-31 JPY")],
    ),
    "balance sheet, dollars": (
        "balance-sheet",
        {("Inventories", "2013-03-31 USD"): "13,825"},
        [("TNS101", "CurrentAssets 2013-03-31 USD")],
    ),
    "balance sheet, a total": (
        "balance-sheet",
        {("Total Liabilities", "2012-03-31 JPY"): "40,796,998"},
        [("TNS101", "Liabilities 2012-03-31 JPY"), ("TNS101", "LiabilitiesAndEquity 2012-03-31 JPY")],
    ),
    "income statement, yen": (
        "income-statement",
        {("WAN services", "FY2012 JPY"): "25,168,424"},
        [("TNS101", f"NetworkServicesRevenue {YEAR} JPY")],
    ),
    "income statement, dollars": (
        "income-statement",
        {("WAN services", "FY2012 USD"): "267,293"},
        [("TNS101", f"NetworkServicesRevenue {YEAR} USD")],
    ),
    "income statement, a sign": (
        "income-statement",
        {("Interest expense", "FY2012 JPY"): "287,314"},
        [("TNS101", f"OtherIncomeExpense {YEAR} JPY")],
    ),
    "equity, yen": (
        "equity",
        {("Establishment of new consolidated subsidiaries", "Additional Paid-in Capital"): "1"},
        [
            ("TNS201", f"Equity 2013-03-31 JPY {APIC}"),
            ("TNS202", f"EquityChangeEstablishmentOfSubsidiaries {YEAR} JPY"),
        ],
    ),
    "equity, dollars": (
        "equity-usd",
        {("Stock-based compensation", "Additional Paid-in Capital"): "425"},
        [("TNS201", f"Equity 2013-03-31 USD {APIC}"), ("TNS202", f"EquityChangeStockBasedCompensation {YEAR} USD")],
    ),
    "equity against balance sheet": (
        "balance-sheet",
        {("Accumulated deficit", "2013-03-31 JPY"): "(6,399,087)"},
        [
            ("TNS101", "ShareholdersEquity 2013-03-31 JPY"),
            ("TNS201", "RetainedEarningsAccumulatedDeficit 2013-03-31 JPY"),
            ("TNS203", "Equity 2013-03-31 JPY RetainedEarningsMember"),
        ],
    ),
    "cash flows, yen": (
        "cash-flow",
        {("Others", "FY2012 JPY"): "39,378"},
        [("TNS101", f"NetCashProvidedByOperatingActivities {YEAR} JPY")],
    ),
    "cash flows, dollars": (
        "cash-flow",
        {("Refund of guarantee deposits", "FY2012 USD"): "185"},
        [("TNS101", f"NetCashProvidedByInvestingActivities {YEAR} USD")],
    ),
    "cash flows, opening balance": (
        "cash-flow",
        {("CASH AND CASH EQUIVALENTS, BEGINNING OF YEAR", "FY2011 JPY"): "13,313,616"},
        [("TNS201", "CashAndCashEquivalents 2012-03-31 JPY")],
    ),
    "cash flows against income statement": (
        "cash-flow",
        {("Equity in net income of equity method investees", "FY2012 JPY"): "(168,064)"},
        [
            ("TNS101", f"NetCashProvidedByOperatingActivities {YEAR} JPY"),
            ("TNS203", f"EquityInNetIncomeOfEquityMethodInvestees {YEAR} JPY"),
        ],
    ),
    "quarterly income statement, yen": (
        "income-statement-4q",
        {("Sales and marketing", "4Q12 JPY"): "2,027,665"},
        [("TNS101", f"CostAndExpenses {QUARTER} JPY")],
    ),
    "quarterly income statement, dollars": (
        "income-statement-4q",
        {("Sales and marketing", "4Q12 USD"): "21,535"},
        [("TNS101", f"CostAndExpenses {QUARTER} USD")],
    ),
    "quarterly cash flows, yen": (
        "cash-flow-4q",
        {("Payments of guarantee deposits", "4Q12 JPY"): "(77,464)"},
        [("TNS101", f"NetCashProvidedByInvestingActivities {QUARTER} JPY")],
    ),
    "quarterly cash flows, dollars": (
        "cash-flow-4q",
        {("Payments of guarantee deposits", "4Q12 USD"): "(824)"},
        [("TNS101", f"NetCashProvidedByInvestingActivities {QUARTER} USD")],
    ),
}

EXACT_RULES = (*calculation.RULES, *identity.RULES)
TIE_RULES = tie.RULES


def test_the_sample_is_clean() -> None:
    result = check(filing(), figures())
    assert [one for one in result.findings if one.severity > Severity.INFO and not of_words(one)] == []


def test_what_was_compared_is_pinned() -> None:
    """A rule that stops binding passes everything; only the number shows it."""
    checked = check(filing(), figures()).checked
    assert {code: checked[code] for code in ("TNS101", "TNS102", "TNS201", "TNS202", "TNS203", "TNS204")} == {
        "TNS101": 112,
        "TNS102": 24,
        "TNS201": 28,
        "TNS202": 23,
        "TNS203": 52,
        "TNS204": 0,
    }
    assert {code: checked[code] for code in ("TNS401", "TNS402", "TNS403")} == {
        "TNS401": 120,
        "TNS402": 17,
        "TNS403": 237,
    }


@pytest.mark.parametrize("name", ERRORS)
def test_a_planted_error_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    table, changes, expected = ERRORS[name]
    findings = check(planted(tmp_path, table, changes), figures()).findings
    exact = [finding for finding in findings if finding.code in {one.code for one in EXACT_RULES}]
    assert sorted((finding.code, finding.facts[0].removeprefix("iij:")) for finding in exact) == sorted(expected)
    assert all(finding.severity is Severity.ERROR for finding in exact)
    for finding in exact:
        assert finding.expected is not None
        assert finding.actual is not None
        assert finding.expected != finding.actual
        assert finding.tolerance is not None
        files = {source.file for source in finding.sources}
        assert f"iij/fy2012-annual/{table}.csv" in files


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_figure_of_any_sum_changed_by_any_amount_is_found(data: st.DataObject) -> None:
    paper = Workpaper(filing())
    report = paper.filing.report
    keys = sorted({key for one in paper.sums for key, _ in one.terms}, key=str)
    key = data.draw(st.sampled_from(keys))
    fact = report.by_key[key]
    # Two identities allow for a difference of one thousand dollars in the footing of their statements.
    slips = st.integers(1, 10**9).map(lambda units: Decimal(units) * (2000 if str(key.unit) == "USD" else 1))
    slip = data.draw(slips) * data.draw(st.sampled_from((1, -1)))
    changed = replace(fact, value=number(fact) + slip, decimals=fact.decimals or 0)
    report = Report(tuple(changed if one.key == key else one for one in report))
    findings = run((*EXACT_RULES, *TIE_RULES), Workpaper(replace(paper.filing, report=report)))
    told = [finding for finding in findings if finding.severity is not Severity.INFO]
    assert told
    assert all(str(key) in finding.facts for finding in told)


def test_figures_that_nothing_confirms_are_known() -> None:
    """What the rules cannot see in this filing, name by name; a longer list means that a rule has gone blind."""
    found = unconfirmed(Workpaper(filing(), figures()))
    assert sorted({fact.concept.local for fact in found}) == [
        "AccessCircuitPaymentsToNttEastAndWest",
        "AccumulatedDepreciationAndAmortization",
        "AllowanceForDoubtfulAccountsReceivable",
        "AllowanceForDoubtfulOtherAssets",
        "AllowanceForDoubtfulOtherCurrentAssets",
        "AssetRetirementObligationIncurred",
        "BackbonePaymentsToNttCommunications",
        "DataCenterLeasePaymentsToNttGroup",
        "Directors",
        "IncomeTaxesPaid",
        "InterestPaid",
        "LargestShareholderIndirectOwnership",
        "LargestShareholderOwnership",
        "OutsideDirectors",
        "SharesAuthorized",
        "SharesIssued",
    ]
    assert len(found) == 21
