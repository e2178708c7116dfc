"""A filing beside those before it: comparatives and restatements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.report.aspect import JPY_PER_SHARE, SHARES, Instant, Unit
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.issuer import Split
from tanshin.report.report import Report
from tanshin.report.restatement import Restatement, RestatementKind
from tanshin.validate.check import check
from tanshin.validate.history import History, Published
from tanshin.values.finding import Finding, Severity
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding, round_to
from tanshin.values.source import Source
from tests.samples.filings import NAMES, sample

YEAR, HALF = "fy2012-annual", "1h-fy2012"


def altered(filing: Filing, local: str, period: str, value: Decimal, unit: str = "JPY") -> Filing:
    """A filing that says something else of one thing."""
    facts = []
    for fact in filing.report:
        key = fact.key
        is_it = (key.concept.local, str(key.period), str(key.unit), key.dimensions) == (local, period, unit, ())
        facts.append(replace(fact, value=value) if is_it else fact)
    assert facts != list(filing.report)
    return replace(filing, report=Report(tuple(facts)))


def told(code: str, filing: Filing, *earlier: Filing) -> list[Finding]:
    return [one for one in check(filing, (), earlier).findings if one.code == code]


def history(name: str) -> History:
    return History(sample(name), tuple(map(sample, NAMES[: NAMES.index(name)])))


def test_what_the_samples_publish_twice_is_published_alike() -> None:
    """The balance sheet of March 2012 stands in two filings, that of March 2013 in two others."""
    assert [one for name in NAMES for one in history(name).comparatives if not one.agrees] == []
    assert [len(history(name).comparatives) for name in NAMES] == [0, 0, 63, 29]


def test_the_balance_sheet_of_march_2012_is_compared_line_by_line() -> None:
    found = {one.fact.key for one in history(YEAR).comparatives}
    lines = [
        one.key
        for one in sample(YEAR).prints
        if one.table == "balance-sheet" and str(one.key.period) == "2012-03-31" and str(one.key.unit) == "JPY"
    ]
    assert len(lines) > 40
    assert set(lines) <= found


@pytest.mark.parametrize("by", [1000, -1000, 9_000_000_000])
def test_another_balance_than_was_published_is_an_error(by: int) -> None:
    value = Decimal(13_536_824_000) + by
    (finding,) = told("TNS301", altered(sample(YEAR), "CashAndCashEquivalents", "2012-03-31", value), sample(HALF))
    assert finding.severity is Severity.ERROR
    assert (finding.expected, finding.actual) == (Decimal(13_536_824_000), value)
    assert {source.file for source in finding.sources} == {
        f"iij/{YEAR}/balance-sheet.csv",
        f"iij/{HALF}/balance-sheet.csv",
    }


def test_a_coarser_print_has_to_round_what_was_published() -> None:
    slides = sample("1q-fy2013")
    assert told("TNS301", slides, sample(YEAR)) == []
    wrong = altered(slides, "Assets", "2013-03-31", Decimal(82_112_000_000))
    (finding,) = told("TNS301", wrong, sample(YEAR))
    assert "82,112 is printed, but iij/fy2012-annual published 82,111,266 (thousands of JPY)" in finding.message


def test_dollars_of_two_filings_are_not_compared() -> None:
    """Each filing translates the balance of its own day at its own rate."""
    assert {str(one.fact.key.unit) for one in history(YEAR).comparatives} <= {"JPY", "shares", "JPY/shares", "pure"}


def test_filings_that_came_later_are_not_asked() -> None:
    assert History(sample(HALF), (sample(YEAR),)).comparatives == ()


def test_targets_are_no_comparatives() -> None:
    """What was said of a year before it was over is a forecast, and may turn out otherwise."""
    assert not any("Target" in one.fact.concept.local for one in history("1q-fy2013").comparatives)


def restated(old: str, new: str, kind: RestatementKind = RestatementKind.CORRECTION) -> Filing:
    """The annual filing, which says that it restates an opening balance."""
    filing = altered(sample(YEAR), "Inventories", "2012-03-31", Decimal(752_000_000))
    prints = tuple(
        replace(one, value=Decimal(752_000_000)) if (one.row, one.column) == ("Inventories", "2012-03-31 JPY") else one
        for one in filing.prints
    )
    entry = Restatement(
        "balance-sheet",
        "Inventories",
        "2012-03-31 JPY",
        kind,
        Decimal(old),
        Decimal(new),
        0,
        "why",
        Source("r.csv", 2, 1),
    )
    return replace(filing, prints=prints, restatements=(entry,))


def test_a_restatement_explains_the_difference_it_names() -> None:
    filing = restated("752075", "752000")
    assert told("TNS301", filing, sample(HALF)) == []
    assert told("TNS303", filing, sample(HALF)) == []


@pytest.mark.parametrize(("old", "new"), [("752076", "752000"), ("752075", "752001"), ("-752075", "752000")])
def test_a_restatement_lapses_when_either_figure_is_another(old: str, new: str) -> None:
    filing = restated(old, new)
    assert len(told("TNS301", filing, sample(HALF))) == 1
    (finding,) = told("TNS303", filing, sample(HALF))
    assert "lapsed" in finding.message
    assert finding.sources[0] == Source("r.csv", 2, 1)


def test_a_restatement_that_nothing_needs_is_told() -> None:
    entry = restated("752075", "752000").restatements[0]
    filing = replace(sample(YEAR), restatements=(replace(entry, old=Decimal(752_070), new=Decimal(752_075)),))
    (finding,) = told("TNS303", filing, sample(HALF))
    assert "nothing is restated" in finding.message


def test_without_the_earlier_filing_a_restatement_is_not_judged() -> None:
    assert told("TNS303", restated("752076", "752000")) == []


def test_what_cannot_be_compared_is_told_once_for_a_table() -> None:
    found = told("TNS304", sample(YEAR), sample(HALF))
    tables = [finding.message.partition(":")[0] for finding in found]
    assert len(tables) == len(set(tables))
    assert "balance-sheet" not in tables
    assert "cash-flow" in tables


NAME = QName("urn:x", "X")
DAY = Instant(date(2012, 3, 31))


def fact(value: Decimal, decimals: int | None, unit: Unit) -> Fact:
    return Fact(Key(NAME, sample(YEAR).entity, DAY, unit), value, decimals)


@given(st.integers(-(10**12), 10**12), st.integers(-6, 2), st.integers(-6, 2))
def test_two_roundings_of_one_number_agree(number: int, one: int, other: int) -> None:
    filing = sample(YEAR)
    assert filing.rounding is Rounding.HALF_UP
    exact = Decimal(number).scaleb(-2)
    finer, coarser = max(one, other), min(one, other)
    # The coarser one is rounded from the finer: from an exact number it may differ where a half lies between.
    first = round_to(exact, finer, Rounding.HALF_UP)
    second = round_to(first, coarser, Rounding.HALF_UP)
    jpy = next(fact.key.unit for fact in filing.report if str(fact.key.unit) == "JPY")
    assert jpy
    asked = History(filing, (sample(HALF),))
    assert asked.agree(fact(first, finer, jpy), Published(fact(second, coarser, jpy), sample(HALF)))
    assert asked.agree(fact(second, coarser, jpy), Published(fact(first, finer, jpy), sample(HALF)))
    other_ = second + Decimal(1).scaleb(-coarser)
    assert not asked.agree(fact(other_, coarser, jpy), Published(fact(first, finer, jpy), sample(HALF)))


@given(st.integers(1, 10**9), st.integers(2, 500))
def test_shares_of_two_bases_agree_when_the_split_lies_between(count: int, ratio: int) -> None:
    filing = sample(YEAR)
    split = replace(filing, issuer=replace(filing.issuer, splits=(Split(date(2013, 1, 1), ratio),)))
    asked = History(split, (sample(HALF),))
    before = Published(fact(Decimal(count), 0, SHARES), sample(HALF))
    assert asked.agree(fact(Decimal(count * ratio), 0, SHARES), before)
    assert not asked.agree(fact(Decimal(count), 0, SHARES), before)


@given(st.integers(1, 10**6), st.integers(2, 500))
def test_an_amount_per_share_is_divided_by_the_split_and_rounded_again(sen: int, ratio: int) -> None:
    filing = sample(YEAR)
    split = replace(filing, issuer=replace(filing.issuer, splits=(Split(date(2013, 1, 1), ratio),)))
    asked = History(split, (sample(HALF),))
    old = Decimal(sen).scaleb(-2)
    before = Published(fact(old, 2, JPY_PER_SHARE), sample(HALF))
    new = round_to(Decimal(sen) / ratio / 100, 2, Rounding.HALF_UP)
    assert asked.agree(fact(new, 2, JPY_PER_SHARE), before)
    assert not asked.agree(fact(new + Decimal("0.02"), 2, JPY_PER_SHARE), before)
