"""What is held how fast, in every shape and both languages."""

from __future__ import annotations

import json

from tanshin.tell.language import language
from tanshin.tell.tie_out import as_json, as_text
from tanshin.validate.tie import Grip, Tied
from tanshin.validate.tie_out import Count, TieOut
from tests.tell.test_lineage import THERE

FOUND = TieOut((Count("balance-sheet", 9, 1, 0), Count("results", 0, 0, 1)), (Tied(THERE, (), Grip.NONE),))


def test_tables_are_counted_and_the_unbound_are_listed() -> None:
    assert as_text(FOUND).splitlines() == [
        "               figures  exact  within rounding  unbound  % exact  % bound",
        "balance-sheet       10      9                1        0     90.0    100.0",
        "results              1      0                0        1      0.0      0.0",
        "all                 11      9                1        1     81.8     90.9",
        "",
        "unbound:",
        "  results / Cash: 2013",
    ]


def test_columns_line_up_in_japanese_where_letters_are_wide() -> None:
    assert as_text(FOUND, language("ja")).splitlines() == [
        "               数値  1単位まで照合  端数の範囲で照合  照合なし  1単位まで（%）  照合あり（%）",
        "balance-sheet    10              9                 1         0            90.0          100.0",
        "results           1              0                 0         1             0.0            0.0",
        "合計             11              9                 1         1            81.8           90.9",
        "",
        "どの検証でも照合されない数値：",
        "  results / Cash: 2013",
    ]


def test_json_has_counts_and_what_is_loose() -> None:
    shape = json.loads(as_json(FOUND))
    assert shape["total"] == {
        "name": "all",
        "figures": 11,
        "exact": 9,
        "within_rounding": 1,
        "unbound": 1,
        "percent_exact": "81.8",
        "percent_bound": "90.9",
    }
    assert [one["grip"] for one in shape["loose"]] == ["unbound"]
