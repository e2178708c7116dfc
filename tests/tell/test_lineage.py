"""What is told of a figure, in both languages."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from tanshin.report.aspect import JPY, Entity, Instant
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Print
from tanshin.tell.language import language
from tanshin.tell.lineage import as_choice, as_json, as_text
from tanshin.validate.lineage import Adjustment, Lineage, Place, Shown
from tanshin.validate.printing import Origin, Printing, Reason
from tanshin.validate.tie import Grip
from tanshin.validate.tie_words import Judgement, Verdict
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say, title
from tanshin.values.source import Source
from tests.taxonomy.example import taxonomy

KEY = Key(taxonomy().name("Cash"), Entity("https://example.com", "1"), Instant(date(2013, 3, 31)), JPY)
CELL, OTHER, MARK = Source("s.csv", 4, 2), Source("t.csv", 2, 3), Source("marks.csv", 2, 1)
CASH = Fact(KEY, Decimal(1_234_000), -3, "sheet", CELL)
HERE = Print("sheet", "Cash", "2013", KEY, CELL, Decimal(1_234_000), -3)
THERE = Print("results", "Cash", "2013", KEY, OTHER, Decimal(1_000_000), -6)
NAME = title({"en": "Cash", "ja": "現金"})
LINEAGE = Lineage(
    CASH,
    {"en": "Cash", "ja": "現金"},
    CELL,
    (
        Adjustment(say("{kind}: {reason}", kind=say("illegible"), reason="Lost"), MARK),
        Adjustment(say("printed most precisely in {table}, which makes the fact", table="sheet")),
    ),
    (
        Place(Printing(HERE, Origin.DERIVED, HERE.value), HERE, Grip.EXACT),
        Place(Printing(THERE, Origin.GIVEN, Decimal(2_000_000), Reason.MOVED), THERE, Grip.ROUNDED),
        Place(None, THERE, Grip.NONE),
    ),
    (Shown("summary", "en", "Position / Cash", "1"), Shown("summary", "en", "Assets / Cash", "1")),
    (Judgement("TNS103", say("{table}: {fact}", table="sheet", fact=NAME), Verdict.ADJUSTED, "1 + 2 = 3"),),
    (Finding("TNS401", Severity.WARNING, say("{name}: {error}", name=NAME, error="5"), (CELL, OTHER)),),
)


def test_a_lineage_in_english() -> None:
    assert as_text([LINEAGE]).splitlines() == [
        "ex:Cash 2013-03-31: 1234000 JPY",
        "  Cash | 現金",
        "  comes from: s.csv:4:2",
        "    illegible: Lost (marks.csv:2:1)",
        "    printed most precisely in sheet, which makes the fact",
        "  printed in:",
        "    sheet / Cash / 2013: 1,234 s.csv:4:2 (derived; exact)",
        "    results / Cash / 2013: 1 t.csv:2:3 (given, not 2, the company moved another line; within rounding)",
        "    results / Cash / 2013: 1 t.csv:2:3",
        "  shown in:",
        "    summary (en) 1: Position / Cash and 1 more",
        "  bound: exact",
        "    TNS103 adjusted to foot: sheet: Cash: 1 + 2 = 3",
        "  findings:",
        "    s.csv:4:2: WARNING TNS401 Cash: 5",
        "        also t.csv:2:3",
    ]


def test_a_lineage_in_japanese() -> None:
    assert as_text([LINEAGE], language("ja")).splitlines() == [
        "ex:Cash 2013-03-31: 1234000 JPY",
        "  Cash | 現金",
        "  出所：s.csv:4:2",
        "    判読不能：Lost（marks.csv:2:1）",
        "    最も精度の高い表示は sheet にあり、それがファクトとなります",
        "  表示している表：",
        "    sheet / Cash / 2013: 1,234 s.csv:4:2（計算値；1単位まで照合）",
        "    results / Cash / 2013: 1 t.csv:2:3（入力値、計算では 2、会社は別の行で端数を調整した；端数の範囲で照合）",
        "    results / Cash / 2013: 1 t.csv:2:3",
        "  掲載している文書：",
        "    summary（en）1：Position / Cash、ほか 1 件",
        "  照合の程度：1単位まで照合",
        "    TNS103 合計に合わせて端数調整：sheet：現金：1 + 2 = 3",
        "  指摘事項：",
        "    s.csv:4:2: 警告 TNS401 現金：5",
        "        関連箇所：t.csv:2:3",
    ]


def test_a_figure_that_has_no_cell_and_no_value() -> None:
    empty = Lineage(replace(CASH, value=None, source=None), LINEAGE.labels, None, (), (), (), (), ())
    assert as_text([empty]).splitlines() == [
        "ex:Cash 2013-03-31: nil JPY",
        "  Cash | 現金",
        "  comes from: no cell; it is derived",
        "  bound: unbound",
    ]


def test_the_shape_is_that_which_is_documented_and_only_sentences_are_translated() -> None:
    (english,), (japanese,) = json.loads(as_json([LINEAGE])), json.loads(as_json([LINEAGE], language("ja")))
    assert list(english) == [
        "concept",
        "period",
        "unit",
        "dimensions",
        "value",
        "decimals",
        "labels",
        "source",
        "adjustments",
        "places",
        "shown",
        "grip",
        "checks",
        "findings",
    ]
    assert {name for name in english if english[name] != japanese[name]} == {"adjustments", "checks", "findings"}
    assert japanese["adjustments"][0] == {"words": "判読不能：Lost", "source": "marks.csv:2:1"}
    assert japanese["checks"] == [
        {"code": "TNS103", "title": "sheet：現金", "verdict": "adjusted to foot", "equation": "1 + 2 = 3"}
    ]
    assert japanese["findings"] == [{"code": "TNS401", "severity": "WARNING", "message": "現金：5"}]


def test_many_facts_are_to_be_chosen_from() -> None:
    dts = taxonomy().dts
    assert as_choice([CASH, CASH], dts).splitlines()[-1] == "2 facts: say which with --period, --unit or --member"
    told = as_choice([CASH, CASH], dts, language("ja")).splitlines()
    assert told[0] == "sheet"
    assert told[-1] == "ファクトが 2 件あります。--period、--unit、--member で絞り込んでください"
