"""What follows within a summary, and how its figures are declared."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tanshin.derive.summary import Summary, Verdict, verdicts
from tanshin.derive.summary_source import read_summary_figures
from tanshin.inputs import read_taxonomy
from tanshin.report.summary import foreign_of
from tanshin.values.finding import InputError
from tests.foreign import facts_of, instance_of, known_forms

YEAR, BEFORE, NEXT = "2013-04-01/2014-03-31", "2012-04-01/2013-03-31", "2014-04-01/2015-03-31"
SHARES = "NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock"


def judged(text: str) -> dict[tuple[str, str], Verdict]:
    """Each verdict on a summary by the element and the last member of its fact."""
    forms, figures = known_forms()
    foreign = foreign_of(instance_of(facts_of(text)), forms)
    assert foreign
    found = verdicts(Summary(foreign.whole, roundings=foreign.roundings), figures)
    return {(one.fact.concept.local, one.fact.key.dimensions[-1][1].local): one for one in found}


def test_truncated_amounts_stand_for_what_is_above_them() -> None:
    """9 is 9 to 10 when it is cut off, and 8.5 to 9.5 when it is rounded; without a word about it, it may be both."""
    text = """
        OwnersEquity 9,000,000 JPY 2014-03-31 Consolidated Result
        TotalAssets 10,000,000 JPY 2014-03-31 Consolidated Result
        CapitalAdequacyRatio 0.99 pure 2014-03-31 Consolidated Result
    """
    key = ("CapitalAdequacyRatio", "ResultMember")
    truncated = judged(f"NoteToFractionProcessingMethod （百万円未満切捨て） - 2014-03-31\n{text}")[key]
    rounded = judged(f"NoteToFractionProcessingMethod （百万円未満四捨五入） - 2014-03-31\n{text}")[key]
    unsaid = judged(text)[key]
    assert truncated.range == (Fraction(9, 11), Fraction(1))
    assert rounded.range == (Fraction(85, 105), Fraction(1))
    assert unsaid.range == (Fraction(85, 110), Fraction(100, 95))
    assert truncated.exact == Fraction(9, 10)


def test_a_forecast_counts_on_the_shares_there_are() -> None:
    """Of two conventions, the latest number of shares and the average one, the one that fits is taken."""
    text = f"""
        {SHARES} 1,000,000 shares 2014-03-31 NonConsolidated Result
        {SHARES} 3,000,000 shares 2013-03-31 NonConsolidated Result
        NumberOfTreasuryStockAtTheEndOfFiscalYear 0 shares 2014-03-31 NonConsolidated Result
        AverageNumberOfShares 2,000,000 shares {YEAR} NonConsolidated Result
        NetIncomeUS 400,000,000 JPY {NEXT} Consolidated Forecast
        NetIncomePerShareUS 200.10 JPY/shares {NEXT} Consolidated Forecast
    """
    verdict = judged(text)["NetIncomePerShareUS", "ForecastMember"]
    assert verdict.exact == 200
    assert verdict.is_possible
    assert verdict.way.expression == "NetIncomeUS / AverageNumberOfShares[NonConsolidatedMember]"
    other = judged(text.replace("200.10", "400.00"))["NetIncomePerShareUS", "ForecastMember"]
    assert other.is_possible
    assert other.exact == 400
    assert not judged(text.replace("200.10", "300.00"))["NetIncomePerShareUS", "ForecastMember"].is_possible


def test_a_change_of_a_forecast_is_from_the_result() -> None:
    """A forecast of this year, made a year ago, is nothing to compare with."""
    text = f"""
        SalesIFRS 110,000,000,000 JPY {NEXT} Consolidated Upper
        SalesIFRS 100,000,000,000 JPY {YEAR} Consolidated Result
        SalesIFRS 105,000,000,000 JPY {YEAR} Consolidated Upper
        ChangeInSalesIFRS 0.100 pure {NEXT} Consolidated Upper
    """
    assert judged(text)["ChangeInSalesIFRS", "UpperMember"].is_possible


def test_a_loss_has_no_change_and_a_missing_figure_is_named() -> None:
    text = f"""
        NetSales 110,000,000,000 JPY {YEAR} Consolidated Result
        ChangeInNetSales 0.100 pure {YEAR} Consolidated Result
        OrdinaryIncome 9,000,000 JPY {YEAR} Consolidated Result
        OrdinaryIncome 0 JPY {BEFORE} Consolidated Result
        ChangeInOrdinaryIncome 0.100 pure {YEAR} Consolidated Result
        OperatingIncome 9,000,000 JPY {YEAR} Consolidated Result
        OperatingIncome -9,000,000 JPY {BEFORE} Consolidated Result
        ChangeInOperatingIncome 0.100 pure {YEAR} Consolidated Result
    """
    found = judged(text)
    assert found["ChangeInNetSales", "ResultMember"].needs == (f"NetSales {BEFORE}",)
    loss = found["ChangeInOperatingIncome", "ResultMember"]
    assert (loss.range, loss.needs, loss.is_nil) == (None, (), True)
    unknown = found["ChangeInOrdinaryIncome", "ResultMember"]  # what is rounded to nothing may be something
    assert (unknown.range, unknown.needs, unknown.is_nil) == (None, (), False)


def test_figures_of_the_company_alone_go_by_its_own() -> None:
    """The overview of the company by itself stands in the same periods; members tell it apart."""
    text = f"""
        NetSales 100,000,000,000 JPY {YEAR} Consolidated Result
        NetSales 50,000,000,000 JPY {YEAR} NonConsolidated Result
        NetSales 40,000,000,000 JPY {BEFORE} NonConsolidated Result
        ChangeInNetSales 0.250 pure {YEAR} NonConsolidated Result
    """
    assert judged(text)["ChangeInNetSales", "ResultMember"].exact == Fraction(1, 4)


def test_dividends_of_the_year_add_up_over_past_and_forecast() -> None:
    text = """
        QuarterlyPeriod 2 pure 2013-09-30
        DividendPerShare ~ JPY/shares 2013-04-01/2014-03-31 FirstQuarter NonConsolidated Result
        DividendPerShare 10.00 JPY/shares 2013-04-01/2014-03-31 SecondQuarter NonConsolidated Result
        DividendPerShare 12.50 JPY/shares 2013-04-01/2014-03-31 YearEnd NonConsolidated Forecast
        DividendPerShare 22.50 JPY/shares 2013-04-01/2014-03-31 Annual NonConsolidated Forecast
    """
    text += "DividendPerShare ~ JPY/shares 2013-04-01/2014-03-31 ThirdQuarter NonConsolidated Forecast"
    verdict = judged(text)["DividendPerShare", "ForecastMember"]
    assert (verdict.exact, verdict.is_possible) == (Fraction(45, 2), True)
    assert not judged(text.replace("22.50", "22.60"))["DividendPerShare", "ForecastMember"].is_possible


def test_every_figure_of_the_exchange_is_read() -> None:
    """Elements of all standards, each with the ways in which its figure can follow."""
    _, figures = known_forms()
    assert {one.name for one in figures} >= {"change", "equity_ratio", "income_per_share", "payout", "margin"}
    suffixes = {"US" if "US" in one.element else "IFRS" if "IFRS" in one.element else "JP" for one in figures}
    assert suffixes == {"US", "IFRS", "JP"}


@pytest.mark.parametrize(
    ("of", "value", "words"),
    [
        ("Margin: {income: Income}", "{income} / {sales}", "Margin: there is no word for sales in the expression"),
        ("margin: {}", "Income / Sales", "margin: margin is no element, at character 1 of `margin`"),
        ("Margin: {}", "income / Sales", "Margin: income is no element, at character 1 of `income / Sales`"),
    ],
)
def test_what_is_wrong_with_a_figure_is_told(tmp_path: Path, of: str, value: str, words: str) -> None:
    lines = ("figures:", "- figure: margin", "  title: {en: M, ja: M}", f"  of: {{{of}}}", f'  value: ["{value}"]')
    (tmp_path / "figures.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_summary_figures(tmp_path, read_taxonomy("tse-ed-t"))
    (finding,) = raised.value.findings
    assert (finding.code, str(finding.message)) == ("TNS020", words)


def test_absurd_magnitudes_are_no_figures() -> None:
    text = f"NetSales {Decimal(1).scaleb(20_000)} JPY {YEAR} Consolidated Result"
    more = f"NetSales 1 JPY {BEFORE} Consolidated Result\nChangeInNetSales 0.1 pure {YEAR} Consolidated Result"
    assert judged(f"{text}\n{more}")["ChangeInNetSales", "ResultMember"].fact.value == Decimal("0.1")
