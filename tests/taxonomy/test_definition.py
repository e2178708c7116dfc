from __future__ import annotations

import pytest

from tanshin.taxonomy import label as roles
from tanshin.taxonomy.concept import Balance, ItemType, Kind, PeriodType
from tanshin.taxonomy.label import Label
from tests.taxonomy.example import Edit, refusals, taxonomy


def test_an_item_is_what_its_line_and_its_statement_say() -> None:
    example = taxonomy()
    cash = example.concept("Cash")
    assert (cash.type, cash.period, cash.balance, cash.abstract, cash.kind) == (
        ItemType.MONETARY, PeriodType.INSTANT, Balance.DEBIT, False, Kind.ITEM,
    )  # fmt: skip
    assert example.concept("SharesIssued").type is ItemType.SHARES
    assert example.concept("ProfitLoss").period is PeriodType.DURATION
    assert example.concept("Allowance").period is PeriodType.INSTANT


def test_a_heading_is_an_abstract_string_over_a_duration() -> None:
    heading = taxonomy().concept("AssetsAbstract")
    assert (heading.type, heading.period, heading.abstract) == (ItemType.STRING, PeriodType.DURATION, True)


@pytest.mark.parametrize(
    ("local", "kind", "english", "japanese"),
    [
        ("SheetAbstract", Kind.ITEM, "Balance sheet [Abstract]", "貸借対照表 [目次項目]"),
        ("SheetTable", Kind.HYPERCUBE, "Balance sheet [Table]", "貸借対照表 [表]"),
        ("SheetLineItems", Kind.ITEM, "Balance sheet [Line Items]", "貸借対照表 [表示項目]"),
    ],
)
def test_a_statement_brings_its_frame(local: str, kind: Kind, english: str, japanese: str) -> None:
    concept = taxonomy().concept(local)
    assert (concept.kind, concept.abstract) == (kind, True)
    assert (concept.label("en"), concept.label("ja")) == (english, japanese)


def test_axes_and_members_are_declared_in_the_head() -> None:
    example = taxonomy()
    assert example.concept("ComponentsAxis").kind is Kind.AXIS
    for local in ("ComponentsTotalMember", "CapitalMember", "EarningsMember"):
        member = example.concept(local)
        assert (member.kind, member.type, member.abstract) == (Kind.MEMBER, ItemType.DOMAIN, True)


def test_every_label_has_its_role() -> None:
    labels = taxonomy().concept("Equity").labels
    assert {(label.role, label.text) for label in labels if label.lang == "en"} == {
        (roles.STANDARD, "Equity"),
        (roles.TOTAL, "Total equity"),
        (roles.PERIOD_START, "Equity, opening"),
        (roles.PERIOD_END, "Equity, closing"),
    }
    assert {label.role for label in labels if label.lang == "ja"} == {
        label.role for label in labels if label.lang == "en"
    }


def test_a_negated_position_reads_like_the_label_it_negates() -> None:
    labels = taxonomy().concept("TreasuryStock").labels
    assert Label(roles.NEGATED, "en", "Treasury stock") in labels
    assert Label(roles.NEGATED, "ja", "自己株式") in labels
    assert not any(label.role == roles.NEGATED for label in taxonomy().concept("Cash").labels)


def test_items_and_members_refer_to_their_nearest_element() -> None:
    (cash,) = taxonomy().concept("Cash").references
    assert ("Note", "us-gaap:Cash (ours)") in cash.parts
    (member,) = taxonomy().concept("CapitalMember").references
    assert ("Note", "us-gaap:CommonStockMember (ours); nearest") in member.parts
    assert taxonomy().concept("Assets").references == ()


SECOND = "is defined a second time"


@pytest.mark.parametrize(
    ("edit", "position", "message"),
    [
        (
            ("movement.yaml", "concept: ProfitLoss", "concept: Cash"),
            "ex/movement.yaml:9:5",
            f"Cash {SECOND}",
        ),
        (
            ("taxonomy.yaml", "{member: EarningsMember,", "{member: CapitalMember,"),
            "ex/taxonomy.yaml:11:9",
            f"CapitalMember {SECOND}",
        ),
        (
            ("movement.yaml", "concept: ProfitLoss", "concept: CapitalMember"),
            "ex/movement.yaml:9:5",
            f"CapitalMember {SECOND}",
        ),
        (
            ("movement.yaml", "concept: ProfitLoss", "concept: SheetTable"),
            "ex/movement.yaml:9:5",
            f"SheetTable {SECOND}",
        ),
        (
            ("sheet.yaml", "concept: SharesIssued", "concept: MovementTable"),
            "ex/movement.yaml:1:1",
            f"MovementTable {SECOND}",
        ),
        (
            ("movement.yaml", "    as: end\n", "    as: end\n    balance: debit\n"),
            "ex/movement.yaml:18:14",
            "Equity has no label here, so its balance defines nothing; put it beside the label",
        ),
    ],
)
def test_a_concept_is_defined_once(edit: Edit, position: str, message: str) -> None:
    assert (position, message) in refusals(edit)
