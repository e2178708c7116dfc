"""Rows in every shape that commands write."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tanshin.report.fact import Fact, Key
from tanshin.report.listing import FactRow, print_row
from tanshin.tell.language import language
from tanshin.tell.rows import as_columns, as_csv, as_json, facts_as_text
from tests.read.example import sample
from tests.report.test_listing import CASH, DAY, ENTITY, NAME, PROFIT, rows
from tests.tell.test_lineage import HERE


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
    assert facts_as_text(rows(CASH, PROFIT)).splitlines() == [
        "sheet",
        f"  {'ex:Cash':<60} -1000 JPY 2013-03-31",
        "",
        "movement",
        f"  {'ex:ProfitLoss':<60} nil JPY 2012-04-01/2013-03-31 CapitalMember",
    ]
    assert facts_as_text([]) == ""


def test_the_sample_can_be_listed_whole() -> None:
    filing = sample()
    found = rows(*filing.report, dts=filing.dts)
    assert (
        len(json.loads(as_json(found))) == len(list(csv.DictReader(io.StringIO(as_csv(found))))) == len(filing.report)
    )


def test_nil_is_said_in_japanese() -> None:
    assert facts_as_text(rows(PROFIT), language("ja")).splitlines()[-1].split()[1] == "該当なし（－）"


def test_a_print_has_a_header_of_its_own() -> None:
    row = print_row(HERE, None)
    assert as_csv([row]).splitlines()[0] == ",".join(row)


ANSWERS: list[dict[str, object]] = [
    {"entity": "株式会社例", "value": "100", "since": None},
    {"entity": "1", "value": "5", "since": "b.xbrl"},
]


def test_answers_stand_in_columns() -> None:
    assert as_columns(ANSWERS) == "entity      value  since\n株式会社例  100\n1           5      b.xbrl\n"
    assert as_columns(ANSWERS, language("ja")) == (
        "提出者      値   後の開示書類\n株式会社例  100\n1           5    b.xbrl\n"
    )
    assert as_columns([]) == ""
