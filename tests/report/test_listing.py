from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.report.aspect import JPY, Duration, Entity, Instant
from tanshin.report.fact import Fact, Key, Value, value_text
from tanshin.report.filing import Print
from tanshin.report.listing import FactRow, fact_row, print_row
from tanshin.taxonomy.dts import Dts
from tanshin.values.source import Source
from tests.taxonomy.example import taxonomy

DTS, ENTITY = taxonomy().dts, Entity("https://example.com", "1")
NAME = taxonomy().name
DAY, YEAR = Instant(date(2013, 3, 31)), Duration(date(2012, 4, 1), date(2013, 3, 31))
MEMBER = ((NAME("ComponentsAxis"), NAME("CapitalMember")),)
CASH = Fact(Key(NAME("Cash"), ENTITY, DAY, JPY), Decimal(-1000), -3, "sheet", Source("s.csv", 4, 2))
PROFIT = Fact(Key(NAME("ProfitLoss"), ENTITY, YEAR, JPY, MEMBER), None, None, "movement")


def rows(*facts: Fact, lang: str = "en", dts: Dts = DTS) -> list[FactRow]:
    return [fact_row(fact, dts, lang) for fact in facts]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.050"), "-0.050"),
        (True, "true"),
        (False, "false"),
        (date(2013, 5, 15), "2013-05-15"),
        ("text", "text"),
        (None, None),
    ],
)
def test_values_are_written_as_xbrl_writes_them(value: Value, text: str | None) -> None:
    assert value_text(value) == text


def test_a_row_has_every_aspect() -> None:
    cash, profit = rows(CASH, PROFIT)
    assert cash == {
        "concept": "ex:Cash", "value": "-1000", "unit": "JPY", "period": "2013-03-31", "dimensions": {}, "decimals": -3,
        "lang": None, "label": "Cash", "table": "sheet", "source": "s.csv:4:2",
    }  # fmt: skip
    assert (profit["value"], profit["period"], profit["source"]) == (None, "2012-04-01/2013-03-31", None)
    assert profit["dimensions"] == {"ex:ComponentsAxis": "ex:CapitalMember"}
    assert rows(CASH, lang="ja")[0]["label"] == "現金"
    assert rows(CASH, dts=Dts({}, {}, (), {}))[0]["label"] == "Cash"


def test_a_print_is_listed_with_its_fact() -> None:
    source = Source("annual/results.csv", 2, 3)
    one = Print("results", "Cash", "2013", CASH.key, source, Decimal(60_000_000), -6)
    row = print_row(one, Fact(CASH.key, Decimal(60_049_000), -3))
    assert (row["table"], row["row"], row["column"]) == ("results", "Cash", "2013")
    assert (row["value"], row["decimals"], row["fact"]) == ("60000000", -6, "60049000")
    assert print_row(one, None)["fact"] is None
