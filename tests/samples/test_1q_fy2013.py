"""The slides of the first quarter of FY2013 as facts, and what follows from them and the year before.

``1q-fy2013.facts.csv`` is written anew with ``pytest --regenerate``; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml

from tanshin import api, resources
from tanshin.read.canonical.filing import read_filing
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.validate.check import check
from tanshin.values.finding import Severity
from tests.samples.facts import HEADER, row, significant
from tests.validate.sample import of_words

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "iij"
FILING = SAMPLES / "1q-fy2013"
SNAPSHOT = Path(__file__).with_name("1q-fy2013.facts.csv")

#: By table, what it brings in and what it prints again.
FACTS = {
    "highlights": (10, 0),
    "business-highlights": (14, 0),
    "results-overview": (40, 10),
    "revenues": (16, 0),
    "gross-margins": (9, 2),
    "gross-margin-ratios": (7, 1),
    "network-services": (20, 1),
    "contracts": (3, 0),
    "systems-integration": (25, 3),
    "personnel": (15, 1),
    "selling-general-administrative": (6, 1),
    "income": (4, 6),
    "atm-segment": (6, 0),
    "atms": (1, 0),
    "quarterly-results": (20, 0),
    "balance-sheet-summary": (47, 0),
    "cash-flows": (14, 0),
    "cloud": (11, 2),
    "cloud-measures": (7, 0),
    "targets": (23, 1),
    "share-issue": (3, 0),
}


@cache
def sample(name: str = "1q-fy2013") -> Filing:
    return read_filing(SAMPLES / name, resources.taxonomy_dir())


def test_every_fact_is_as_it_was(regenerate: bool) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *map(row, sample().report)])
    if regenerate:
        SNAPSHOT.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert stream.getvalue().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_there_are_as_many_facts_and_prints_as_there_were() -> None:
    facts = Counter(fact.table for fact in sample().report)
    prints = Counter(one.table for one in sample().prints)
    assert {table: (facts[table], prints[table] - facts[table]) for table in prints} == FACTS
    assert (len(sample().report), len(sample().prints)) == (301, 329)


@cache
def cells(table: str) -> list[dict[str, str]]:
    with (FILING / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_every_cell_that_holds_something_is_a_print() -> None:
    head = yaml.safe_load((FILING / "filing.yaml").read_text(encoding="utf-8"))
    tables = [one["table"] for one in head["tables"]]
    held = {table: sum(bool(text) for one in cells(table) for text in list(one.values())[1:]) for table in tables}
    assert Counter(one.table for one in sample().prints) == held


def test_every_cell_gives_the_value_that_stands_in_it() -> None:
    for one in sample().prints:
        text = list(cells(one.table)[one.source.line - 2].values())[one.source.column - 1]
        value = f"{one.value:f}" if isinstance(one.value, Decimal) else ""
        assert significant(value) == significant(text), one
        assert not one.value or (value[0] == "-") == (text[0] == "(") or turned(one.table, one.row), one


def turned(table: str, caption: str) -> bool:
    """Lines that print the reverse of their concept: a loss of others, and what the growth of receivables takes."""
    return (table, caption) in {
        ("quarterly-results", "Net loss (income) attributable to non-controlling interests"),
        ("cash-flows", "Decrease in accounts receivable"),
    }


@pytest.mark.parametrize(
    ("name", "checked"),
    [
        ("1q-fy2013", {"TNS103": 6, "TNS407": 65, "TNS411": 28}),
        ("fy2012-annual", {"TNS103": 48, "TNS407": 67, "TNS411": 136}),
    ],
)
def test_nothing_is_wrong_that_could_be_compared(name: str, checked: dict[str, int]) -> None:
    result = api.check(sample(name))
    found = [one.message for one in result.findings if one.severity is not Severity.INFO and not of_words(one)]
    assert found == []
    assert {code: result.checked[code] for code in checked} == checked


def test_the_release_of_the_year_before_contradicts_nothing() -> None:
    result = check(sample(), api.figures_of(sample()), [sample("fy2012-annual")])
    assert [finding.message for finding in result.findings if finding.severity is not Severity.INFO] == []


# What the slides say of a quarter is often only by how much it moved. With the quarter before, which is in the release
# of May, both the amount and the amount a year earlier follow, and with them the printed percentages.


def fact(concept: str, period: str, name: str = "1q-fy2013") -> Fact:
    found = [
        one
        for one in sample(name).report
        if one.concept.local == concept
        and str(one.key.period) == period
        and not one.key.dimensions
        and str(one.key.unit) in ("JPY", "pure")
    ]
    (one,) = found
    return one


QUARTER, BEFORE = "2013-04-01/2013-06-30", "2013-01-01/2013-03-31"
MOVED = (
    "InternetConnectivityServicesCorporateRevenue",
    "InternetConnectivityServicesHomeRevenue",
    "OutsourcingServicesRevenue",
    "WanServicesRevenue",
    "CostOfNetworkServices",
    "SystemsConstructionRevenue",
    "SystemsOperationAndMaintenanceRevenue",
    "CostOfSystemsIntegration",
)


def millions(concept: str, period: str = QUARTER, name: str = "1q-fy2013") -> Fraction:
    value = fact(concept, period, name).value
    assert isinstance(value, Decimal)
    return Fraction(value) / 10**6


def amount(concept: str) -> Fraction:
    return millions(concept, BEFORE, "fy2012-annual") + millions(f"{concept}IncreaseFromPreviousQuarter")


@pytest.mark.parametrize("concept", MOVED)
def test_percentages_follow_from_what_moved(concept: str) -> None:
    """Each amount may be off by half a million, and so may each difference."""
    before, moved = millions(concept, BEFORE, "fy2012-annual"), millions(f"{concept}IncreaseFromPreviousQuarter")
    year, grown = amount(concept) - millions(f"{concept}Increase"), millions(f"{concept}Increase")
    for part, base, change in ((moved, before, "ChangeFromPreviousQuarter"), (grown, year, "Change")):
        printed = fact(f"{concept}{change}", QUARTER).value
        assert isinstance(printed, Decimal)
        assert abs(part / base - Fraction(printed)) <= Fraction(1, 2000) + Fraction(1) / base, change


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("NetworkServicesRevenue", MOVED[:4]),
        ("SystemsIntegrationRevenue", MOVED[5:7]),
    ],
)
def test_amounts_add_up_to_the_revenues_printed(total: str, parts: tuple[str, ...]) -> None:
    assert abs(sum(map(amount, parts)) - millions(total)) <= Fraction(len(parts) + 1, 2)


@pytest.mark.parametrize(
    ("revenue", "cost", "margin"),
    [
        ("NetworkServicesRevenue", "CostOfNetworkServices", "NetworkServicesGrossMargin"),
        ("SystemsIntegrationRevenue", "CostOfSystemsIntegration", "SystemsIntegrationGrossMargin"),
    ],
)
def test_revenue_less_cost_is_the_margin_printed(revenue: str, cost: str, margin: str) -> None:
    assert abs(millions(revenue) - amount(cost) - millions(margin)) <= Fraction(3, 2)
    ratio = fact(f"{margin}Ratio", QUARTER).value
    assert isinstance(ratio, Decimal)
    assert abs(millions(margin) / millions(revenue) - Fraction(ratio)) <= Fraction(1, 2000) + 1 / millions(revenue)


def test_backlogs_go_on_from_those_of_march() -> None:
    """Backlog, orders and sales: the orders of construction are those of equipment as well.

    Backlogs and orders are known by the differences and percentages printed, so only roughly.
    """
    for orders, sold in (
        ("SystemsConstructionOrders", ("SystemsConstructionRevenue", "EquipmentSalesRevenue")),
        ("SystemsOperationAndMaintenanceOrders", ("SystemsOperationAndMaintenanceRevenue",)),
    ):
        received = grown_to(f"{orders}Received", QUARTER)
        backlog = grown_to(f"{orders[:-1]}Backlog", "2013-06-30")
        opening = millions(f"{orders[:-1]}Backlog", "2013-03-31", "fy2012-annual")
        left = sum(millions(one) if one.startswith("Equipment") else amount(one) for one in sold)
        assert abs(opening + received - left - backlog) <= 40, orders


def grown_to(concept: str, period: str) -> Fraction:
    """An amount of which only the increase and the change are printed."""
    increase, change = millions(f"{concept}Increase", period), fact(f"{concept}Change", period).value
    assert isinstance(change, Decimal)
    return increase / Fraction(change) + increase


def test_quarters_add_up_to_their_year() -> None:
    """Exactly as printed: what personnel cost, and what the segment earned."""
    quarters = ("1Q12", "2Q12", "3Q12", "4Q12")
    for table in ("personnel", "atm-segment"):
        printed = cells(table)[0]
        assert sum(int(printed[one].replace(",", "")) for one in quarters) == int(printed["FY12"].replace(",", ""))


def test_net_income_is_what_is_left_of_income_before_tax() -> None:
    """1,431 less taxes of 269 and 268, plus 65 from investees, less 5 of others, is 954."""
    lines = cells("quarterly-results")
    current, deferred, investees, others = (int(line["1Q13"].strip("()")) for line in lines)
    before, after = (
        next(one for one in cells("income") if one["caption"].startswith(name)) for name in ("Income", "Net")
    )
    assert int(before["1Q13"].replace(",", "")) - current - deferred + investees - others == int(after["1Q13"])
