"""What the check says of reports that others filed."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.derive.rounding import rounded
from tanshin.inputs import figures_of, read_forms
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.read.older import as_today
from tanshin.report.instance import Instance
from tanshin.report.report import Report
from tanshin.validate.check import check
from tanshin.validate.hypercube import Hypercubes
from tanshin.validate.instance import check_instance
from tanshin.values.finding import Finding, Severity
from tanshin.values.rounding import Rounding
from tests.foreign import checked, facts_of, instance_of, read
from tests.older import form, reported
from tests.samples.filings import sample

YEAR, BEFORE = "2013-04-01/2014-03-31", "2012-04-01/2013-03-31"
KYOCERA = "kyocera6971_FY2013_annual_US_tse-acedussm-ixbrl.htm"
TOYOTA = "toyota7203_FY2012_annual_US_tdnet-acedussm.xbrl"
KYOWA = "5971_2021_1Q_JP_fullzip/XBRLData/Summary/tse-qcedjpsm-59710-20210818487667-ixbrl.htm"


@pytest.fixture(scope="module")
def kyocera(reference: Path) -> Instance:
    return read(reference / "tse" / "samples" / KYOCERA)


@pytest.fixture(scope="module")
def toyota(reference: Path) -> Instance:
    data = (reference / "tse" / "samples" / TOYOTA).read_bytes()
    return as_today(reported(data, TOYOTA), form())


@pytest.fixture(scope="module")
def kyowa(reference: Path) -> Instance:
    return read(reference / "tse" / "samples" / KYOWA)


#: What is said of them, a line each and wrapped here.
OF_KYOCERA = """
TNS421 ShareholdersEquityRatioUS at 2014-03-31: 72.5% is printed, but ratio(ShareholdersEquityUS, TotalAssetsUS) is
    72.442%, with ShareholdersEquityUS 2014-03-31 = 1,910,083,000,000, TotalAssetsUS 2014-03-31 = 2,636,704,000,000;
    correct the figure or one it is made of
TNS422 13 figures cannot be recalculated from the summary alone: ChangeInNetSalesUS, ChangeInOperatingIncomeUS,
    ChangeInIncomeBeforeIncomeTaxesUS, ChangeInNetIncomeUS,
    ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest3US,
    NetIncomeToShareholdersEquityRatioUS and 7 more; compare them with that of the year before
"""
OF_TOYOTA = """
TNS422 10 figures cannot be recalculated from the summary alone: ChangeInNetSalesUS, ChangeInOperatingIncomeUS,
    ChangeInIncomeBeforeIncomeTaxesUS, ChangeInNetIncomeUS,
    ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterestUS,
    NetIncomeToShareholdersEquityRatioUS and 4 more; compare them with that of the year before
"""
OF_KYOWA = """
TNS422 12 figures cannot be recalculated from the summary alone: ChangeInNetSales (3), ChangeInOrdinaryIncome (3),
    ChangeInProfitAttributableToOwnersOfParent (3), ChangeInComprehensiveIncome, ChangeInOperatingIncome (2);
    compare them with that of the year before
"""


def told(findings: tuple[Finding, ...]) -> str:
    """What is said of the report beside its taxonomy, which these readings leave out."""
    return "".join(f"\n{one.code} {one.message}" for one in findings if one.code != "TNS110") + "\n"


def test_an_annual_summary_under_us_gaap(kyocera: Instance) -> None:
    """One published figure cannot follow: 1,910,083 / 2,636,704 is 72.44%, and 72.5% is printed."""
    result = checked(kyocera)
    assert told(result.findings) == OF_KYOCERA.replace("\n    ", " ")
    wrong = next(one for one in result.findings if one.code == "TNS421")
    assert wrong.severity is Severity.WARNING
    assert (wrong.expected, wrong.actual) == (Decimal("0.724"), Decimal("0.725"))
    counts = {code: result.checked[code] for code in ("TNS421", "TNS601", "TNS619")}
    assert counts == {"TNS421": 35, "TNS601": 17, "TNS619": 236}


def test_a_summary_in_the_form_until_2013(toyota: Instance) -> None:
    """All that can be recalculated of it can follow, and it fills in the form as it should."""
    result = checked(toyota)
    assert told(tuple(one for one in result.findings if not one.code.startswith("TNS0"))) == OF_TOYOTA.replace(
        "\n    ", " "
    )
    counts = {code: result.checked[code] for code in ("TNS421", "TNS601", "TNS619")}
    assert counts == {"TNS421": 37, "TNS601": 17, "TNS619": 237}


def test_a_quarterly_summary_under_japanese_gaap(kyowa: Instance) -> None:
    """Nothing is wrong with it, and what is not judged is counted."""
    result = checked(kyowa)
    assert told(result.findings) == OF_KYOWA.replace("\n    ", " ")
    counts = {code: result.checked[code] for code in ("TNS421", "TNS601", "TNS619")}
    assert counts == {"TNS421": 12, "TNS601": 18, "TNS619": 177}


class Official:
    """The exchange's own taxonomy, by URL."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def find(self, url: str) -> bytes | None:
        name = url.replace("http://www.xbrl.tdnet.info/taxonomy/", "tse/taxonomy/")
        return self._archive.read(name) if name in self._archive.namelist() else None


def test_a_summary_is_valid_by_the_official_taxonomy(kyowa: Instance, reference: Path) -> None:
    """Every fact is declared, has its period, its unit and the members of a closed section; without one it has not."""
    folder = (reference / "tse" / "samples" / KYOWA).parent
    with zipfile.ZipFile(reference / "tse" / "tse-ed-2014-01-12.zip") as archive:
        loaded = load_dts(kyowa.schemas, Resolver(Folder(folder), (Official(archive),)))
    assert loaded.is_complete
    whole = replace(kyowa, dts=loaded.dts, is_complete=True)
    result = check_instance(whole)
    assert result.findings == ()
    assert {code: result.checked[code] for code in ("TNS110", "TNS113", "TNS114", "TNS115", "TNS117")} == {
        "TNS110": 0,
        **dict.fromkeys(("TNS113", "TNS114", "TNS115", "TNS117"), 177),
    }
    less = [replace(fact, key=fact.key._replace(dimensions=fact.key.dimensions[:-1])) for fact in whole.report]
    cubes = Hypercubes(loaded.dts)
    assert sum(bool(fact.key.dimensions) for fact in whole.report) == 133
    assert sum(not cubes.fits(fact) for fact in less) == 133
    found = check_instance(replace(whole, report=Report(tuple(less)))).findings
    assert {one.code for one in found} == {"TNS117"}


def wrong_digits(instance: Instance) -> tuple[int, int]:
    """In how many figures a digit was made wrong, the first or the last, and how many of those are found."""
    known = _warnings(instance)
    tried = found = 0
    for index, fact in enumerate(instance.report.facts):
        if isinstance(fact.value, Decimal) and fact.value and fact.decimals is not None:
            place = Decimal(1).scaleb(fact.value.adjusted() if index % 2 else -fact.decimals)
            digit = int(abs(fact.value) / place) % 10
            value = fact.value + (place if digit < 9 else -place).copy_sign(fact.value)
            facts = (*instance.report.facts[:index], replace(fact, value=value), *instance.report.facts[index + 1 :])
            tried += 1
            found += bool(_warnings(replace(instance, report=Report(facts))) - known)
    return tried, found


def _warnings(instance: Instance) -> set[tuple[str, str]]:
    return {(one.code, str(one.message)) for one in checked(instance).findings if one.severity > Severity.INFO}


def test_wrong_digits_of_an_annual_summary(kyocera: Instance) -> None:
    tried, found = wrong_digits(kyocera)
    assert (tried, found) == (106, 58)


def test_wrong_digits_of_a_quarterly_summary(kyowa: Instance) -> None:
    tried, found = wrong_digits(kyowa)
    assert (tried, found) == (57, 22)


amounts = st.integers(10**9, 10**13).map(Fraction)


@settings(max_examples=60, deadline=None)
@given(st.lists(amounts, min_size=6, max_size=6), st.integers(10**6, 10**9), st.sampled_from(Rounding))
def test_what_is_computed_from_unrounded_figures_is_silent(
    money: list[Fraction], shares: int, rounding: Rounding
) -> None:
    sales, before, income, equity, earlier, assets = money

    def million(value: Fraction) -> Decimal:
        return rounded(value, -6, rounding)

    def rate(value: Fraction) -> Decimal:
        return rounded(value, 3, Rounding.HALF_UP)

    def yen(value: Fraction) -> Decimal:
        return rounded(value, 2, Rounding.HALF_UP)

    note = {Rounding.TRUNCATE: "（百万円未満切捨て）", Rounding.HALF_UP: "（百万円未満四捨五入）"}[rounding]
    text = f"""
        NoteToFractionProcessingMethod {note} - 2014-03-31
        NetSales {million(sales)} JPY {YEAR} Consolidated Result
        NetSales {million(before)} JPY {BEFORE} Consolidated Result
        ChangeInNetSales {rate(sales / before - 1)} pure {YEAR} Consolidated Result
        ProfitAttributableToOwnersOfParent {million(income)} JPY {YEAR} Consolidated Result
        OwnersEquity {million(equity)} JPY 2014-03-31 Consolidated Result
        OwnersEquity {million(earlier)} JPY 2013-03-31 Consolidated Result
        TotalAssets {million(assets)} JPY 2014-03-31 Consolidated Result
        CapitalAdequacyRatio {rate(equity / assets)} pure 2014-03-31 Consolidated Result
        NetIncomeToShareholdersEquityRatio {rate(2 * income / (equity + earlier))} pure {YEAR} Consolidated Result
        AverageNumberOfShares {shares} shares {YEAR} NonConsolidated Result
        NetIncomePerShare {yen(income / shares)} JPY/shares {YEAR} Consolidated Result
    """
    result = checked(instance_of(facts_of(text)))
    assert [one for one in result.findings if one.code == "TNS421"] == []
    assert result.checked["TNS421"] == 4


@pytest.mark.parametrize(
    ("printed", "is_silent"), [("0.052", False), ("0.053", True), ("0.054", True), ("0.055", False)]
)
def test_what_is_possible_is_silent(printed: str, is_silent: bool) -> None:
    """1,974 after 1,874 million is a change of 5.3%, and of amounts that round to them it may be one of 5.4%."""
    text = f"""
        NetSales 1,974,000,000 JPY {YEAR} Consolidated Result
        NetSales 1,874,000,000 JPY {BEFORE} Consolidated Result
        ChangeInNetSales {printed} pure {YEAR} Consolidated Result
    """
    findings = checked(instance_of(facts_of(text))).findings
    assert ([one for one in findings if one.code == "TNS421"] == []) is is_silent


def test_our_own_summaries() -> None:
    """Of three, one has a figure that was published wrong: the check of the canonical data names it, too."""
    namespace = read_forms()[0].taxonomy.namespace
    found = {}
    for name in ("fy2009-annual", "fy2012-annual", "1h-fy2012"):
        filing = sample(name)
        facts = [fact for fact in filing.in_language("ja") if fact.concept.namespace == namespace]
        result = checked(instance_of(facts, f"tse-{filing.form.name}-37740-{filing.number}-ixbrl.htm"))
        warned = [one for one in result.findings if one.severity > Severity.INFO and one.code != "TNS110"]
        found[name] = [str(one.concept) for one in warned]
        assert result.checked["TNS421"] > 10
    assert found.pop("1h-fy2012") == ["tse-ed-t:ChangeInOperatingIncomeUS"]
    assert set(map(tuple, found.values())) == {()}
    filing = sample("1h-fy2012")
    wrong = {one.concept for one in check(filing, figures_of(filing)).findings if one.code == "TNS401"}
    assert "tse-ed-t:OperatingIncomeUS" in wrong


IFRS = f"""
    DocumentName 決算短信〔IFRS〕（連結） - 2014-03-31
    FilingDate 2014-05-12 - 2014-03-31
    SecuritiesCode 12340 - 2014-03-31
    RevenueIFRS 200,000,000,000 JPY {YEAR} Consolidated Result
    RevenueIFRS 160,000,000,000 JPY {BEFORE} Consolidated Result
    ChangeInRevenueIFRS 0.250 pure {YEAR} Consolidated Result
    OperatingIncomeIFRS 20,000,000,000 JPY {YEAR} Consolidated Result
    OperatingIncomeToRevenueRatioIFRS 0.100 pure {YEAR} Consolidated Result
    TotalComprehensiveIncomeIFRS 14,000,000,000 JPY {YEAR} Consolidated Result
    TotalComprehensiveIncomeIFRS 10,000,000,000 JPY {BEFORE} Consolidated Result
    ChangesInTotalComprehensiveIncomeIFRS 0.400 pure {YEAR} Consolidated Result
    ProfitAttributableToOwnersOfParentIFRS 12,000,000,000 JPY {YEAR} Consolidated Result
    BasicEarningsPerShareIFRS 120.00 JPY/shares {YEAR} Consolidated Result
    AverageNumberOfShares 100,000,000 shares {YEAR} NonConsolidated Result
    TotalAssetsIFRS 300,000,000,000 JPY 2014-03-31 Consolidated Result
    EquityAttributableToOwnersOfParentIFRS 150,000,000,000 JPY 2014-03-31 Consolidated Result
    EquityAttributableToOwnersOfParentIFRS 150,000,000,000 JPY 2013-03-31 Consolidated Result
    EquityAttributableToOwnersOfParentToTotalAssetsRatioIFRS 0.500 pure 2014-03-31 Consolidated Result
    ProfitToEquityAttributableToOwnersOfParentRatioIFRS 0.080 pure {YEAR} Consolidated Result
    DividendPerShare 30.00 JPY/shares {YEAR} Annual NonConsolidated Result
    PayoutRatioIFRS 0.250 pure {YEAR} Annual Consolidated Result
"""


def of_figures(text: str) -> list[str]:
    """The elements whose figures cannot follow."""
    return [one.concept or "" for one in checked(instance_of(facts_of(text))).findings if one.code == "TNS421"]


def test_a_summary_under_ifrs() -> None:
    """Seven figures of it follow from others, and dividends of which no part is given from nothing."""
    result = checked(instance_of(facts_of(IFRS)))
    assert of_figures(IFRS) == []
    assert result.checked["TNS421"] == 7
    assert of_figures(IFRS.replace("0.400", "0.040")) == ["tse-ed-t:ChangesInTotalComprehensiveIncomeIFRS"]
    assert of_figures(IFRS.replace("0.080", "0.800")) == [
        "tse-ed-t:ProfitToEquityAttributableToOwnersOfParentRatioIFRS"
    ]
    # What is made of it no longer follows either.
    of_shares = ["tse-ed-t:BasicEarningsPerShareIFRS", "tse-ed-t:PayoutRatioIFRS"]
    assert of_figures(IFRS.replace(" 120.00", " 121.00")) == of_shares


def test_a_form_of_one_company_has_no_consolidated_tables() -> None:
    """Its results are not consolidated; neither are those asked for."""
    text = f"""
        DocumentName 決算短信〔日本基準〕（非連結） - 2014-03-31
        FilingDate 2014-05-12 - 2014-03-31
        NetSales 110,000,000 JPY {YEAR} NonConsolidated Result
    """
    findings = checked(instance_of(facts_of(text), "tse-anedjpsm-12340-20140512000000-ixbrl.htm")).findings
    tables = [str(one.message) for one in findings if one.code == "TNS614"]
    assert [words.split()[5] for words in tables] == ["dividends,", "shares,"]


def test_a_notice_of_revision_is_held_against_no_form() -> None:
    text = f"""
        NetSales 110,000,000 JPY {YEAR} Consolidated Forecast
        NetSales 100,000,000 JPY {BEFORE} Consolidated Result
        ChangeInNetSales 0.100 pure {YEAR} Consolidated Forecast
    """
    result = checked(instance_of(facts_of(text)))
    assert [code for code, number in result.checked.items() if number] == ["TNS110", "TNS421", "TNS630"]
    assert result.not_checkable


@pytest.mark.parametrize("period", ["0001-01-02/9999-12-31", "9999-12-31", "1850-03-31"])
def test_absurd_periods_are_read(period: str) -> None:
    text = f"DocumentName 決算短信 - {period}\nNetSales 1 JPY {period} Consolidated Result"
    text += f"\nChangeInNetSales 0.1 pure {period} Consolidated Result"
    findings = checked(instance_of(facts_of(text))).findings
    assert [one for one in findings if one.severity is Severity.ERROR] == []
