"""The FY2009 annual sample as facts: every one of them, and that none was lost or made up on the way.

``fy2009-annual.facts.csv`` is written anew with ``pytest --regenerate``; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from tanshin import api, resources
from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import Instant
from tanshin.report.filing import Filing, Print
from tanshin.values.finding import Severity
from tests.samples.facts import HEADER, row, significant
from tests.validate.sample import of_words

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "fy2009-annual"
SNAPSHOT = Path(__file__).with_name("fy2009-annual.facts.csv")

FACTS = {
    "information": 45,
    "balance-sheet": 175,
    "income-statement": 147,
    "equity": 40,
    "equity-usd": 23,
    "cash-flow": 132,
    "income-statement-4q": 147,
    "cash-flow-4q": 108,
    "operating-results-summary": 16,
    "segment-summary": 12,
    "contracts": 39,
    "contracts-correction": 2,
    "network-services": 24,
    "order-backlog": 4,
    "adjusted-ebitda": 4,
    "capital-expenditure": 2,
    "targets": 8,
    "operating-results-summary-4q": 16,
    "network-services-4q": 29,
    "systems-integration-4q": 7,
    "equipment-sales-4q": 2,
    "financial-statistics-4q": 9,
    "capital-expenditure-4q": 2,
    "operating-results": 16,
    "per-share": 10,
    "equity-method": 2,
    "financial-position": 10,
    "cash-flows": 8,
    "dividends": 22,
    "forecasts": 18,
    "shares": 6,
}
#: Cells that print a fact another table has: of a statement in full, or of a table in millions.
AGAIN = {
    "equity": 17,
    "equity-usd": 5,
    "cash-flow": 7,
    "cash-flow-4q": 6,
    "operating-results-summary": 26,
    "segment-summary": 4,
    "network-services": 9,
    "adjusted-ebitda": 14,
    "capital-expenditure": 4,
    "operating-results-summary-4q": 26,
    "network-services-4q": 12,
    "systems-integration-4q": 10,
    "equipment-sales-4q": 6,
    "atm-operation-4q": 6,
    "adjusted-ebitda-4q": 18,
    "capital-expenditure-4q": 4,
}

#: A figure inside a caption, such as an allowance or a number of shares.
IN_CAPTION = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|(?<=JPY )[0-9]{3}(?= )")


@cache
def sample() -> Filing:
    """The FY2009 annual sample."""
    return read_filing(resources.samples_dir() / "iij" / "fy2009-annual", resources.taxonomy_dir())


def test_every_fact_is_as_it_was(regenerate: bool) -> None:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([HEADER, *map(row, sample().report)])
    if regenerate:
        SNAPSHOT.write_text(stream.getvalue(), encoding="utf-8", newline="")
    assert stream.getvalue().splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_there_are_as_many_facts_as_there_were() -> None:
    report = sample().report
    assert Counter(fact.table for fact in report) == FACTS
    assert len(report) == sum(FACTS.values())


@cache
def records(file: str) -> list[list[str]]:
    with (FILING / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


def files() -> dict[str, str]:
    """The file of each table, as filing.yaml has it."""
    head = yaml.safe_load((FILING / "filing.yaml").read_text(encoding="utf-8"))
    own = {one["table"]: f"{one['table']}.csv" for one in (*head["statements"], *head["tables"])}
    return {**own, **head["summary"]}


def marks(kind: str) -> Counter[str]:
    """How many cells of each table have a mark of a kind."""
    header, *rows = records("marks.csv")
    found = (dict(zip(header, one, strict=True)) for one in rows)
    return Counter(one["table"] for one in found if one["kind"] == kind and one["column"] != "caption")


def printed() -> Counter[str]:
    """By table, the cells that hold something, counted in the files as they lie there."""
    counted: Counter[str] = Counter()
    for table, file in files().items():
        header, *rows = records(file)
        for one in rows:
            cells = zip(header, one, strict=True)
            counted[table] += sum(bool(text) for name, text in cells if name != "caption" and name[0] != "@")
    return counted


def test_every_cell_that_holds_something_is_a_print() -> None:
    """But for what marks say: two cells are recomputed that the text lost, and one holds nothing that can be read."""
    prints = Counter(one.table for one in sample().prints if not one.column.startswith("caption "))
    expected = printed()
    expected["capital-expenditure"] += marks("recomputed")["capital-expenditure"]
    expected["systems-integration-4q"] -= marks("illegible")["systems-integration-4q"]
    assert prints == expected
    assert sum(printed().values()) == 1197
    assert marks("recomputed")["capital-expenditure"] == 2
    assert marks("illegible")["systems-integration-4q"] == 1


def test_figures_inside_captions_are_prints_too() -> None:
    """Four pairs, one figure for each date, and four figures that hold for both dates."""
    header, *rows = records("balance-sheet.csv")
    inside = [figure for one in rows for figure in IN_CAPTION.findall(one[0])]
    found = [one for one in sample().prints if one.column.startswith("caption ")]
    assert header[0] == "caption"
    assert len(inside) == 4 * 2 + 4
    assert len(found) == 4 * 2 + 4 * 2
    values = {significant(row(sample().report.by_key[one.key])[1]) for one in found}
    assert values == {significant(figure) for figure in inside}


def test_every_cell_gives_the_value_that_stands_in_it() -> None:
    """Digit for digit: what scale and sign made of a figure is undone here in the simplest way."""
    replaced = {(one.table, one.row, one.column): one.value for one in sample().marks if one.value}
    for one in sample().prints:
        if not one.column.startswith("caption "):
            file, at = one.source.file.rpartition("/")[2], (one.source.line - 1, one.source.column - 1)
            cell = replaced.get((one.table, one.row, one.column), records(file)[at[0]][at[1]])
            assert significant("" if one.value is None else f"{one.value:f}") == significant(cell), one


def test_what_is_printed_again_is_the_fact_in_fewer_digits() -> None:
    """A table in millions rounds what a statement has in thousands, and moves a line by one where its column would not
    add up; nothing is further away than that, and only the cash at the end of the year in dollars has two values."""
    first: dict[object, Print] = {}
    again: Counter[str] = Counter()
    for one in sample().prints:
        if first.setdefault(one.key, one) is one:
            continue
        again[one.table] += 1
        fact = sample().report.by_key[one.key]
        if one.value is not None and isinstance(fact.value, Decimal) and one.decimals is not None:
            unit = abs(one.value - fact.value).scaleb(one.decimals)
            assert unit <= 1 if one.decimals != fact.decimals else unit in (0, 1), one
        else:
            assert one.value == fact.value
    assert again == AGAIN
    assert len(first) + FACTS["information"] == len(sample().report)


def test_what_was_compared_and_found_is_pinned() -> None:
    """Sums are exact; every warning is accepted. What was moved by one to add up is told and counted."""
    result = api.check(api.read_filing(FILING))
    told = [one for one in result.findings if not of_words(one)]
    found = Counter((one.severity, one.code) for one in told if one.code not in {"TNS402", "TNS406"})
    assert found == {
        (Severity.WARNING, "TNS014"): 2,
        (Severity.WARNING, "TNS103"): 2,
        (Severity.WARNING, "TNS201"): 2,
        (Severity.WARNING, "TNS401"): 1,
        (Severity.INFO, "TNS412"): 11,
        (Severity.INFO, "TNS413"): 6,
        (Severity.INFO, "TNS304"): 26,
        (Severity.INFO, "TNS314"): 4,
        (Severity.INFO, "TNS414"): 1,
    }
    assert all(one.deviation for one in told if one.severity is Severity.WARNING)
    compared = {code: result.checked[code] for code in ("TNS101", "TNS103", "TNS201", "TNS202", "TNS401", "TNS403")}
    assert compared == {"TNS101": 108, "TNS103": 80, "TNS201": 28, "TNS202": 18, "TNS401": 116, "TNS403": 214}
    assert (result.checked["TNS407"], result.checked["TNS411"], len(result.not_checkable)) == (172, 139, 44)


def test_the_backlogs_of_the_text_make_that_of_the_table() -> None:
    """What the text says of the year end, and the table of the fourth quarter of both together."""
    day = Instant(date(2010, 3, 31))
    backlogs = {
        fact.concept.local: fact.value
        for fact in sample().report
        if fact.concept.local.endswith("OrderBacklog") and fact.key.period == day
    }
    assert backlogs["SystemsIntegrationOrderBacklog"] == 13_559_000_000
    assert backlogs == {
        "SystemsConstructionOrderBacklog": 3_164_000_000,
        "SystemsOperationAndMaintenanceOrderBacklog": 10_395_000_000,
        "SystemsIntegrationOrderBacklog": 3_164_000_000 + 10_395_000_000,
    }
