"""The FY2012 annual sample as facts: every one of them, and that none was lost or made up on the way.

``fy2012-annual.facts.csv`` is written anew with ``pytest --regenerate``; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from tanshin.report.filing import Print
from tests.read.example import sample
from tests.samples.facts import HEADER, row, significant

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "fy2012-annual"
SNAPSHOT = Path(__file__).with_name("fy2012-annual.facts.csv")

FACTS = {
    "information": 55,
    "balance-sheet": 146,
    "income-statement": 122,
    "equity": 48,
    "equity-usd": 26,
    "cash-flow": 158,
    "income-statement-4q": 122,
    "cash-flow-4q": 105,
    "summary-dividends-adjusted": 6,
    "operating-results": 16,
    "comprehensive-income": 4,
    "per-share": 10,
    "equity-method": 2,
    "financial-position": 10,
    "cash-flows": 8,
    "dividends": 22,
    "forecasts": 18,
    "shares": 6,
    "highlights": 3,
    "highlights-targets": 11,
    "operating-results-summary": 13,
    "segment-summary": 12,
    "network-services": 25,
    "contracts": 39,
    "systems-integration": 12,
    "targets": 5,
    "dividend-forecast": 2,
    "adjusted-ebitda": 2,
    "capital-expenditure": 2,
    "operating-results-summary-4q": 16,
    "network-services-4q": 25,
    "adjusted-ebitda-4q": 2,
    "capital-expenditure-4q": 4,
    "shareholder": 7,
}
#: What is printed a second time: net income and cash in the cash flows, balances of the equity statements, and what the
#: tables of the release restate.
REPEATED = {
    "cash-flow": 10,
    "cash-flow-4q": 6,
    "equity": 12,
    "equity-usd": 7,
    "highlights": 6,
    "operating-results-summary": 29,
    "segment-summary": 4,
    "network-services": 11,
    "targets": 3,
    "dividend-forecast": 4,
    "adjusted-ebitda": 18,
    "capital-expenditure": 4,
    "operating-results-summary-4q": 26,
    "network-services-4q": 11,
    "adjusted-ebitda-4q": 18,
    "capital-expenditure-4q": 2,
}

#: A figure inside a caption, such as an allowance or a number of shares.
IN_CAPTION = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


def test_every_fact_is_as_it_was(regenerate: bool) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *map(row, sample().report)])
    if regenerate:
        SNAPSHOT.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert stream.getvalue().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_there_are_as_many_facts_as_there_were() -> None:
    report = sample().report
    assert Counter(fact.table for fact in report) == FACTS
    assert len(report) == sum(FACTS.values()) == 1064


def cells(file: str) -> list[dict[str, str]]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def printed() -> dict[str, int]:
    """By table, the cells that hold something, counted in the files as they lie there."""
    head = yaml.safe_load((FILING / "filing.yaml").read_text(encoding="utf-8"))
    files = {one["table"]: one["table"] for one in (*head["statements"], *head["tables"])}
    files |= {table: file.removesuffix(".csv") for table, file in head["summary"].items()}
    return {
        table: sum(bool(text) for one in cells(file) for key, text in one.items() if key != "caption" and key[0] != "@")
        for table, file in files.items()
    }


def test_every_cell_that_holds_something_is_a_print() -> None:
    prints = Counter(one.table for one in sample().prints if not one.column.startswith("caption "))
    assert prints == printed()
    assert sum(prints.values()) == 1166


def test_figures_inside_captions_are_prints_too() -> None:
    """Ten figures stand in captions: three pairs, one figure for each date, and four that hold for both dates."""
    inside = [figure for one in cells("balance-sheet") for figure in IN_CAPTION.findall(one["caption"])]
    found = [one for one in sample().prints if one.column.startswith("caption ")]
    assert len(inside) == 3 * 2 + 4
    assert len(found) == 3 * 2 + 4 * 2
    assert len(sample().prints) == 1166 + 14 == 1180
    values = {significant(row(sample().report.by_key[one.key])[1]) for one in found}
    assert values == {significant(figure) for figure in inside}


def test_a_fact_that_is_printed_twice_is_printed_alike() -> None:
    """The difference between prints and facts is figures that stand in two tables, with the same digits in both.

    Tables of the release round what they restate; that they do it rightly is what TNS411 checks.
    """
    first: dict[object, Print] = {}
    again: Counter[str] = Counter()
    for one in sample().prints:
        known = first.setdefault(one.key, one)
        if known is not one:
            again[one.table] += 1
            if one.table not in sample().rounded_tables:
                inside = known.column.startswith("caption ")
                assert digits(one) in digits(known) if inside else digits(one) == digits(known)
    assert again == REPEATED
    assert len(first) == len(sample().prints) - again.total() == len(sample().report) - FACTS["information"]


@cache
def records(file: str) -> list[list[str]]:
    with (FILING / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def digits(one: Print) -> str:
    """The figures in the cell a print was read from, as it lies in the file."""
    text = records(one.source.file.rpartition("/")[2])[one.source.line - 1][one.source.column - 1]
    return re.sub("[^0-9.]", "", text)


def test_every_cell_gives_the_value_that_stands_in_it() -> None:
    """Digit for digit: what scale and sign made of a figure is undone here in the simplest way."""
    for one in sample().prints:
        if not one.column.startswith("caption "):
            stated = one.value if one.table in sample().rounded_tables else sample().report.by_key[one.key].value
            text = f"{stated:f}" if isinstance(stated, Decimal) else ""
            assert significant(text) == significant(digits(one)), one


def test_information_is_a_fact_for_each_language_or_one_for_both() -> None:
    head = yaml.load((FILING / "filing.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - all is text
    texts = {local for local, given in head["information"].items() if isinstance(given, dict)}
    texts |= {"SecuritiesCode", "Tel"}
    assert 2 * len(texts) + len(head["information"].keys() - texts) == FACTS["information"]
    languages = Counter(fact.key.lang for fact in sample().report if fact.table == "information")
    assert (languages["en"], languages["ja"]) == (len(texts), len(texts))
    assert not languages.keys() - {"en", "ja", None}
