from __future__ import annotations

import pytest

from tanshin.taxonomy import label as roles
from tanshin.taxonomy.statement import Line
from tests.taxonomy.example import Edit, after, before, refusals, taxonomy


def line(statement: str, local: str, *edits: Edit) -> Line:
    found = [line for _, line in taxonomy(*edits).by_id[statement].walk() if line.concept.local == local]
    return found[0]


def addends(local: str, *edits: Edit) -> list[tuple[str, int]]:
    return [(name.local, weight) for name, weight in line("Sheet", local, *edits).addends]


def test_a_line_prints_the_role_its_position_names() -> None:
    assert line("Sheet", "Cash").role == roles.STANDARD
    assert line("Sheet", "Other").role == roles.TERSE
    assert line("Sheet", "TreasuryStock").role == roles.NEGATED
    assert line("Movement", "Equity").role == roles.PERIOD_START


def test_captions_aliases_and_variants_are_kept() -> None:
    assert line("Sheet", "Cash").aliases == (("en", "Cash on hand and in banks"),)
    assert [lang for lang, _ in line("Sheet", "Receivables").patterns] == ["en", "ja"]
    assert [(key, name.local) for key, name in line("Movement", "Equity").variants] == [("shares", "SharesIssued")]


def test_a_figure_inside_a_caption_stands_below_its_line() -> None:
    (figure,) = line("Sheet", "Receivables").lines
    assert figure.concept.local == "Allowance"
    assert figure.inline
    assert str(figure.source) == "ex/sheet.yaml:62:5"


def test_siblings_add_up_as_they_are_printed() -> None:
    assert addends("Assets") == [("Cash", 1), ("Receivables", 1), ("Other", 1)]
    assert addends("Equity") == [("Capital", 1), ("TreasuryStock", -1), ("OtherEquity", 1)]


def test_a_negated_total_turns_every_weight() -> None:
    edit = before("sheet.yaml", "        sum: siblings\n  - concept: SharesIssued", "        negated: true\n")
    assert addends("Equity", edit) == [("Capital", -1), ("TreasuryStock", 1), ("OtherEquity", -1)]


def test_a_section_contributes_the_total_that_closes_it() -> None:
    both = "  - concept: Both\n    label: {en: Both, ja: 両方}\n    sum: siblings\n"
    edit = before("sheet.yaml", "  - concept: SharesIssued\n", both)
    assert addends("Both", edit) == [("Assets", 1), ("Equity", 1)]


def test_a_sum_may_be_written_out() -> None:
    old, new = (
        "sum: siblings\n  - concept: EquityAbstract",
        "sum: {Cash: 1, Allowance: -1}\n  - concept: EquityAbstract",
    )
    edit = ("sheet.yaml", old, new)
    assert addends("Assets", edit) == [("Cash", 1), ("Allowance", -1)]


@pytest.mark.parametrize(
    ("edit", "position", "message"),
    [
        (
            ("movement.yaml", "    as: start\n", "    as: start\n    negated: true\n"),
            "ex/movement.yaml:7:14",
            "a position printed as start cannot be negated, only standard, terse, total",
        ),
        (
            ("sheet.yaml", "    under: Receivables", "    under: Cash"),
            "ex/sheet.yaml:62:5",
            "Allowance stands under no line that has a caption",
        ),
        (
            ("sheet.yaml", "    under: Receivables\n", ""),
            "ex/sheet.yaml:62:5",
            "Allowance stands under no line that has a caption",
        ),
        (
            ("movement.yaml", "    balance: credit\n", "    balance: credit\n    sum: {Dividends: 2}\n"),
            "ex/movement.yaml:11:22",
            "a weight is 1 or -1, not 2",
        ),
        (
            ("movement.yaml", "    balance: credit\n", "    balance: credit\n    sum: {Nowhere: 1}\n"),
            "ex/movement.yaml:9:5",
            "Nowhere is named here but defined nowhere; give it a label where it first stands",
        ),
        (
            after("sheet.yaml", "      - concept: Cash\n        balance: debit\n", "        sum: siblings\n"),
            "ex/sheet.yaml:13:14",
            "nothing stands before Cash to add up",
        ),
        (
            before("sheet.yaml", "      - concept: Assets\n", "        sum: siblings\n"),
            "ex/sheet.yaml:32:14",
            "Other would count twice in Assets; write the sum out",
        ),
    ],
)
def test_a_tree_that_makes_no_sense_is_refused(edit: Edit, position: str, message: str) -> None:
    assert (position, message) in refusals(edit)


def test_a_section_without_a_total_contributes_nothing() -> None:
    edits = (
        after("sheet.yaml", "  - concept: SharesIssued\n    type: shares\n", "    sum: siblings\n"),
        (
            "sheet.yaml",
            "        as: total\n        sum: siblings\n  - concept: EquityAbstract",
            "  - concept: EquityAbstract",
        ),
    )
    message = "the section AssetsAbstract has no total for SharesIssued to take"
    assert ("ex/sheet.yaml:58:10", message) in refusals(*edits)


def test_a_concept_that_stands_twice_before_a_sum_would_count_twice() -> None:
    edit = before("sheet.yaml", "      - concept: Assets\n", "      - concept: Cash\n")
    assert ("ex/sheet.yaml:32:14", "Cash would count twice in Assets; write the sum out") in refusals(edit)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("Sheet", "ot"),
        ("BalanceSheet", "bs"),
        ("Sheet\nattached_as: bs", "bs"),
        ("BalanceSheet\nattached_as: pl", "pl"),
    ],
)
def test_a_statement_is_attached_as_it_says_or_as_its_name_says(statement: str, kind: str) -> None:
    found = taxonomy(("sheet.yaml", "statement: Sheet\n", f"statement: {statement}\n"))
    assert found.by_id[statement.split(maxsplit=1)[0]].attached_as == kind
