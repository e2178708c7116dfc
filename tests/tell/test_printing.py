"""Where printed figures come from, in every shape and both languages."""

from __future__ import annotations

import json
from decimal import Decimal

from tanshin.tell.language import language
from tanshin.tell.printing import as_json, as_text
from tanshin.validate.printing import Origin, Printing, Reason
from tests.tell.test_lineage import HERE, THERE

FOUND = (
    Printing(HERE, Origin.DERIVED, HERE.value),
    Printing(THERE, Origin.GIVEN, Decimal(2_000_000), Reason.OWN),
    Printing(THERE, Origin.GIVEN, None, Reason.SOURCE),
    Printing(THERE, Origin.GIVEN, Decimal(2_000_000)),
)


def test_every_figure_has_a_line() -> None:
    assert as_text(FOUND).splitlines() == [
        "sheet",
        "  Cash | 2013: 1234000 derived",
        "",
        "results",
        "  Cash | 2013: 1000000 given, not 2000000 (the company's own (target, forecast))",
        "  Cash | 2013: 1000000 given (no source more precise in the filing)",
        "  Cash | 2013: 1000000 given, not 2000000",
        "",
        "1 derived, 0 adjusted, 3 given",
    ]


def test_the_same_in_japanese() -> None:
    assert as_text(FOUND, language("ja")).splitlines()[4:] == [
        "  Cash | 2013: 1000000 入力値、計算では 2000000（会社が定めた値（目標、予想））",
        "  Cash | 2013: 1000000 入力値（開示書類内に、より精度の高い元の数値がない）",
        "  Cash | 2013: 1000000 入力値、計算では 2000000",
        "",
        "計算値 1 件、端数調整値 0 件、入力値 3 件",
    ]


def test_json_has_an_object_for_each() -> None:
    rows = json.loads(as_json(FOUND))
    assert [(row["origin"], row["expected"], row["reason"]) for row in rows[:2]] == [
        ("derived", "1234000", None),
        ("given", "2000000", "the company's own (target, forecast)"),
    ]
    assert len(rows) == len(FOUND)
    assert as_json(()) == "[]\n"
