"""A quarterly filing that nobody made: the smallest one with every item of the quarterly form, for each quarter.

The company is the sample's, the figures are invented. Results grow evenly from quarter to quarter, so that they are
easily reckoned: `QUARTER` thousand yen of revenues in each quarter of the current year, 80 % of that a year before.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from tanshin import api, resources
from tanshin.report.calendar import Calendar
from tanshin.report.filing import Filing
from tanshin.values.date import long_date

#: Thousands of yen in one quarter of the current year, by line.
QUARTER = {
    "Total revenues": 25_000_400,
    "Total cost and expenses": 23_500_200,
    "OPERATING INCOME": 1_500_200,
    "Other income (expense) -net": -100_200,
    "INCOME FROM OPERATIONS BEFORE INCOME TAX EXPENSE AND EQUITY IN NET INCOME OF EQUITY METHOD INVESTEES": 1_400_000,
    "NET INCOME ATTRIBUTABLE TO INTERNET INITIATIVE JAPAN INC.": 1_000_000,
}
SHARES = 41_295_600, 758_800
AVERAGE = SHARES[0] - SHARES[1]
DILUTED = AVERAGE + 20_000

_DIVIDENDS = {1: "-", 2: "10.00", 3: "-", 4: "12.50"}
_ANNOUNCED = {1: "2013-08-06", 2: "2013-11-08", 3: "2014-02-07"}

_STATEMENTS = """
statements:
  - table: balance-sheet
    statement: BalanceSheet
    title: {{en: Quarterly Consolidated Balance Sheets, ja: 四半期連結貸借対照表}}
    unit: JPY
    columns:
      before: {{period: PriorYear}}
      now: {{period: CurrentAccumulated}}
  - table: income-statement
    statement: StatementOfIncome
    title: {{en: Quarterly Consolidated Statements of Income, ja: 四半期連結損益計算書}}
    unit: JPY
    columns:
      before: {{period: PriorAccumulated}}
      now: {{period: CurrentAccumulated}}
  - table: income-statement-quarter
    statement: StatementOfIncome
    title: {{en: Consolidated Statements of Income of the Quarter, ja: 四半期連結損益計算書（会計期間）}}
    unit: JPY
    columns:
      now: {{period: CurrentQuarter}}

summary:
  operating-results: summary-operating-results.csv
  comprehensive-income: summary-comprehensive-income.csv
  per-share: summary-per-share.csv
  financial-position: summary-financial-position.csv
  dividends: summary-dividends.csv
  forecasts: summary-forecasts.csv
  shares: summary-shares.csv
  average-shares: summary-average-shares.csv
"""


def write(folder: Path, quarter: int) -> Path:
    """The folder of a filing of that quarter of the year to March 2014, in a folder of its issuer."""
    home = folder / f"q{quarter}"
    home.mkdir(parents=True)
    shutil.copy(resources.samples_dir() / "iij" / "issuer.yaml", folder / "issuer.yaml")
    taxonomy = folder / "taxonomy" / "iij"
    if not taxonomy.exists():
        shutil.copytree(resources.taxonomy_dir() / "iij", taxonomy)
        captions = (
            taxonomy / "balance-sheet.yaml"
        )  # its captions name the end of the year where they mean the quarter's
        captions.write_text(
            re.sub(r"CurrentYear(?=\})", "CurrentQuarter", captions.read_text("utf-8")), encoding="utf-8"
        )
    (home / "filing.yaml").write_text(_head(quarter) + _STATEMENTS.format(), encoding="utf-8")
    for name, rows in _tables(quarter).items():
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
        (home / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    return home


def quarterly(folder: Path, quarter: int) -> Filing:
    """The filing of a quarter, read."""
    return api.read_filing(write(folder, quarter))


def _head(quarter: int) -> str:
    announced = _ANNOUNCED[quarter]
    return f"""\
form: qcedussm
fiscal_year_end: 2014-03-31
quarter: {quarter}
announced: {announced}
number: "{announced.replace("-", "")}000000"
information:
  FASFMemberMark: yes
  DocumentName: {{ja: 第{quarter}四半期決算短信〔米国基準〕（連結）, en: Consolidated Financial Results}}
  FilingDate: {announced}
  CompanyName: {{ja: 例示株式会社, en: Example Inc.}}
  SecuritiesCode: "37740"
  URL: https://example.com/
  TitleRepresentative: {{ja: 代表取締役社長, en: President}}
  NameRepresentative: {{ja: 例示　太郎, en: Taro Reiji}}
  TitleInquiries: {{ja: 取締役CFO, en: CFO}}
  NameInquiries: {{ja: 例示　花子, en: Hanako Reiji}}
  Tel: 03-0000-0000
  TokyoStockExchange: yes
  TokyoStockExchange1stSection: yes
  GeneralBusiness: yes
  SpecificBusiness: no
  FiscalYearEnd: 2014-03-31
  QuarterlyPeriod: "{quarter}"
  QuarterlyStatementFilingDateAsPlanned: {announced}
  DividendPayableDateAsPlanned: ~
  SupplementalMaterialOfQuarterlyResults: yes
  ConveningBriefingOfQuarterlyResults: yes
  TargetForBriefingOfQuarterlyResults: {{ja: （機関投資家向け）, en: (for institutional investors)}}
  NoteToFractionProcessingMethod: {{ja: （百万円未満四捨五入）, en: (Amounts are rounded)}}
  CorrectionOfDividendForecastInThisQuarter: no
  CorrectionOfConsolidatedFinancialForecastInThisQuarter: yes
  NoteToDividends: {{ja: （注）配当に関する注記。, en: (Note) On dividends.}}
  NoteToForecasts: {{ja: （注）予想に関する注記。, en: (Note) On forecasts.}}
  MaterialChangesInSubsidiariesDuringThisPeriodChangesInScopeOfConsolidationsResultingFromChangeIsSubsidiariesUS: no
  ApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidatedQuarterlyFinancialStatements: no
  ChangesBasedOnRevisionsOfAccountingStandardUS: yes
  ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS: no
  NoteToNumberOfIssuedAndOutstandingSharesCommonStock: {{ja: （注）株式数に関する注記。, en: (Note) On shares.}}
  ExpressionOfImplementationStatusOfQuarterlyReviewProcedures: {{ja: レビュー手続の対象外です。, en: Not reviewed.}}
  NotesForUsingForecastedInformationAndOthers: {{ja: 実際の業績は異なる場合があります。, en: Results may differ.}}
"""


def _tables(quarter: int) -> dict[str, list[list[str]]]:
    months = {1: "Three", 2: "Six", 3: "Nine"}[quarter]
    periods = [Calendar(date(year, 3, 31), quarter).period("CurrentAccumulated") for year in (2014, 2013)]
    now, before = (f"{months} Months Ended {long_date(period.last)}" for period in periods)
    as_of = [f"As of {long_date(periods[0].last)}", "As of March 31, 2013"]
    revenues, _, operating, _, pretax, net = (amount * quarter for amount in QUARTER.values())
    per_share = [f"{net * 1000 / shares:.2f}" for shares in (AVERAGE, DILUTED)]
    prior_per_share = [f"{net * 800 / shares:.2f}" for shares in (AVERAGE, DILUTED)]
    heads = ["Total Revenues", "Operating Income", "Income before Income Tax Expense", "Net Income attributable to IIJ"]
    columns = [text for head in heads for text in (head, f"{head} %")]
    eps = "Basic Net Income attributable to IIJ per Share"

    def results(share: int, change: str) -> list[str]:
        return [text for one in (revenues, operating, pretax, net) for text in (_millions(one * share // 100), change)]

    dividends = [["caption", "1Q-end", "2Q-end", "3Q-end", "Year-end", "Total"]]
    dividends.append(["Fiscal Year Ended March 31, 2013", "-", "8.75", "-", "10.00", "18.75"])
    settled = [_DIVIDENDS[one] if one <= quarter else "" for one in _DIVIDENDS]
    to_come = ["" if one <= quarter else _DIVIDENDS[one] for one in _DIVIDENDS]
    dividends.append(["Fiscal Year Ending March 31, 2014", *settled, ""])
    dividends.append(["Fiscal Year Ending March 31, 2014 (forecast)", *to_come, "22.50"])
    forecasts = [["caption", *columns, eps]]
    if quarter == 1:
        row = ["54,000", "10.0", "3,000", "5.0", "2,900", "5.0", "2,000", "5.0", f"{2_000_000_000 / AVERAGE:.2f}"]
        forecasts.append(["Interim Period Ending September 30, 2013", *row])
    row = ["117,000", "10.1", "9,400", "21.2", "9,000", "16.0", "6,000", "13.2", f"{6_000_000_000 / AVERAGE:.2f}"]
    forecasts.append(["Fiscal Year Ending March 31, 2014", *row])
    income = [[line, f"{amount * quarter * 4 // 5:,}", f"{amount * quarter:,}"] for line, amount in QUARTER.items()]
    shares = [
        ["BASIC WEIGHTED-AVERAGE NUMBER OF SHARES (shares)", f"{AVERAGE:,}", f"{AVERAGE:,}"],
        ["DILUTED WEIGHTED-AVERAGE NUMBER OF SHARES (shares)", f"{DILUTED:,}", f"{DILUTED:,}"],
    ]
    held = f"Treasury stock—{SHARES[1]:,} shares held by the company at March 31, 2013 and {long_date(periods[0].last)}"
    issued = (
        f"Common-stock—authorized, 75,520,000 shares; issued and outstanding, {SHARES[0]:,} shares at March 31, 2013"
    )
    issued += f" and {long_date(periods[0].last)}, respectively"
    total = "Total Internet Initiative Japan Inc. shareholders' equity"
    title = {"shares": "The number of shares outstanding (inclusive of treasury stock)"}
    return {
        "balance-sheet": [
            ["caption", "before", "now"],
            ["ASSETS", "", ""],
            ["TOTAL", "80,000,000", "84,000,000"],
            ["SHAREHOLDERS' EQUITY:", "", ""],
            [issued, "16,833,847", "16,833,847"],
            ["Additional paid-in capital", "23,558,232", "25,558,232"],
            [f"{held}, respectively", "(392,079)", "(392,079)"],
            [total, "40,000,000", "42,000,000"],
            ["NONCONTROLLING INTERESTS", "100,000", "100,000"],
            ["Total equity", "40,100,000", "42,100,000"],
        ],
        "income-statement": [["caption", "before", "now"], *income, *shares],
        "income-statement-quarter": [["caption", "now"], *([line, f"{one:,}"] for line, one in QUARTER.items())],
        "summary-operating-results": [
            ["caption", *columns],
            [now, *results(100, "25.0")],
            [before, *results(80, "1.5")],
        ],
        "summary-comprehensive-income": [
            ["caption", f"{(ci := 'Total comprehensive income attributable to IIJ')}", f"{ci} %"],
            [now, "2,100", "40.0"],
            [before, "1,500", "-"],
        ],
        "summary-per-share": [
            ["caption", eps, eps.replace("Basic", "Diluted")],
            [now, *per_share],
            [before, *prior_per_share],
        ],
        "summary-financial-position": [
            [
                "caption",
                "Total Assets",
                "Total Equity",
                "Total IIJ Shareholders' Equity",
                "Total IIJ Shareholders' Equity to Total Assets",
            ],
            [as_of[0], "84,000", "42,100", "42,000", "50.0"],
            [as_of[1], "80,000", "40,100", "40,000", "50.0"],
        ],
        "summary-dividends": dividends,
        "summary-forecasts": forecasts,
        "summary-shares": [
            ["caption", title["shares"], "The number of treasury stock"],
            *([row, f"{SHARES[0]:,}", f"{SHARES[1]:,}"] for row in as_of),
        ],
        "summary-average-shares": [
            ["caption", "The weighted average number of shares outstanding"],
            *([row, f"{AVERAGE:,}"] for row in (now, before)),
        ],
    }


def _millions(thousands: int) -> str:
    """Thousands as whole millions, half up."""
    return f"{(thousands + 500) // 1000:,}"
