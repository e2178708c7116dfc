from __future__ import annotations

import pytest

from tanshin.tell.taxonomy import show
from tanshin.values.finding import InputError
from tests.taxonomy.example import taxonomy


def test_a_taxonomy_is_shown_as_its_trees() -> None:
    lines = show(taxonomy()).splitlines()
    assert lines[:6] == [
        "Example  https://example.com/taxonomy",
        "",
        "Balance sheet  (Sheet)",
        "  ASSETS:  AssetsAbstract",
        "    Cash  Cash",
        "    Receivables, net  Receivables",
    ]
    assert "    Total equity  Equity  [= Capital - TreasuryStock + OtherEquity]" in lines
    assert "  Dividends  Dividends  [printed with reversed sign]" in lines


def test_it_can_be_shown_in_japanese() -> None:
    lines = show(taxonomy(), lang="ja").splitlines()
    assert lines[2] == "貸借対照表  (Sheet)"
    assert "    資産合計  Assets  [= Cash + Receivables + Other]" in lines
    assert any(line.endswith("  Dividends  [符号を反転して表示]") for line in lines)
    assert show(taxonomy(), "Capital", "ja").splitlines() == [
        "ex:Capital  item monetary instant credit",
        "ラベル",
        "  en  label                 Capital",
        "  ja  label                 資本金",
        "表示箇所",
        "  貸借対照表",
        "  貸借対照表：Equity の内訳（= Capital - TreasuryStock + OtherEquity）",
        "恒等式",
        "  capital: 資本金の一致",
    ]


@pytest.mark.parametrize("name", ["Capital", "ex:Capital"])
def test_a_concept_is_shown_with_everything_that_is_said_of_it(name: str) -> None:
    assert show(taxonomy(), name).splitlines() == [
        "ex:Capital  item monetary instant credit",
        "labels",
        "  en  label                 Capital",
        "  ja  label                 資本金",
        "positions",
        "  Balance sheet",
        "  Balance sheet: part of Equity = Capital - TreasuryStock + OtherEquity",
        "identities",
        "  capital: Capital is capital",
    ]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Cash", "references"),
        ("AssetsAbstract", "ex:AssetsAbstract  item string duration abstract"),
        ("CapitalMember", "  components: Components add up"),
        ("ProfitLoss", "  roll: From opening to closing"),
    ],
)
def test_other_concepts_say_what_they_have(name: str, part: str) -> None:
    assert part in show(taxonomy(), name).splitlines()


def test_a_name_that_is_not_there_has_neighbours() -> None:
    with pytest.raises(InputError) as caught:
        show(taxonomy(), "Csh")
    (finding,) = caught.value.findings
    assert (finding.code, finding.message) == ("TNS022", "ex has no concept Csh; near: Cash")
    with pytest.raises(InputError, match=r"^ex has no concept Zzzzzzzzz$"):
        show(taxonomy(), "Zzzzzzzzz")
