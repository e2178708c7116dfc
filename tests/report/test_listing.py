from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from tanshin.report.aspect import JPY, Duration, Entity, Instant
from tanshin.report.fact import Fact, Key, Value, value_text
from tanshin.report.filing import Print
from tanshin.report.listing import FactRow, as_csv, as_json, as_text, fact_row, print_row
from tanshin.taxonomy.dts import Dts
from tanshin.values.source import Source
from tests.read.example import sample
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


def test_json_is_an_array_with_one_fact_on_a_line() -> None:
    text = as_json(rows(CASH, PROFIT))
    assert json.loads(text) == rows(CASH, PROFIT)
    assert text.count("\n") == 4
    assert as_json([]) == "[]\n"


def test_csv_has_a_header_and_says_dimensions_in_a_cell() -> None:
    read = list(csv.DictReader(io.StringIO(as_csv(rows(CASH, PROFIT)))))
    assert list(read[0]) == list(FactRow.__annotations__)
    assert [one["dimensions"] for one in read] == ["", "ex:ComponentsAxis=ex:CapitalMember"]
    assert [one["value"] for one in read] == ["-1000", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    note = Fact(Key(NAME("Cash"), ENTITY, DAY), text)
    (read,) = csv.DictReader(io.StringIO(as_csv(rows(note))))
    assert read["value"] == f"'{text}"


def test_text_is_grouped_by_table() -> None:
    assert as_text(rows(CASH, PROFIT)).splitlines() == [
        "sheet",
        f"  {'ex:Cash':<60} -1000 JPY 2013-03-31",
        "",
        "movement",
        f"  {'ex:ProfitLoss':<60} nil JPY 2012-04-01/2013-03-31 CapitalMember",
    ]
    assert as_text([]) == ""


def test_the_sample_can_be_listed_whole() -> None:
    filing = sample()
    found = rows(*filing.report, dts=filing.dts)
    assert (
        len(json.loads(as_json(found))) == len(list(csv.DictReader(io.StringIO(as_csv(found))))) == len(filing.report)
    )


def test_a_print_is_listed_with_its_fact() -> None:
    source = Source("annual/results.csv", 2, 3)
    one = Print("results", "Cash", "2013", CASH.key, source, Decimal(60_000_000), -6)
    row = print_row(one, Fact(CASH.key, Decimal(60_049_000), -3))
    assert (row["table"], row["row"], row["column"]) == ("results", "Cash", "2013")
    assert (row["value"], row["decimals"], row["fact"]) == ("60000000", -6, "60049000")
    assert as_csv([row]).splitlines()[0] == ",".join(row)
    assert print_row(one, None)["fact"] is None
