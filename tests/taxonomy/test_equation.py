from __future__ import annotations

from decimal import Decimal

import pytest

from tanshin.taxonomy.identity import Equality, MemberSum, RollForward, Term
from tests.taxonomy.example import Edit, refusals, taxonomy


def test_identities_are_read_in_order() -> None:
    example = taxonomy()
    name = example.name
    titles = {"en": "Capital is capital", "ja": "資本金の一致"}
    roll, components, capital, sides = example.identities
    assert roll == RollForward(
        "roll",
        {"en": "From opening to closing", "ja": "期首から期末"},
        name("Equity"),
        {name("ProfitLoss"): 1, name("Dividends"): -1},
        name("ComponentsAxis"),
    )
    assert isinstance(components, MemberSum)
    assert (components.axis, components.members, components.concepts) == (
        name("ComponentsAxis"),
        (name("CapitalMember"), name("EarningsMember")),
        (name("Equity"), name("ProfitLoss")),
    )
    assert capital == Equality(
        "capital",
        titles,
        Term(name("Equity"), name("ComponentsAxis"), name("CapitalMember")),
        Term(name("Capital")),
        {"USD": Decimal(1000)},
    )
    assert isinstance(sides, Equality)
    assert (sides.left, sides.right) == (Term(name("Assets")), Term(name("Equity"), weight=-2))


def test_a_term_says_its_member() -> None:
    name = taxonomy().name
    assert str(Term(name("Equity"), name("ComponentsAxis"), name("CapitalMember"))) == "Equity[CapitalMember]"
    assert str(Term(name("Capital"))) == "Capital"


def test_a_taxonomy_may_have_neither_identities_nor_a_mapping() -> None:
    bare = taxonomy(
        ("taxonomy.yaml", "identities: identities.yaml\n", ""), ("taxonomy.yaml", "mapping: mapping.yaml\n", "")
    )
    assert bare.identities == ()
    assert bare.concept("Cash").references == ()


def test_the_default_member_can_be_named_too() -> None:
    edit = ("identities.yaml", "left: {concept: Equity, member: CapitalMember}", "left: {concept: Equity, member: "
            "ComponentsTotalMember}")  # fmt: skip
    capital = taxonomy(edit).identities[2]
    assert isinstance(capital, Equality)
    assert capital.left.axis == taxonomy().name("ComponentsAxis")


LACKS = "lacks a key it needs"
ABSENT = "which the taxonomy does not have"


@pytest.mark.parametrize(
    ("edit", "position", "message"),
    [
        (("identities.yaml", "    balance: Equity\n", ""), 2, f"identity roll of kind roll-forward {LACKS}"),
        (("identities.yaml", "    members: [CapitalMember, EarningsMember]\n", ""), 8, "identity components of kind "
         f"members {LACKS}"),
        (("identities.yaml", "    right: {concept: Capital}\n", ""), 14, f"identity capital of kind equal {LACKS}"),
        (("identities.yaml", "{Assets: 1, Equity: -2}", "{Assets: 1}"), 20, f"identity sides of kind equal {LACKS}"),
        (("identities.yaml", "{Assets: 1, Equity: -2}", "[Assets, Equity]"), 20, f"identity sides of kind equal {LACKS}"),
        (("identities.yaml", "{Assets: 1,", "{Asets: 1,"), 20, f"identity sides names Asets, {ABSENT}"),
        (("identities.yaml", "balance: Equity", "balance: Eqity"), 2, f"identity roll names Eqity, {ABSENT}"),
        (("identities.yaml", "{concept: Capital}", "{concept: Capitol}"), 14, f"identity capital names Capitol, {ABSENT}"),
        (("identities.yaml", "    balance: Equity\n    axis: ComponentsAxis", "    balance: Equity\n    axis: Capital"), 2,
         "identity roll names Capital, which is no axis of the taxonomy"),
        (("identities.yaml", "member: CapitalMember", "member: Cash"), 14,
         "identity capital names Cash, which is no member of an axis"),
        (("identities.yaml", "[CapitalMember, EarningsMember]", "[CapitalMember, Cash]"), 8,
         "identity components names Cash, which is no member of an axis"),
        (("identities.yaml", "id: sides", "id: roll"), 20, "identity roll stands twice"),
    ],
)  # fmt: skip
def test_an_identity_that_cannot_be_checked_is_refused(edit: Edit, position: int, message: str) -> None:
    assert (f"ex/identities.yaml:{position}:5", message) in refusals(edit)


def test_a_member_of_another_axis_is_refused() -> None:
    axis = """\
  - axis: OtherAxis
    label: {en: "Other [Axis]", ja: "その他 [軸]"}
    members: [{member: OtherMember, label: {en: "Other [Member]", ja: "その他 [メンバー]"}}]
statements:"""
    edits = (
        ("taxonomy.yaml", "statements:", axis),
        ("identities.yaml", "[CapitalMember, EarningsMember]", "[CapitalMember, OtherMember]"),
    )
    message = "identity components names OtherMember, which is no member of ComponentsAxis"
    assert refusals(*edits) == [("ex/identities.yaml:8:5", message)]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (
            ("mapping.yaml", "  Cash: {", "  Kash: {"),
            ("ex/mapping.yaml:4:9", "Kash is mapped, but the taxonomy does not have it"),
        ),
        (
            ("mapping.yaml", 'topic: "210"', 'topic: "230"'),
            ("ex/mapping.yaml:4:31", "topic 230 has no name; add it to topics"),
        ),
    ],
)
def test_a_mapping_names_what_there_is(edit: Edit, found: tuple[str, str]) -> None:
    assert refusals(edit) == [found]
