from __future__ import annotations

from decimal import Decimal

import pytest

from tanshin.taxonomy.identity import AtMost, Equality, MemberSum, Movement, RollForward, Term, Total, Within
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
        name("ProfitLoss"),
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
    edit = ("identities.yaml", "member: CapitalMember}", "member: ComponentsTotalMember}")
    capital = taxonomy(edit).identities[2]
    assert isinstance(capital, Equality)
    assert capital.left.axis == taxonomy().name("ComponentsAxis")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("    balance: Equity\n", "", 2, "identity roll of kind roll-forward lacks a key it needs"),
        (
            "    members: [CapitalMember, EarningsMember]\n",
            "",
            8,
            "identity components of kind members lacks a key it needs",
        ),
        ("    right: {concept: Capital}\n", "", 14, "identity capital of kind equal lacks a key it needs"),
        ("{Assets: 1, Equity: -2}", "{Assets: 1}", 20, "identity sides of kind equal lacks a key it needs"),
        ("{Assets: 1, Equity: -2}", "[Assets, Equity]", 20, "identity sides of kind equal lacks a key it needs"),
        ("{Assets: 1,", "{Asets: 1,", 20, "identity sides names Asets, which the taxonomy does not have"),
        ("balance: Equity", "balance: Eqity", 2, "identity roll names Eqity, which the taxonomy does not have"),
        (
            "{concept: Capital}",
            "{concept: Capitol}",
            14,
            "identity capital names Capitol, which the taxonomy does not have",
        ),
        (
            "    balance: Equity\n",
            "    balance: Equity\n    always: Capital\n",
            2,
            "identity roll: Capital, which is always there, is none of its changes",
        ),
        (
            "Equity\n    axis: ComponentsAxis",
            "Equity\n    axis: Capital",
            2,
            "identity roll names Capital, which is no axis of the taxonomy",
        ),
        ("member: CapitalMember", "member: Cash", 14, "identity capital names Cash, which is no member of an axis"),
        (
            "[CapitalMember, EarningsMember]",
            "[CapitalMember, Cash]",
            8,
            "identity components names Cash, which is no member of an axis",
        ),
        ("id: sides", "id: roll", 20, "identity roll stands twice"),
        ("{ProfitLoss: 1,", "{'': 1,", 2, "identity roll names , which the taxonomy does not have"),
        ("member: CapitalMember", "member: ''", 14, "identity capital names , which is no member of an axis"),
    ],
)
def test_an_identity_that_cannot_be_checked_is_refused(old: str, new: str, line: int, message: str) -> None:
    assert (f"ex/identities.yaml:{line}:5", message) in refusals(("identities.yaml", old, new))


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
            ("ex/mapping.yaml:4:32", "topic 230 has no name; add it to topics"),
        ),
    ],
)
def test_a_mapping_names_what_there_is(edit: Edit, found: tuple[str, str]) -> None:
    assert refusals(edit) == [found]


def test_another_concept_may_state_a_sum_over_members() -> None:
    edit = ("identities.yaml", "concepts: [Equity, ProfitLoss]", "concepts: [Equity]\n    total: Capital")
    components = taxonomy(edit).identities[1]
    assert isinstance(components, MemberSum)
    assert components.total == taxonomy().name("Capital")
    (found,) = refusals((edit[0], edit[1], edit[2].replace("Capital", "Nothing")))
    assert found[1] == "identity components names Nothing, which the taxonomy does not have"


MORE = """\
  - id: moved
    kind: movement
    usual: true
    balances: {Assets: 1, Cash: -1}
    changes: {ProfitLoss: 1}
    title: {en: Moved, ja: 増減}
  - id: limit
    kind: at-most
    left: {concept: ProfitLoss}
    right: {concept: Cash, at: end}
    title: {en: Limit, ja: 限度}
  - id: inside
    kind: within
    concepts: [ProfitLoss]
    title: {en: Inside, ja: 内数}
  - id: parts
    kind: sum
    total: Assets
    parts: {Cash: 2}
    title: {en: Parts, ja: 内訳}
"""


def with_more(old: str = "", new: str = "") -> Edit:
    """The example with further identities before its own."""
    assert old in MORE
    text = MORE.replace(old, new) if old else MORE
    return "identities.yaml", "identities:\n", f"identities:\n{text}"


def test_balances_and_limits_are_read() -> None:
    example = taxonomy(with_more())
    name = example.name
    moved, limit, inside, parts = example.identities[:4]
    assert moved == Movement(
        "moved", {"en": "Moved", "ja": "増減"}, {name("Assets"): 1, name("Cash"): -1}, {name("ProfitLoss"): 1}, True
    )
    assert isinstance(limit, AtMost)
    assert (limit.left, limit.right) == (Term(name("ProfitLoss")), Term(name("Cash"), at_end=True))
    assert isinstance(inside, Within)
    assert inside.concepts == (name("ProfitLoss"),)
    assert isinstance(parts, Total)
    assert (parts.total, parts.parts) == (name("Assets"), {name("Cash"): 2})


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("    balances: {Assets: 1, Cash: -1}\n", "", 2, "identity moved of kind movement lacks a key it needs"),
        ("Cash: -1", "Kash: -1", 2, "identity moved names Kash, which the taxonomy does not have"),
        ("    left: {concept: ProfitLoss}\n", "", 8, "identity limit of kind at-most lacks a key it needs"),
        ("    concepts: [ProfitLoss]\n", "", 13, "identity inside of kind within lacks a key it needs"),
        ("    parts: {Cash: 2}\n", "", 17, "identity parts of kind sum lacks a key it needs"),
        ("parts: {Cash: 2}", "parts: {Kash: 2}", 17, "identity parts names Kash, which the taxonomy does not have"),
    ],
)
def test_a_balance_or_limit_that_cannot_be_checked_is_refused(old: str, new: str, line: int, message: str) -> None:
    assert (f"ex/identities.yaml:{line}:5", message) in refusals(with_more(old, new))
