"""Tables of a release in the taxonomy: lines with members, footings, companions, things counted."""

from __future__ import annotations

import pytest

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.build import build_taxonomy
from tanshin.taxonomy.concept import Balance, ItemType, PeriodType
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.statement import Line
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError

HEAD = """\
prefix: ex
namespace: https://example.com/taxonomy
version: 2013-03-31
title: {en: Example, ja: 例}
axes:
  - axis: SegmentAxis
    label: {en: "Segments [Axis]", ja: "セグメント [軸]"}
    default: {member: WholeMember, label: {en: "Whole [Domain]", ja: "全体 [ドメイン]"}}
    members:
      - {member: NetMember, label: {en: "Net [Member]", ja: "ネット [メンバー]"}}
      - {member: AtmMember, label: {en: "ATM [Member]", ja: "ATM [メンバー]"}}
companions:
  - companion: change
    suffix: Change
    of: [monetary, integer]
    type: percent
    label: {en: "{label}, change", ja: "{label}の増減率"}
    heading: {en: YoY, ja: 前年比}
    sign: own
    value: change(X, prior(X))
  - companion: movement
    suffix: Movement
    at: instant
    period: duration
    label: {en: "{label}, movement", ja: "{label}の増減"}
    heading: {en: Change, ja: 増減}
    value: X - opening(X)
statements: [segments.yaml, contracts.yaml]
"""

SEGMENTS = """\
statement: Segments
kind: table
title: {en: Segments, ja: セグメント}
axes: [SegmentAxis]
companions: [change, movement]
lines:
  - concept: Revenues
    balance: credit
    label: {en: Revenues, ja: 営業収益}
    sum: below
    lines:
      - {concept: Revenues, id: net, members: {SegmentAxis: NetMember}, caption: {en: Net, ja: ネット}}
      - {concept: Revenues, id: atm, members: {SegmentAxis: AtmMember}, caption: {en: ATM, ja: ATM}, negated: true}
  - concept: Costs
    balance: debit
    label: {en: Costs, ja: 費用}
  - concept: Income
    balance: credit
    label: {en: Income, ja: 利益}
    sum: {Revenues: 1, Costs: -1}
"""

CONTRACTS = """\
statement: Contracts
kind: table
title: {en: Contracts, ja: 契約}
period: instant
type: integer
companions: [change, movement]
lines:
  - {concept: HomeContracts, unit: Contracts, label: {en: Home contracts, ja: 個人契約}}
  - {concept: Bandwidth, type: decimal, unit: Gbps, label: {en: Bandwidth, ja: 帯域}}
"""


def taxonomy(*edits: tuple[str, str]) -> Taxonomy:
    files = {"taxonomy.yaml": HEAD, "segments.yaml": SEGMENTS, "contracts.yaml": CONTRACTS}
    for old, new in edits:
        (name,) = (name for name, text in files.items() if old in text)
        files[name] = files[name].replace(old, new, 1)
    return build_taxonomy(Sources("ex", tuple((name, text.encode()) for name, text in files.items())))


def line(found: Taxonomy, statement: str, line_id: str) -> Line:
    return next(one for _, one in found.by_id[statement].walk() if one.id == line_id)


def arcs(found: Taxonomy, arcrole: str, statement: str = "Segments") -> list[str]:
    return [
        f"{arc.source.local} > {arc.target.local}"
        for arc in found.dts.relationships
        if arc.arcrole == arcrole and arc.role.endswith(statement)
    ]


def test_sums_of_a_table_are_footing_and_no_calculation() -> None:
    found = taxonomy()
    assert line(found, "Segments", "Revenues").footing == (("net", 1), ("atm", -1))
    assert line(found, "Segments", "Income").footing == (("Revenues", 1), ("Costs", -1))
    assert arcs(found, arcroles.SUMMATION_ITEM) == []


def test_a_statement_keeps_its_calculation_where_members_are_the_same() -> None:
    found = taxonomy(("kind: table\ntitle: {en: Segments", "title: {en: Segments"))
    assert line(found, "Segments", "Revenues").footing == (("net", 1), ("atm", -1))
    assert line(found, "Segments", "Income").addends != ()
    assert arcs(found, arcroles.SUMMATION_ITEM) == ["Income > Revenues", "Income > Costs"]


def test_a_concept_with_several_members_is_presented_once() -> None:
    found = taxonomy()
    shown = arcs(found, arcroles.PARENT_CHILD)
    assert shown[-6:] == [
        "SegmentsLineItems > Revenues",
        "SegmentsLineItems > RevenuesChange",
        "SegmentsLineItems > Costs",
        "SegmentsLineItems > CostsChange",
        "SegmentsLineItems > Income",
        "SegmentsLineItems > IncomeChange",
    ]
    assert len(shown) == len(set(shown))
    below = [
        arc for arc in found.dts.relationships if arc.arcrole == arcroles.DOMAIN_MEMBER and arc.source == arc.target
    ]
    assert below == []


def test_companions_are_concepts_of_their_own() -> None:
    found = taxonomy()
    change, movement = found.concept("HomeContractsChange"), found.concept("HomeContractsMovement")
    assert (change.type, change.period, change.unit, change.label("ja")) == (
        ItemType.PERCENT,
        PeriodType.INSTANT,
        None,
        "個人契約の増減率",
    )
    assert (movement.type, movement.period, movement.unit) == (
        ItemType.INTEGER,
        PeriodType.DURATION,
        found.name("Contracts"),
    )
    assert found.concept("Revenues").balance is Balance.CREDIT
    # A change goes with amounts and integers, a movement with instants.
    locals_ = {name.local for name in found.dts.concepts}
    assert "BandwidthChange" not in locals_
    assert "RevenuesMovement" not in locals_
    home = line(found, "Contracts", "HomeContracts")
    assert [home.shown(one) for one in (None, "change", "share")] == [
        found.name("HomeContracts"),
        found.name("HomeContractsChange"),
        None,
    ]
    assert [home.turns(one) for one in (None, "change", "movement")] == [True, False, True]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sum: {Revenues: 1, Costs: -1}", "sum: {nobody: 1}", "nobody is no line of this table"),
        ("sum: {Revenues: 1, Costs: -1}", "sum: {Costs: 2}", "a weight is 1 or -1, not 2"),
        ("id: atm,", "id: net,", "net would count twice in Revenues; write the sum out"),
        ("SegmentAxis: AtmMember", "SegmentAxis: WholeMember", "Segments has no WholeMember on SegmentAxis"),
        ("type: integer\ncompanions: [change", "type: integer\ncompanions: [growth", "there is no companion growth"),
        ("label: {en: Costs, ja: 費用}", "label: {en: Costs, ja: 費用}\n    sum: below", "nothing stands below Costs"),
        ("concept: Costs", "concept: RevenuesChange", "RevenuesChange is defined a second time"),
    ],
)
def test_what_contradicts_itself_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        taxonomy((old, new))
    assert any(finding.message.startswith(said) for finding in caught.value.findings), caught.value.findings


def test_two_lines_of_one_id_cannot_be_added_up() -> None:
    with pytest.raises(InputError, match="net stands in several lines; give them ids"):
        taxonomy(("id: atm,", "id: net,"), ("sum: below", "sum: {net: 1}"))
