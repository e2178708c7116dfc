"""The form of a quarter, and forms of which a part is left out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tanshin.document.form import form_document
from tanshin.document.model import Fields, Heading, PageBreak, Table
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tests.document.test_form import grid, words
from tests.quarterly import quarterly
from tests.samples.filings import sample


@pytest.fixture(scope="module", params=[1, 2, 3])
def filing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filing:
    return quarterly(tmp_path_factory.mktemp("quarter") / "iij", request.param)


@pytest.fixture(scope="module")
def annual() -> Filing:
    return sample("fy2012-annual")


def without(filing: Filing, left_out: Callable[[Fact], bool]) -> Filing:
    return replace(filing, report=Report(tuple(fact for fact in filing.report if not left_out(fact))))


def headings(filing: Filing, lang: str) -> list[str]:
    """Headings and labels that begin with a number, in printed order."""
    found = []
    for block in form_document(filing, lang).blocks:
        if isinstance(block, Heading):
            found.append("".join(getattr(run, "text", "") for run in block.runs))
        if isinstance(block, Fields):
            found += [label for line in block.lines for label, _ in line]
        if isinstance(block, Table) and not block.head:
            found += [row.cells[0].display for row in block.rows]
    return [text for text in found if re.match(r"[(①-⑨]?[0-9①-⑨]", text)]


def test_the_title_and_the_headings_name_the_quarter(filing: Filing) -> None:
    quarter = filing.calendar.quarter
    span = {1: "Three", 2: "Six", 3: "Nine"}[quarter]
    ja, en = (form_document(filing, lang) for lang in ("ja", "en"))
    assert ja.title == f"平成26年3月期 第{quarter}四半期決算短信〔米国基準〕（連結）"
    end = {1: "June 30", 2: "September 30", 3: "December 31"}[quarter]
    assert en.title == f"Consolidated Financial Results for the {span} Months Ended {end}, 2013"
    assert words(ja)[0] == ja.title
    assert any(text.startswith(f"1. 平成26年3月期第{quarter}四半期の連結業績（平成25年4月1日～") for text in words(ja))
    assert grid(ja, "operating-results")[2][0] == f"26年3月期第{quarter}四半期"
    assert [row[0] for row in grid(ja, "financial-position")[2:]] == [f"26年3月期第{quarter}四半期", "25年3月期"]


def test_the_income_of_a_quarter_is_not_that_of_a_year(filing: Filing) -> None:
    document = form_document(filing, "ja")
    assert grid(document, "operating-results")[0][3:] == ["税引前四半期純利益", "当社株主に帰属する四半期純利益"]
    assert grid(document, "per-share")[0][1] == "基本的1株当たり当社株主に帰属する四半期純利益"
    assert grid(document, "forecasts")[0][3] == "税引前当期純利益"


def test_every_fact_of_a_quarter_is_on_the_page_or_hidden_once(filing: Filing) -> None:
    namespace = filing.form_taxonomy.namespace
    for lang in ("ja", "en"):
        document = form_document(filing, lang)
        assert sorted(str(fact.key) for fact in document.tagged()) == sorted(
            str(fact.key) for fact in filing.in_language(lang) if fact.concept.namespace == namespace
        )
        assert {run.fact.concept.local for run in document.hidden} == {
            "FASFMemberMark",
            "SecuritiesCode",
            "TokyoStockExchange1stSection",
            "GeneralBusiness",
            "SpecificBusiness",
            "FiscalYearEnd",
            "QuarterlyPeriod",
        }


def test_the_dividends_of_the_year_are_two_rows(filing: Filing) -> None:
    quarter = filing.calendar.quarter
    result, forecast = (row[1:5] for row in grid(form_document(filing, "ja"), "dividends")[-2:])
    whole = ["―", "10.00", "―", "12.50"]
    assert result == [text if number <= quarter else "" for number, text in enumerate(whole, 1)]
    assert forecast == [text if number > quarter else "" for number, text in enumerate(whole, 1)]


def test_half_a_year_is_forecast_in_the_first_quarter_alone(filing: Filing) -> None:
    rows = [row[0] for row in grid(form_document(filing, "ja"), "forecasts")[2:]]
    assert rows == (["第２四半期（累計）", "通期"] if filing.calendar.quarter == 1 else ["通期"])


def test_shares_and_their_average_are_one_table(filing: Filing) -> None:
    quarter = filing.calendar.quarter
    rows = grid(form_document(filing, "ja"), "shares")
    assert [row[0] for row in rows] == [
        "① 期末発行済株式数（自己株式を含む）",
        "② 期末自己株式数",
        "③ 期中平均株式数（四半期累計）",
    ]
    assert [row[3] for row in rows] == ["25年3月期", "25年3月期", f"25年3月期第{quarter}四半期"]


def test_what_is_left_out_takes_no_number(filing: Filing) -> None:
    """The form of November 2012 has no line on simplified accounting."""
    bare = without(filing, lambda fact: fact.concept.local.startswith("ApplyingOfSimplified"))
    for lang, of_all, of_bare in (
        ("en", ["(1", "(2", "(3", "1", "2", "(4", "1", "2", "3"], ["(1", "(2", "1", "2", "(3", "1", "2", "3"]),
        ("ja", ["(1", "(2", "(3", "①", "②", "(4", "①", "②", "③"], ["(1", "(2", "①", "②", "(3", "①", "②", "③"]),
    ):
        for given, numbers in ((filing, of_all), (bare, of_bare)):
            found = [re.split("[) ]", text)[0] for text in headings(given, lang)]
            assert found == ["1.", "(1", "(2", "2.", "3.", *numbers]


# An older annual form: no comprehensive income, no line on subsidiaries, none on supplementary material.

OLD = re.compile(
    "(Change[a-zA-Z]*)?ComprehensiveIncome|MaterialChanges|Supplemental|Convening|TargetAudience|Notes|Expression"
)


def test_an_older_annual_form_has_no_empty_lines_and_no_gaps(annual: Filing) -> None:
    old = without(annual, lambda fact: bool(OLD.match(fact.concept.local)))
    for lang in ("ja", "en"):
        document = form_document(old, lang)
        assert all(line for block in document.blocks if isinstance(block, Fields) for line in block.lines)
        assert all(block.lines for block in document.blocks if isinstance(block, Fields))
        assert not [text for text in words(document) if "監査手続" in text or "audit" in text or "包括利益" in text]
        for block in document.blocks:
            if isinstance(block, Table):
                assert all(any(cell.runs for cell in row.cells[1:]) for row in block.body), block.id
    assert [text[:9] for text in headings(old, "ja")] == [
        "1. 平成25年3",
        "(1) 連結経営成",
        "(2) 連結財政状",
        "(3) 連結キャッ",
        "2. 配当の状況",
        "3. 平成26年3",
        "(1) 会計方針の",
        "① 会計基準等の改",
        "② ①以外の会計方",
        "(2) 発行済株式",
        "① 期末発行済株式",
        "② 期末自己株式数",
        "③ 期中平均株式数",
    ]


def test_a_row_without_figures_is_not_printed(annual: Filing) -> None:
    before = annual.calendar.period("PriorYear")
    bare = without(
        annual, lambda fact: fact.key.period == before and fact.table in ("per-share", "comprehensive-income")
    )
    document = form_document(bare, "ja")
    assert [row[0] for row in grid(document, "per-share")[2:]] == ["25年3月期"]
    assert "（注）当社株主に帰属する包括利益　25年3月期　5,588百万円（50.9％）" in words(document)


def test_an_item_that_lacks_one_date_keeps_the_columns_of_the_others(annual: Filing) -> None:
    before = annual.calendar.period("PriorYear")
    bare = without(annual, lambda fact: fact.concept.local == "AverageNumberOfShares" and fact.key.period == before)
    rows = grid(form_document(bare, "ja"), "shares")
    assert [len(row) for row in rows] == [5, 5, 5]
    assert rows[2] == ["③ 期中平均株式数", "25年3月期", "40,536,800 株", "", ""]


def test_a_form_with_nothing_in_it_has_neither_headings_nor_pages(annual: Filing) -> None:
    blocks = form_document(replace(annual, report=Report(()), tables=()), "ja").blocks
    assert [type(block) for block in blocks if isinstance(block, Heading | PageBreak | Table)] == [Heading]
