"""Statement documents of the sample: order, depth, rules, captions."""

from __future__ import annotations

import csv

import pytest

from tanshin import resources
from tanshin.document.build import documents
from tanshin.document.model import Document, Row, Table, Tagged
from tanshin.report.filing import Filing
from tanshin.values.number import parse_number
from tanshin.values.text import caption_key
from tests.samples.filings import sample


@pytest.fixture(scope="module")
def filing() -> Filing:
    return sample("fy2012-annual")


@pytest.fixture(scope="module")
def printed(filing: Filing) -> dict[str, dict[str, Document]]:
    return {lang: {one.name: one for one in documents(filing, lang)} for lang in ("ja", "en")}


def table(document: Document) -> Table:
    [found] = [block for block in document.blocks if isinstance(block, Table)]
    return found


def row(document: Document, caption: str) -> Row:
    return next(one for one in table(document).body if one.cells[0].display == caption)


def test_every_statement_fact_is_printed_and_every_print_is_a_fact(
    filing: Filing, printed: dict[str, dict[str, Document]]
) -> None:
    for layout in filing.tables:
        keys = {one.key for one in filing.prints if one.table == layout.id}
        for lang in ("ja", "en"):
            assert {fact.key for fact in printed[lang][layout.id].tagged()} == keys


@pytest.mark.parametrize(
    "name", ["balance-sheet", "income-statement", "income-statement-4q", "cash-flow", "cash-flow-4q"]
)
def test_the_english_page_prints_the_figures_of_the_source_row_by_row(
    printed: dict[str, dict[str, Document]], name: str
) -> None:
    with (resources.samples_dir() / "iij" / "fy2012-annual" / f"{name}.csv").open(encoding="utf-8") as file:
        source = [record[1:] for record in list(csv.reader(file))[1:]]
    page = [[cell.display for cell in one.cells[1:]] for one in table(printed["en"][name]).body]
    assert page == source


def test_japanese_and_english_print_the_same_numbers(printed: dict[str, dict[str, Document]]) -> None:
    def numbers(document: Document) -> list[object]:
        runs = (run for run in document.runs() if isinstance(run, Tagged) and run.fact.key.unit)
        return [parse_number(run.display).value for run in runs]

    for name, document in printed["ja"].items():
        assert numbers(document) == numbers(printed["en"][name]), name


def test_totals_are_ruled_and_sections_indented(printed: dict[str, dict[str, Document]]) -> None:
    page = printed["en"]["balance-sheet"]
    assert [(row(page, text).kind, row(page, text).depth) for text in ("ASSETS", "CURRENT ASSETS:", "Inventories")] == [
        ("heading", 0),
        ("heading", 1),
        ("line", 2),
    ]
    assert row(page, "Total current assets").kind == "subtotal"
    assert row(page, "TOTAL").kind == "total"
    equity = printed["en"]["equity"]
    assert [one.kind for one in table(equity).body if one.cells[0].display.startswith("BALANCE")] == [
        "line",
        "total",
        "total",
    ]
    assert row(equity, "Total comprehensive income").kind == "subtotal"


def test_figures_inside_captions_are_facts(printed: dict[str, dict[str, Document]]) -> None:
    for lang, start in (("en", "Accounts receivable, net of"), ("ja", "売掛金（貸倒引当金控除後")):
        [caption] = [
            one.cells[0] for one in table(printed[lang]["balance-sheet"]).body if one.cells[0].display.startswith(start)
        ]
        assert [run.text for run in caption.runs if isinstance(run, Tagged)] == ["107,919", "93,934"]
    shares = row(
        printed["en"]["balance-sheet"],
        "Common-stock—authorized, 75,520,000 shares; issued and outstanding, 41,295,600 shares at March 31, 2012 and "
        "March 31, 2013, respectively",
    )
    assert [len(run.facts) for run in shares.cells[0].runs if isinstance(run, Tagged)] == [2, 2]


def test_captions_are_those_of_the_release(printed: dict[str, dict[str, Document]]) -> None:
    with (resources.samples_dir() / "iij" / "fy2012-annual" / "balance-sheet.csv").open(encoding="utf-8") as file:
        source = [caption_key(record[0]) for record in list(csv.reader(file))[1:]]
    page = [caption_key(one.cells[0].display) for one in table(printed["en"]["balance-sheet"]).body]
    assert page == source


def test_column_heads_name_period_and_unit(printed: dict[str, dict[str, Document]]) -> None:
    heads = [[cell.display for cell in one.cells] for one in table(printed["en"]["cash-flow-4q"]).head]
    assert heads == [
        ["", "Three Months Ended\nMarch 31, 2012", "Three Months Ended\nMarch 31, 2013"],
        ["", "Thousands of JPY", "Thousands of U.S. Dollars", "Thousands of JPY"],
    ]
    ja = [[cell.display for cell in one.cells] for one in table(printed["ja"]["balance-sheet"]).head]
    assert ja == [["", "平成24年3月31日現在", "平成25年3月31日現在"], ["", "千円", "千米ドル", "千円"]]


def test_a_caption_is_worded_for_the_figures_it_holds(printed: dict[str, dict[str, Document]]) -> None:
    """One figure where both dates have the same, two where they differ; the dates are those of the filing."""
    half = {lang: {one.name: one for one in documents(sample("1h-fy2012"), lang)} for lang in ("en", "ja")}

    def other_assets(page: dict[str, Document], start: str) -> tuple[str, list[tuple[str, int]]]:
        (cell,) = (one.cells[0] for one in table(page["balance-sheet"]).body if one.cells[0].display.startswith(start))
        return cell.display, [(run.text, len(run.facts)) for run in cell.runs if isinstance(run, Tagged)]

    assert other_assets(half["en"], "Other current assets") == (
        (
            "Other current assets, net of allowance for doubtful accounts of JPY 10,732 thousand and JPY 10,733 "
            "thousand at March 31, 2012 and September 30, 2012, respectively"
        ),
        [("10,732", 1), ("10,733", 1)],
    )
    assert other_assets(half["ja"], "その他の流動資産（")[1] == [("10,732", 1), ("10,733", 1)]
    assert other_assets(printed["en"], "Other current assets")[1] == [("10,732", 2)]
