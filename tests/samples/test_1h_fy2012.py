"""The sample of the six months to September 2012 as facts: every one of them, and what the check says of them.

``1h-fy2012.facts.csv`` is written anew with ``pytest --regenerate``; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from tanshin import api, resources
from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import JPY, SHARES, Instant
from tanshin.report.filing import Filing, Print
from tanshin.values.finding import Severity
from tests.read.example import sample as annual
from tests.samples.facts import HEADER, row, significant
from tests.samples.test_fy2012_annual import IN_CAPTION
from tests.validate.sample import of_words

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "1h-fy2012"
SNAPSHOT = Path(__file__).with_name("1h-fy2012.facts.csv")

#: By table, the facts it made: what another table made before is only printed again.
FACTS = {
    "information": 61,
    "balance-sheet": 146,
    "income-statement": 122,
    "comprehensive-income-statement": 18,
    "cash-flow": 151,
    "segment-note": 20,
    "income-statement-2q": 122,
    "cash-flow-2q": 114,
    "operating-results": 16,
    "comprehensive-income": 4,
    "per-share": 4,
    "financial-position": 8,
    "dividends": 10,
    "forecasts": 9,
    "shares": 4,
    "average-shares": 2,
    "highlights": 3,
    "operating-results-summary": 13,
    "contracts": 39,
    "network-services": 25,
    "systems-integration": 4,
    "atms": 1,
    "targets": 4,
    "adjusted-ebitda": 2,
    "capital-expenditure": 2,
    "operating-results-summary-2q": 16,
    "network-services-2q": 25,
    "adjusted-ebitda-2q": 2,
    "capital-expenditure-2q": 4,
}
#: What is printed a second time.
REPEATED = {
    "comprehensive-income-statement": 3,
    "cash-flow": 9,
    "segment-note": 4,
    "cash-flow-2q": 6,
    "highlights": 6,
    "operating-results-summary": 29,
    "segment-summary": 16,
    "network-services": 11,
    "adjusted-ebitda": 16,
    "capital-expenditure": 4,
    "operating-results-summary-2q": 26,
    "network-services-2q": 11,
    "adjusted-ebitda-2q": 16,
    "capital-expenditure-2q": 2,
}


@cache
def half() -> Filing:
    return read_filing(resources.samples_dir() / "iij" / "1h-fy2012", resources.taxonomy_dir())


def test_every_fact_is_as_it_was(regenerate: bool) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *map(row, half().report)])
    if regenerate:
        SNAPSHOT.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert stream.getvalue().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_there_are_as_many_facts_as_there_were() -> None:
    assert Counter(fact.table for fact in half().report) == FACTS


def cells(file: str) -> list[dict[str, str]]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def files() -> dict[str, str]:
    """The CSV of each table."""
    head = yaml.safe_load((FILING / "filing.yaml").read_text(encoding="utf-8"))
    found = {one["table"]: one["table"] for one in (*head["statements"], *head.get("tables", ()))}
    return found | {table: file.removesuffix(".csv") for table, file in head["summary"].items()}


def test_every_cell_that_holds_something_is_a_print() -> None:
    """Counted in the files as they lie there, and the cells that are recomputed because the text lost them."""
    recomputed = Counter(
        mark["table"] for mark in cells("marks") if mark["kind"] == "recomputed" and mark["column"] != "caption"
    )
    printed = {
        table: sum(bool(text) for one in cells(file) for key, text in one.items() if key != "caption" and key[0] != "@")
        for table, file in files().items()
    }
    prints = Counter(one.table for one in half().prints if not one.column.startswith("caption "))
    assert prints == Counter(printed) + recomputed


def test_figures_inside_captions_are_prints_too() -> None:
    """Four pairs of amounts, one for each date, and three numbers of shares that hold for both dates."""
    inside = [figure for one in cells("balance-sheet") for figure in IN_CAPTION.findall(one["caption"])]
    found = [one for one in half().prints if one.column.startswith("caption ")]
    assert (len(inside), len(found)) == (4 * 2 + 3, 4 * 2 + 3 * 2)
    values = {significant(row(half().report.by_key[one.key])[1]) for one in found}
    assert values == {significant(figure) for figure in inside}


def test_what_is_printed_a_second_time() -> None:
    first: dict[object, Print] = {}
    again = Counter(one.table for one in half().prints if first.setdefault(one.key, one) is not one)
    assert again == REPEATED
    assert len(first) == len(half().report) - FACTS["information"]


def digits(one: Print) -> str:
    """The figures in the cell a print was read from, or in the mark that replaces it."""
    assert one.source is not None
    with (FILING / one.source.file.rpartition("/")[2]).open(encoding="utf-8", newline="") as stream:
        text = list(csv.reader(stream, strict=True))[one.source.line - 1][one.source.column - 1]
    marks = {(mark["table"], mark["row"], mark["column"]): mark["value"] for mark in cells("marks")}
    return re.sub("[^0-9.]", "", text or marks[one.table, one.row, one.column])


def test_every_cell_gives_the_value_that_stands_in_it() -> None:
    """Digit for digit, in every table that made its facts."""
    made = [one for one in half().prints if half().report.by_key[one.key].table == one.table]
    for one in made:
        if not one.column.startswith("caption "):
            assert significant(row(half().report.by_key[one.key])[1]) == significant(digits(one)), one


def test_the_balances_of_march_are_those_of_the_annual_release() -> None:
    """Line by line: the release of the following May prints the same balance sheet of 31 March 2012."""
    opening = Instant(date(2012, 3, 31))

    def balances(filing: Filing) -> dict[str, str]:
        facts = (fact for fact in filing.report if fact.table == "balance-sheet" and fact.key.period == opening)
        return {str(fact.key.concept): row(fact)[1] for fact in facts if fact.key.unit in (JPY, SHARES)}

    assert balances(half()) == balances(annual())
    assert len(balances(half())) == 51


def test_what_the_check_says() -> None:
    """Nothing but what the company published wrong, each with its arithmetic in deviations.csv."""
    told = [one for one in api.check(half()).findings if one.severity is not Severity.INFO and not of_words(one)]
    assert [(str(one.sources[0]).rpartition("/")[2], one.code, one.severity) for one in told] == [
        ("summary-comprehensive-income.csv:2:2", "TNS401", Severity.WARNING),
        ("summary-comprehensive-income.csv:2:3", "TNS401", Severity.WARNING),
        ("summary-comprehensive-income.csv:3:2", "TNS401", Severity.WARNING),
        ("summary-operating-results.csv:3:4", "TNS401", Severity.WARNING),
    ]
