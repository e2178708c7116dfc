"""The networks of the small example, written out in full."""

from __future__ import annotations

from decimal import Decimal

from tanshin.taxonomy import label as roles
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.network import relationships_of
from tanshin.taxonomy.relationship import Relationship
from tests.taxonomy.example import NAMESPACE, taxonomy

ARCS = taxonomy().dts.relationships


def arcs(statement: str, arcrole: str) -> list[Relationship]:
    return [arc for arc in ARCS if arc.role == f"{NAMESPACE}/role/{statement}" and arc.arcrole == arcrole]


def pairs(statement: str, arcrole: str) -> list[str]:
    return [f"{arc.source.local} > {arc.target.local}" for arc in arcs(statement, arcrole)]


def test_nesting_is_presentation() -> None:
    assert pairs("Sheet", arcroles.PARENT_CHILD) == [
        "SheetAbstract > SheetTable",
        "SheetAbstract > SheetLineItems",
        "SheetLineItems > AssetsAbstract",
        "AssetsAbstract > Cash",
        "AssetsAbstract > Receivables",
        "Receivables > Allowance",
        "AssetsAbstract > Other",
        "AssetsAbstract > Assets",
        "SheetLineItems > EquityAbstract",
        "EquityAbstract > Capital",
        "EquityAbstract > TreasuryStock",
        "EquityAbstract > OtherEquity",
        "EquityAbstract > Equity",
        "SheetLineItems > SharesIssued",
    ]


def test_axes_and_members_are_presented_under_the_table() -> None:
    assert pairs("Movement", arcroles.PARENT_CHILD) == [
        "MovementAbstract > MovementTable",
        "MovementTable > ComponentsAxis",
        "ComponentsAxis > ComponentsTotalMember",
        "ComponentsTotalMember > CapitalMember",
        "ComponentsTotalMember > EarningsMember",
        "MovementAbstract > MovementLineItems",
        "MovementLineItems > Equity",
        "MovementLineItems > ProfitLoss",
        "MovementLineItems > Dividends",
        "MovementLineItems > Equity",
    ]


def test_positions_name_the_label_they_print_unless_it_is_the_standard_label() -> None:
    preferred = {
        (arc.target.local, arc.order): arc.preferred_label for arc in arcs("Movement", arcroles.PARENT_CHILD)[6:]
    }
    assert preferred == {
        ("Equity", 1): roles.PERIOD_START,
        ("ProfitLoss", 2): None,
        ("Dividends", 3): roles.NEGATED,
        ("Equity", 4): roles.PERIOD_END,
    }


def test_sums_are_calculation() -> None:
    found = [(arc.source.local, arc.target.local, arc.weight) for arc in arcs("Sheet", arcroles.SUMMATION_ITEM)]
    assert found == [
        ("Assets", "Cash", Decimal(1)),
        ("Assets", "Receivables", Decimal(1)),
        ("Assets", "Other", Decimal(1)),
        ("Equity", "Capital", Decimal(1)),
        ("Equity", "TreasuryStock", Decimal(-1)),
        ("Equity", "OtherEquity", Decimal(1)),
    ]
    assert arcs("Movement", arcroles.SUMMATION_ITEM) == []


def test_a_statement_is_a_closed_hypercube_in_the_scenario() -> None:
    (cube,) = arcs("Movement", arcroles.ALL)
    assert (cube.source.local, cube.target.local) == ("MovementAbstract", "MovementTable")
    assert cube.closed
    assert cube.context_element == "scenario"
    assert pairs("Movement", arcroles.HYPERCUBE_DIMENSION) == ["MovementTable > ComponentsAxis"]
    assert pairs("Movement", arcroles.DIMENSION_DOMAIN) == ["ComponentsAxis > ComponentsTotalMember"]
    assert pairs("Movement", arcroles.DIMENSION_DEFAULT) == ["ComponentsAxis > ComponentsTotalMember"]


def test_domain_members_are_the_members_and_everything_that_may_be_reported() -> None:
    assert pairs("Movement", arcroles.DOMAIN_MEMBER) == [
        "MovementAbstract > MovementLineItems",
        "ComponentsTotalMember > CapitalMember",
        "ComponentsTotalMember > EarningsMember",
        "MovementLineItems > Equity",
        "MovementLineItems > SharesIssued",
        "MovementLineItems > ProfitLoss",
        "MovementLineItems > Dividends",
    ]


def test_without_a_default_the_members_hang_on_the_axis_itself() -> None:
    found = [
        f"{arc.source.local} > {arc.target.local}"
        for arc in relationships_of(taxonomy().statements, {})
        if arc.arcrole == arcroles.DIMENSION_DOMAIN
    ]
    assert found == ["ComponentsAxis > CapitalMember", "ComponentsAxis > EarningsMember"]


def test_orders_differ_among_siblings() -> None:
    seen = [(arc.arcrole, arc.role, arc.source, arc.order) for arc in ARCS]
    assert len(seen) == len(set(seen))
