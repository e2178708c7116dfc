"""Where single printed figures come from, and what is said of those that have to be given."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from tanshin.validate.printing import Origin, Printing, Reason, printings
from tests.samples.display_policy_page import as_page
from tests.samples.filings import paper


def printed(name: str, table: str, row: str, column: str) -> Printing:
    (one,) = [
        one
        for one in printings(paper(name, with_earlier=True))
        if (one.printed.table, one.printed.row, one.printed.column) == (table, row, column)
    ]
    return one


SUMMARY = "operating-results-summary"


@pytest.mark.parametrize(
    ("filing", "table", "row", "column", "origin", "reason"),
    [
        ("fy2012-annual", SUMMARY, "Total Revenues", "FY2012", Origin.DERIVED, None),
        ("fy2012-annual", SUMMARY, "Network Services", "FY2011", Origin.ADJUSTED, None),
        ("fy2012-annual", "balance-sheet", "Inventories", "2013-03-31 JPY", Origin.GIVEN, Reason.SOURCE),
        ("fy2012-annual", "balance-sheet", "Total current assets", "2013-03-31 JPY", Origin.DERIVED, None),
        ("fy2012-annual", "targets", "Full FY2013 Target", "Revenues", Origin.DERIVED, None),
        ("fy2012-annual", "forecasts", "Interim Period Ending September 30, 2013", "Total Revenues", Origin.GIVEN,
         Reason.OWN),
        ("fy2009-annual", "capital-expenditure", "Acquisition of Assets by Entering into Capital Leases", "FY2008",
         Origin.DERIVED, None),
        ("1q-fy2013", "quarterly-results", "Current income tax expense", "1Q13", Origin.GIVEN, Reason.SOURCE),
    ],
)  # fmt: skip
def test_origin(filing: str, table: str, row: str, column: str, origin: Origin, reason: Reason | None) -> None:
    one = printed(filing, table, row, column)
    assert (one.origin, one.reason) == (origin, reason)


def test_what_was_published_wrong_is_told_with_what_follows() -> None:
    one = printed("1h-fy2012", "operating-results", "Six Months Ended September 30, 2011", "Operating Income")
    assert (one.reason, one.printed.value, one.expected) == (Reason.PUBLISHED, Decimal(2488000000), Decimal(2448000000))


def test_every_figure_is_judged_once_and_counted_on_the_page() -> None:
    found = printings(paper("1q-fy2013"))
    assert Counter(one.origin for one in found) == {Origin.DERIVED: 72, Origin.GIVEN: 250}
    assert "| **all** | 72 |  | 250 |" in as_page([("1q-fy2013", found)])
