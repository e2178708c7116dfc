"""The form of the sample: every item in its place, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tanshin.document.form import form_document
from tanshin.document.model import Document, Fields, Heading, PageBreak, Paragraph, Table, Tagged
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tests.samples.filings import sample


@pytest.fixture(scope="module")
def filing() -> Filing:
    return sample("fy2012-annual")


def grid(document: Document, name: str) -> list[list[str]]:
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.id == name]
    return [[cell.display for cell in row.cells] for row in table.rows]


def words(document: Document) -> list[str]:
    return [
        "".join(run.display if isinstance(run, Tagged) else run.text for run in block.runs)
        for block in document.blocks
        if isinstance(block, Heading | Paragraph)
    ]


def test_every_fact_of_the_form_is_on_the_page_or_hidden_once(filing: Filing) -> None:
    for lang in ("ja", "en"):
        keys = [fact.key for fact in form_document(filing, lang).tagged()]
        namespace = filing.form_taxonomy.namespace
        assert sorted(map(str, keys)) == sorted(
            str(fact.key) for fact in filing.in_language(lang) if fact.concept.namespace == namespace
        )


def test_what_is_hidden_has_no_place_on_the_form(filing: Filing) -> None:
    hidden = {run.fact.concept.local for run in form_document(filing, "ja").hidden}
    assert {"FASFMemberMark", "SecuritiesCode", "FiscalYearEnd", "GeneralBusiness"} <= hidden
    assert not [name for name in hidden if name.startswith(("Change", "Dividend", "Note", "Total"))]


def test_the_first_table_in_japanese(filing: Filing) -> None:
    assert grid(form_document(filing, "ja"), "operating-results") == [
        ["", "営業収益", "営業利益", "税引前当期純利益", "当社株主に帰属する当期純利益"],
        ["", *["百万円", "％"] * 4],
        ["25年3月期", "106,248", "9.2", "7,753", "22.0", "7,757", "29.8", "5,301", "45.6"],
        ["24年3月期", "97,315", "18.1", "6,353", "53.4", "5,976", "55.9", "3,641", "13.7"],
    ]


def test_dividends_have_a_heading_over_their_quarters_and_voids_where_nothing_can_be(filing: Filing) -> None:
    document = form_document(filing, "ja")
    assert grid(document, "dividends")[0][1] == "年間配当金"
    assert grid(document, "dividends")[-1] == ["26年3月期（予想）", "―", "11.00", "―", "11.00", "22.00", "", "14.9", ""]
    [table] = [block for block in document.blocks if isinstance(block, Table) and block.id == "dividends"]
    assert [cell.kind for cell in table.rows[-1].cells][-3:] == ["void", "figure", "void"]


def test_the_company_s_own_captions_head_the_english_page(filing: Filing) -> None:
    assert grid(form_document(filing, "en"), "cash-flows")[0] == [
        "",
        "Operating Activities",
        "Investing Activities",
        "Financing Activities",
        "Cash and Cash Equivalents (End of the Period)",
    ]


def test_headings_name_the_periods(filing: Filing) -> None:
    assert "1. 平成25年3月期の連結業績（平成24年4月1日～平成25年3月31日）" in words(form_document(filing, "ja"))
    assert (
        "（注）当社株主に帰属する包括利益　25年3月期　5,588百万円（50.9％）　24年3月期　3,703百万円（25.5％）"
        in words(form_document(filing, "ja"))
    )


def test_the_notes_begin_a_new_page(filing: Filing) -> None:
    blocks = form_document(filing, "ja").blocks
    [at] = [index for index, block in enumerate(blocks) if isinstance(block, PageBreak)]
    after = blocks[at + 1]
    assert isinstance(after, Heading)
    assert any(isinstance(block, Fields) for block in blocks[at:])


def test_a_table_without_facts_leaves_no_trace(filing: Filing) -> None:
    bare = replace(filing, report=Report(tuple(fact for fact in filing.report if fact.table != "forecasts")))
    assert not [
        block for block in form_document(bare, "ja").blocks if isinstance(block, Table) and block.id == "forecasts"
    ]


def test_figures_the_form_has_no_element_for_are_printed_untagged(filing: Filing) -> None:
    for lang in ("ja", "en"):
        [table] = [
            block
            for block in form_document(filing, lang).blocks
            if isinstance(block, Table) and block.id == "summary-dividends-adjusted"
        ]
        figures = [run for row in table.body for cell in row.cells for run in cell.runs if isinstance(run, Tagged)]
        assert [run.display for run in figures] == ["7.50", "8.75", "16.25", "8.75", "10.00", "18.75"]
        assert not any(run.tagged for run in figures)
