from __future__ import annotations

import pytest

from tanshin.taxonomy.history import build_eras
from tanshin.tell.taxonomy_history import show_history
from tanshin.values.finding import InputError
from tests.taxonomy import example
from tests.taxonomy.eras import eras


@pytest.mark.parametrize("name", ["Cash", "ex:Cash"])
def test_captions_stand_by_era_statement_and_role(name: str) -> None:
    assert show_history(eras(), name).splitlines() == [
        "ex:Cash",
        "early  Early releases  until 2010-12-31",
        "  Balance sheets  label",
        "    en  Cash and deposits",
        "        also: Cash at banks",
        "    ja  現金及び預金",
        "        also: 現預金",
        "late  Late releases  from 2011-01-01",
        "  Balance sheet  label",
        "    en  Cash",
        "        also: Cash on hand and in banks",
        "    ja  現金",
    ]


def test_what_gave_way_to_what_is_told_at_both_ends() -> None:
    assert show_history(eras(), "Securities", "ja").splitlines() == [
        "ex:Securities",
        "early  初期の開示  2010-12-31 まで",
        "  貸借対照表  label",
        "    en  Securities",
        "    ja  有価証券",
        "late  後期の開示  2011-01-01 から",
        "  この適用期間にはない要素",
        "late から Securities に代えて Other",
        "  その他の資産に含めて表示",
    ]
    assert show_history(eras(), "Other").splitlines()[-2:] == [
        "Securities gave way to Other in late",
        "  Shown among other assets",
    ]


def test_every_position_is_shown_and_captions_with_figures_too() -> None:
    lines = show_history(eras(), "Equity").splitlines()
    assert [line for line in lines if line.startswith("  ") and not line.startswith("   ")] == [
        "  Balance sheets  label",
        "  Balance sheet  totalLabel",
        "  Changes in equity  periodStartLabel",
        "  Changes in equity  periodEndLabel",
    ]
    (caption,) = (line for line in show_history(eras(), "Receivables").splitlines() if "printed as: Rec" in line)
    assert caption.startswith("        printed as: Receivables, net of allowance of JPY {Allowance@PriorYear}")


def test_what_stands_on_no_line_has_labels() -> None:
    assert "  en  label                 Capital [Member]" in show_history(eras(), "CapitalMember").splitlines()


def test_a_taxonomy_without_eras_has_one() -> None:
    lines = show_history(build_eras(example.sources()), "Capital").splitlines()
    assert lines == ["ex:Capital", "  Balance sheet  label", "    en  Capital", "    ja  資本金"]


def test_a_name_that_is_not_there_has_neighbours() -> None:
    with pytest.raises(InputError) as caught:
        show_history(eras(), "Securitys")
    (finding,) = caught.value.findings
    assert finding.code == "TNS022"
    assert finding.message == "ex has in no era a concept Securitys; near: Securities"
    with pytest.raises(InputError, match=r"^ex has no concept Zzzzzz$"):
        show_history(build_eras(example.sources()), "Zzzzzz")
