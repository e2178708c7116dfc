"""The formula linkbase: what each kind of identity becomes."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from tanshin.taxonomy.formula import assertions, formula
from tanshin.taxonomy.identity import AtMost, Equality, MemberSum, Movement, RollForward, Term, Total, Within
from tanshin.taxonomy.schema import LINK
from tanshin.values.qname import QName
from tests.taxonomy.example import taxonomy

XLINK = "http://www.w3.org/1999/xlink"
TITLES = {"en": "It holds", "ja": "成り立つ"}


def name(local: str) -> QName:
    return QName("https://example.com/taxonomy", local, "ex")


AXIS, WHOLE, PART = name("PartsAxis"), name("WholeMember"), name("PartMember")


def test_a_roll_forward_takes_its_period_from_a_change() -> None:
    one = RollForward("roll", TITLES, name("Cash"), {name("In"): 1, name("Out"): -1}, name("In"))
    (made,) = assertions(one, {})
    assert made.test == "sum($closing) eq sum($opening) + $change1 - $change2"
    assert [variable.name for variable in made.variables] == ["period", "opening", "closing", "change1", "change2"]
    assert [variable.fallback for variable in made.variables] == [False, False, False, True, True]
    boundaries = [dict(one.attributes) for variable in made.variables[1:3] for one in variable.filters[1:]]
    assert boundaries == [
        {"boundary": "start", "variable": "period"},
        {"boundary": "end", "variable": "period"},
    ]


def test_with_members_it_holds_where_the_members_are_reported() -> None:
    (made,) = assertions(RollForward("roll", TITLES, name("Equity"), {name("Income"): 1}, name("Income"), AXIS), {})
    detail = made.variables[-1]
    assert (detail.name, detail.sequence) == ("detail", True)
    assert [one.complement for one in detail.filters] == [False, False, False]
    (made,) = assertions(
        RollForward("roll", TITLES, name("Equity"), {name("Income"): 1}, name("Income"), AXIS), {AXIS: WHOLE}
    )
    assert made.variables[-1].filters[-1].complement  # whatever is in the default member says nothing of the axis


def test_members_are_added_up_concept_by_concept() -> None:
    one = MemberSum("parts", TITLES, AXIS, (PART,), (name("Revenues"), name("Costs")))
    made = assertions(one, {})
    assert [each.id for each in made] == ["parts-Revenues", "parts-Costs"]
    assert {each.test for each in made} == {"sum($total) eq sum($parts)"}
    total, parts = made[0].variables
    assert (total.nils, parts.sequence) == (True, True)
    assert total.filters[-1].complement
    assert [named for _, named in parts.filters[-1].names] == [AXIS, PART]


def test_a_fact_of_the_default_member_is_the_total() -> None:
    (made,) = assertions(MemberSum("parts", TITLES, AXIS, (PART,), (name("Revenues"),)), {AXIS: WHOLE})
    total = made.variables[0].filters[-1]
    assert ([named for _, named in total.names], total.complement) == ([AXIS, WHOLE], False)


def test_the_sides_of_an_equality_count_with_their_weights() -> None:
    one = Equality("equal", TITLES, Term(name("Left"), weight=2), Term(name("Right"), AXIS, PART, -1))
    (made,) = assertions(one, {})
    assert made.test == "2 * $left - -1 * $right eq 0"
    left, right = made.variables
    assert left.filters[-1].complement  # what the other side says of an axis this one does not
    assert not right.filters[-1].complement


def test_a_tolerance_is_that_of_a_unit() -> None:
    one = Equality("equal", TITLES, Term(name("Left")), Term(name("Right")), {"USD": Decimal(1000)})
    (made,) = assertions(one, {})
    assert made.test.startswith("abs($left - $right) le (if (xfi:measure-name(")
    assert made.test.endswith("'USD')) then 1000 else 0)")


def test_the_linkbase_says_every_identity_in_both_languages() -> None:
    example = taxonomy()
    root = etree.fromstring(formula(example))
    wanted = [one for identity in example.identities for one in assertions(identity, example.dts.default_members)]
    found = {
        str(e.get("id")): str(e.get("test")) for e in root.iter("{http://xbrl.org/2008/assertion/value}valueAssertion")
    }
    assert found == {one.id: one.test for one in wanted}
    for tag in ("{http://xbrl.org/2008/label}label", "{http://xbrl.org/2010/message}message"):
        langs = [str(e.get("{http://www.w3.org/XML/1998/namespace}lang")) for e in root.iter(tag)]
        assert sorted(langs) == ["en"] * len(wanted) + ["ja"] * len(wanted)


def test_every_arc_leads_from_and_to_something_and_every_label_is_one() -> None:
    root = etree.fromstring(formula(taxonomy()))
    labels = [str(e.get(f"{{{XLINK}}}label")) for e in root.iter() if e.get(f"{{{XLINK}}}label")]
    assert len(labels) == len(set(labels))
    for arc in root.iter():
        if arc.get(f"{{{XLINK}}}type") == "arc":
            assert {str(arc.get(f"{{{XLINK}}}from")), str(arc.get(f"{{{XLINK}}}to"))} <= set(labels)
    assert not list(root.iter(f"{{{LINK}}}loc"))  # it names concepts and so needs no place of theirs


def test_the_precision_of_statements_is_a_parameter() -> None:
    root = etree.fromstring(formula(taxonomy(), decimals=-6))
    (parameter,) = root.iter("{http://xbrl.org/2008/variable}parameter")
    assert (parameter.get("name"), parameter.get("select")) == ("decimals", "-6")


def test_balances_move_over_the_period_of_the_first_change() -> None:
    one = Movement("move", TITLES, {name("Short"): 1, name("Long"): 1}, {name("In"): 1, name("Out"): -1})
    (made,) = assertions(one, {})
    assert made.test == (
        "1 * sum($closing1) + 1 * sum($closing2) eq 1 * sum($opening1) + 1 * sum($opening2)"
        " + sum($change1) - sum($change2)"
    )
    variables = {variable.name: variable for variable in made.variables}
    assert [one for one, variable in variables.items() if variable.fallback] == ["opening2", "closing2"]
    assert dict(variables["closing1"].filters[1].attributes) == {"boundary": "end", "variable": "period"}


def test_a_balance_beside_a_flow_is_at_its_end() -> None:
    (made,) = assertions(AtMost("limit", TITLES, Term(name("Bought")), Term(name("Due"), at_end=True)), {})
    assert made.test == "$left le $right"
    assert dict(made.variables[1].filters[-1].attributes) == {"boundary": "end", "variable": "left"}


def test_what_no_filter_can_say_is_no_assertion() -> None:
    assert assertions(Within("part", TITLES, (name("Revenues"),)), {}) == ()
    assert assertions(Total("sum", TITLES, name("Orders"), {name("Part"): 1}), {}) == ()
