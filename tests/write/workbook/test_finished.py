from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.cli import main
from tanshin.document.model import Cell, Document, Heading, Mark, Row, Table, Text
from tanshin.product import Product
from tanshin.proof.book import read_workbook
from tanshin.proof.rules.workbook import workbook_lists_facts, workbook_shows_documents
from tanshin.report.report import Report
from tanshin.validate.registry import examine
from tanshin.write.workbook.finished import finished
from tanshin.write.workbook.paper import MAX_LETTERS
from tests.findings.gallery import BASE, lay_out, produced


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Product:
    folder = tmp_path_factory.mktemp("example")
    lay_out(BASE, folder)
    return produced(folder, ["xlsx"])


def test_there_is_a_workbook_in_each_language_and_it_is_proved(made: Product) -> None:
    names = [path for path in made.files if path.endswith(".xlsx")]
    assert [name[-8:] for name in names] == ["-ja.xlsx", "-en.xlsx"]
    assert not made.faults
    assert made.output.result
    assert {made.output.result.checked[code] for code in ("TNS742", "TNS743")} == {2}
    sheets = [sheet.name for sheet in made.output.workbooks[names[1]].sheets]
    assert (sheets[0], sheets[-1]) == ("Summary", "Facts")
    assert all(name in made.files["manifest.json"].decode() for name in names)
    assert all(name in made.files["index.html"].decode() for name in names)


def test_the_same_filing_gives_the_same_bytes(made: Product) -> None:
    again = finished(made.output.filing, made.output.documents, ("ja", "en"))
    assert again == {path: data for path, data in made.files.items() if path.endswith(".xlsx")}


def test_a_text_that_no_cell_holds_goes_on_in_the_next(made: Product) -> None:
    filing = made.output.filing
    first, *rest = filing.report
    words = "\N{HIRAGANA LETTER A}=" * MAX_LETTERS
    long = replace(first, value=words)
    changed = replace(filing, report=Report((long, *rest)))
    files = finished(changed, (), ("en",))
    output = replace(made.output, filing=changed, documents=(), files=files)
    assert not examine([workbook_lists_facts], output).findings
    short = replace(output, filing=replace(filing, report=Report((replace(long, value=words[:-1]), *rest))))
    assert len(examine([workbook_lists_facts], short).findings) == 1


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), max_size=12
) | st.sampled_from(["=1+1", "@x", "+1", "007", "_x0041_", "TOTAL", "資産合計"])
FIGURES = st.from_regex(r"\(?[1-9][0-9]{0,2}(,[0-9]{3}){0,3}(\.[0-9]{1,2})?%?\)?", fullmatch=True) | st.sampled_from(
    ["", "-", "―", "△1,234", "▲0.5", "-1,234", "+10.8", "0.00", "0.69", "JPY11.00", "530.5 Gbps", "=1+1"]
)


@given(st.lists(st.tuples(WORDS, FIGURES, FIGURES, st.sampled_from(["", "6", "*10", "(注)"])), min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_table_is_shown_as_it_is_printed(made: Product, body: list[tuple[str, str, str, str]]) -> None:
    """The sheet says cell by cell what the document does, and no text becomes a formula."""
    rows = [
        Row(
            (
                Cell((Text(caption),), "caption"),
                Cell((Text(one), *([Mark(mark, "m", "f")] if mark else []))),
                Cell((Text(other),)),
            ),
            "total" if at == len(body) else "line",
            at % 3,
        )
        for at, (caption, one, other, mark) in enumerate(body, 1)
    ]
    head = Row((Cell(kind="head"), Cell((Text("FY2012\n=A1"),), "head", colspan=2)), "head")
    blocks = (Heading(1, (Text("=T"),)), Table("t", (head, *rows), "statement", "T"))
    documents = (Document("t", "en", "T: [x]?", blocks),)
    output = replace(made.output, documents=documents, files=finished(made.output.filing, documents, ("en",)))
    assert not examine([workbook_shows_documents], output).findings
    (book,) = output.workbooks.values()
    assert not book.fault
    assert not any(sheet.computes for sheet in book.sheets)


def test_figures_of_facts_are_numbers(made: Product) -> None:
    for path, data in made.files.items():
        if path.endswith(".xlsx"):
            sheet = next(
                sheet for sheet in read_workbook(data, path).sheets if "60,049" in {c.text for c in sheet.cells}
            )
            assert {cell.number for cell in sheet.cells if cell.text == "60,049"} == {Decimal(60049)}


def test_a_missing_extra_is_one_line_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = CliRunner().invoke(main, ["build", "iij/1q-fy2013", "--xlsx", "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert [line for line in result.output.splitlines() if "pip install 'tanshin[xlsx]'" in line]
    assert not (tmp_path / "out").exists()
