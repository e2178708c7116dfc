"""The rules about words on the samples: what was published wrongly, found by rule, and nothing else."""

from __future__ import annotations

import re

import pytest

from tanshin import api
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.pages import pages
from tanshin.validate.check import CheckResult, with_documents
from tanshin.values.finding import Severity

W, I = Severity.WARNING, Severity.INFO  # noqa: E741

#: What each sample is told, by code, file and the first words quoted; it all stands in the release as it was published.
FOUND = {
    "fy2009-annual": {
        ("TNS507", "adjusted-ebitda-4q.csv", "Income Tax Expense"): W,
        ("TNS507", "cash-flow-4q.csv", "Net Increase in short-term borrowings with initial"): W,
        ("TNS507", "income-statement-4q.csv", "Losses on sales of other investments"): W,
        ("TNS511", "summary-forecasts.csv", "Interim Period Ending September 30, 2009"): I,
        ("TNS511", "summary-forecasts.csv", "Fiscal year ending March 31, 2009"): I,
        ("TNS511", "summary-shares.csv", "As of March 31, 2010"): W,
        ("TNS511", "summary-shares.csv", "As of March 31, 2009"): W,
        ("TNS512", "summary-dividends.csv", "Fiscal year ending March 31, 2010"): W,
        ("TNS512", "summary-equity-method.csv", "Fiscal year ending March 31, 2010"): W,
        ("TNS512", "summary-equity-method.csv", "Fiscal year ending March 31, 2009"): W,
        ("TNS513", "filing.yaml", "For the fiscal year ended March 31, 2008 and March"): W,
        ("TNS513", "filing.yaml", "For the fiscal year ended March 31, 2009 and March"): W,
        ("TNS514", "filing.yaml", "Shares of Common Stock Outstanding"): W,
        ("TNS515", "release.yaml", ""): W,
        ("TNS516", "filing.yaml", "adjusted-ebitda-4q/Depreciation and Amortization"): W,
        ("TNS516", "filing.yaml", "financial-statistics-4q/Depreciation and amortizat"): W,
    },
    "1h-fy2012": {
        ("TNS507", "adjusted-ebitda-2q.csv", "Net income attributable to noncontrolling interest"): I,
        ("TNS507", "cash-flow-2q.csv", "Foreign exchange gains, net"): W,
        ("TNS507", "cash-flow.csv", "Net gains on sales of other investments"): W,
        ("TNS507", "cash-flow.csv", "Net decrease in short-term borrowings with initial"): W,
        ("TNS507", "comprehensive-income-statement.csv", "Unrealized holding gain on securities"): W,
        ("TNS507", "income-statement.csv", "Net gains on sales of other investments -net"): W,
        ("TNS508", "comprehensive-income-statement.csv", "Less: Comprehensive income (loss) attraibutable to"): I,
        ("TNS510", "balance-sheet.csv", "LIABILITIRES"): I,
        ("TNS510", "cash-flow.csv", "Increse"): I,
        ("TNS510", "comprehensive-income-statement.csv", "attraibutable"): I,
        ("TNS513", "filing.yaml", "for the three months ended March 31, 2011"): W,
        ("TNS513", "filing.yaml", "for the three months ended March 31, 2012"): W,
        ("TNS513", "filing.yaml", "from April 1, 2012 to September 30, 2012"): W,
        ("TNS516", "filing.yaml", "adjusted-ebitda/Depreciation and Amortization"): W,
        ("TNS517", "cash-flow-2q.csv", "Repayments of short-term borrowings with initial m"): I,
    },
    "fy2012-annual": {
        ("TNS507", "balance-sheet.csv", "Accumulated other comprehensive loss"): W,
        ("TNS507", "equity.csv", "Other Comprehensive loss, net of tax"): W,
        ("TNS507", "income-statement-4q.csv", "Other expense — net"): W,
        ("TNS507", "income-statement-4q.csv", "LESS: NET LOSS ATTRIBUTABLE TO NONCONTROLLING INTE"): W,
        ("TNS507", "income-statement.csv", "LESS: NET LOSS ATTRIBUTABLE TO NONCONTROLLING INTE"): W,
        ("TNS509", "cash-flow-4q.csv", "Net cash used in financing activities"): I,
        ("TNS516", "filing.yaml", "adjusted-ebitda/Depreciation and Amortization"): W,
    },
    "1q-fy2013": {},
}  # fmt: skip


@pytest.mark.parametrize("sample", FOUND)
def test_samples_are_told_what_was_published_wrongly(sample: str) -> None:
    told = {}
    for one in api.check(api.read_filing(f"iij/{sample}")).findings:
        if "TNS507" <= one.code <= "TNS549":
            quoted = re.search(r"`([^`]*)`", one.message)
            file = one.sources[0].file.rpartition("/")[2]
            told[one.code, file, quoted[1][:50] if quoted else ""] = one.severity
    assert told == FOUND[sample]


@pytest.mark.parametrize("sample", FOUND)
def test_pages_of_samples_say_the_same_in_both_languages(sample: str) -> None:
    filing = api.read_filing(f"iij/{sample}")
    binder = bind(filing, api.figures_of(filing))
    made = pages(filing, binder, Past(filing, (), binder.figures), ("ja", "en"))
    result = with_documents(CheckResult((), {}), filing, made.pairs())
    assert result.findings == ()
    assert result.checked["TNS520"] > 100
