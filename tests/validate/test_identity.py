"""Identities: where they apply, what they compare, and where they are told to be not checkable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.read.canonical.filing import read_filing
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.taxonomy.identity import MemberSum
from tanshin.validate.equation import Equation
from tanshin.validate.identity import evaluate
from tests.validate.sample import filing

BASE = Path(__file__).resolve().parents[1] / "findings" / "base"
RETAINED = "RetainedEarningsMember"


@cache
def example() -> Filing:
    return read_filing(BASE / "example" / "annual", BASE / "taxonomy", "example/annual")


def with_facts(change: Callable[[Fact], Fact | None], one: Filing | None = None) -> Filing:
    one = one or example()
    return replace(one, report=Report(tuple(fact for fact in map(change, one.report) if fact)))


def words(fact: Fact) -> str:
    """A fact by its key without the prefix."""
    return str(fact.key).partition(":")[2]


def of(one: Filing, identity: str) -> list[Equation]:
    return [equation for equation in evaluate(one).equations if equation.identity.id == identity]


def without(*gone: str) -> Filing:
    return with_facts(lambda fact: None if words(fact) in gone else fact)


def nil(*empty: str) -> Filing:
    return with_facts(lambda fact: replace(fact, value=None, decimals=None) if words(fact) in empty else fact)


def more(*changed: str) -> Filing:
    def change(fact: Fact) -> Fact:
        if words(fact) not in changed:
            return fact
        assert isinstance(fact.value, Decimal)
        return replace(fact, value=fact.value + 1)

    return with_facts(change)


def test_a_roll_forward_holds_for_the_whole_and_each_component() -> None:
    found = of(example(), "equity-roll-forward")
    assert [words(equation.stated[0]) for equation in found] == [
        "Equity 2013-03-31 JPY",
        "Equity 2013-03-31 JPY CommonStockMember",
        f"Equity 2013-03-31 JPY {RETAINED}",
    ]
    assert [words(fact) for fact, _ in found[2].terms] == [
        f"Equity 2012-03-31 JPY {RETAINED}",
        f"NetIncome 2012-04-01/2013-03-31 JPY {RETAINED}",
    ]
    assert all(equation.holds and equation.difference == 0 for equation in found)
    assert {equation.role for equation in found} == {"https://example.com/taxonomy/2013-03-31/role/StatementOfEquity"}


def test_a_roll_forward_is_a_matter_of_the_statement_that_opens_the_balance() -> None:
    """Net income of three months is reported, and so is equity at their end; the movements of the quarter are not."""
    periods = Counter(str(equation.stated[0].key.period) for equation in of(filing(), "equity-roll-forward"))
    assert periods == {"2012-03-31": 7, "2013-03-31": 14}
    rolled = {fact for equation in of(filing(), "equity-roll-forward") for fact in equation.facts}
    assert not any(str(fact.key.period).startswith(("2012-01-01", "2013-01-01")) for fact in rolled)


def test_a_change_that_is_nil_or_absent_is_zero() -> None:
    for changed in (nil("NetIncome 2012-04-01/2013-03-31 JPY"), without("NetIncome 2012-04-01/2013-03-31 JPY")):
        (equation,) = (one for one in of(changed, "equity-roll-forward") if not one.stated[0].key.dimensions)
        assert equation.difference == 10_051_000


@pytest.mark.parametrize("missing", ["Equity 2012-03-31 JPY", "Equity 2013-03-31 JPY"])
def test_a_balance_that_is_missing_is_a_gap(missing: str) -> None:
    (gap,) = (one for one in evaluate(without(missing)).gaps if one.identity.id == "equity-roll-forward")
    assert [str(key).partition(":")[2] for key in gap.needs] == [missing]
    assert gap.facts


def test_members_are_added_up_where_one_is_reported() -> None:
    found = of(example(), "equity-members")
    assert [words(equation.stated[0]) for equation in found] == [
        "Equity 2012-03-31 JPY",
        "Equity 2013-03-31 JPY",
        "NetIncome 2012-04-01/2013-03-31 JPY",
    ]
    assert all(equation.difference == 0 for equation in found)
    # Equity in dollars is in the balance sheet, without members: there is nothing to add up.
    assert all(str(equation.stated[0].key.unit) == "JPY" for equation in found)


def test_a_total_that_is_missing_or_nil() -> None:
    (gap,) = (one for one in evaluate(without("Equity 2013-03-31 JPY")).gaps if one.identity.id == "equity-members")
    assert [str(key) for key in gap.needs] == ["ex:Equity 2013-03-31 JPY"]
    assert len(gap.facts) == 2
    (equation,) = (
        one
        for one in of(nil("Equity 2013-03-31 JPY"), "equity-members")
        if words(one.stated[0]) == "Equity 2013-03-31 JPY"
    )
    assert equation.difference == -100_100_000


def test_equal_terms_are_compared_in_every_period_and_unit() -> None:
    found = of(example(), "balance-sheet-balances")
    assert [words(equation.stated[0]) for equation in found] == [
        "Assets 2012-03-31 JPY",
        "Assets 2013-03-31 JPY",
        "Assets 2013-03-31 USD",
    ]
    wrong = of(more("Assets 2013-03-31 USD"), "balance-sheet-balances")
    assert [equation.difference for equation in wrong] == [0, 0, 1]
    assert [equation.holds for equation in wrong] == [True, True, False]


def test_nil_on_both_sides_is_nothing_to_compare() -> None:
    both = nil("Assets 2013-03-31 USD", "Equity 2013-03-31 USD")
    assert len(of(both, "balance-sheet-balances")) == 2
    one = of(nil("Equity 2013-03-31 USD"), "balance-sheet-balances")
    assert one[2].difference == 1_001_000


def test_an_identity_that_binds_nowhere_is_a_gap_where_its_statements_are_printed() -> None:
    changed = with_facts(lambda fact: None if words(fact).startswith("Assets ") else fact)
    assert [(gap.identity.id, gap.facts) for gap in evaluate(changed).gaps] == [("balance-sheet-balances", ())]
    not_printed = replace(changed, tables=())
    assert [gap.identity.id for gap in evaluate(not_printed).gaps] == []


def test_a_tolerance_is_for_its_unit() -> None:
    """The dollar columns of two statements are footed apart: dividends differ by one thousand, and by no more."""
    found = {str(equation.stated[0].key.unit): equation for equation in of(filing(), "dividends-cash-flow")}
    assert (found["USD"].difference, found["USD"].tolerance, found["USD"].holds) == (
        Decimal(-1000),
        Decimal(1000),
        True,
    )
    assert not found["JPY"].difference
    assert not found["JPY"].tolerance


def test_weights_and_members_of_an_equality() -> None:
    shares = of(filing(), "ads-equivalents-basic")
    assert {equation.expected for equation in shares} == {Decimal(81_073_600)}
    treasury = of(filing(), "equity-treasury-stock")
    assert [(equation.stated[0].value, equation.terms[0][0].value) for equation in treasury] == [
        (Decimal(-392_079_000), Decimal(392_079_000)),
        (Decimal(-392_079_000), Decimal(392_079_000)),
        (Decimal(-4_164_000), Decimal(4_164_000)),
    ]


def test_members_may_add_up_to_another_concept() -> None:
    """Segments state their profit, the whole states operating income."""
    one = example()
    (members,) = (identity for identity in one.taxonomy.identities if identity.id == "equity-members")
    assert isinstance(members, MemberSum)
    equity, liabilities = (one.taxonomy.name(local) for local in ("Equity", "Assets"))
    stated = replace(members, concepts=(equity,), total=liabilities)
    other = replace(one, taxonomy=replace(one.taxonomy, identities=(stated,)))
    found = of(other, "equity-members")
    assert [words(equation.stated[0]) for equation in found] == ["Assets 2012-03-31 JPY", "Assets 2013-03-31 JPY"]
    assert [len(equation.terms) for equation in found] == [2, 2]
    gone = with_facts(lambda fact: None if words(fact) == "Assets 2012-03-31 JPY" else fact, other)
    assert [str(key) for gap in evaluate(gone).gaps for key in gap.needs] == ["ex:Assets 2012-03-31 JPY"]
