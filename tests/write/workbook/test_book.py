from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tanshin import new
from tanshin.inputs import read_filing
from tanshin.read.workbook.book import read_book
from tanshin.read.workbook.sheet import read_sheets
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.values.archive import read_zip
from tanshin.values.finding import InputError
from tanshin.values.yaml import parse_yaml
from tanshin.write.records import records_of
from tanshin.write.workbook.book import workbook
from tanshin.write.workbook.paper import MAX_LETTERS, Paper
from tanshin.write.workbook.table import Sheet, write_table

SAMPLES = ("fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013")

#: Text that a spreadsheet would take for a formula.
FORMULAS = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1")


@pytest.fixture(scope="module", params=SAMPLES)
def started(request: pytest.FixtureRequest) -> new.Started:
    return new.same(f"iij/{request.param}")


def facts(filing: Filing) -> list[Fact]:
    return [replace(one, source=None) for one in filing.report]


def test_the_workbook_carries_the_whole_folder(started: new.Started, tmp_path: Path) -> None:
    home = tmp_path / "iij" / started.filing.name.rpartition("/")[2]
    book, folder = home.with_suffix(".xlsx"), home
    new.write(started, book)
    found, former = read_filing(book), started.filing
    assert found.name == former.name
    assert facts(found) == facts(former)
    nowhere = former.prints[0].source
    for mine, theirs in zip(found.prints, former.prints, strict=True):
        assert replace(mine, source=nowhere) == replace(theirs, source=nowhere)
    marks = [[replace(one, source=nowhere) for one in filing.marks] for filing in (found, former)]
    assert marks[0] == marks[1]
    assert len(found.deviations) == len(former.deviations)
    assert [(one.row, one.text) for one in found.captions] == [(one.row, one.text) for one in former.captions]

    new.write(new.same(book), folder)
    for name, text in started.files.items():
        written = (folder / name).read_text(encoding="utf-8")
        if name.endswith(".csv"):
            assert records_of(written) == records_of(text)
        elif name == "filing.yaml":
            assert parse_yaml(written, name).data == parse_yaml(text, name).data
        else:
            assert written.rstrip("\n") == text.rstrip("\n")


def test_positions_are_cells(started: new.Started) -> None:
    data = workbook(started.filing, started.files)
    bundle = read_book(data, "b.xlsx")
    sheets = {sheet.name: sheet for sheet in read_sheets(data, "b.xlsx")}
    seen = 0
    for one in started.filing.prints:
        if not one.column.startswith("caption ") and (lines := bundle.lines.get(one.source.file.rpartition("/")[2])):
            record = records_of(started.files[one.source.file.rpartition("/")[2]])[one.source.line - 1]
            line = lines[one.source.line - 1]
            cell = sheets[line.sheet.removeprefix("b.xlsx:")[:-1]].text(line.row, line.columns[one.source.column - 1])
            assert cell == record[one.source.column - 1]
            seen += 1
    assert seen


def test_the_same_filing_gives_the_same_bytes(started: new.Started) -> None:
    assert workbook(started.filing, started.files, "ja") == workbook(started.filing, started.files, "ja")


def _formulas(data: bytes) -> dict[str, str]:
    """The formulas of a workbook by cell, with the name of the file that its sheet carries."""
    parts, found = read_zip(data, "b"), {}
    for number, sheet in enumerate(read_sheets(data, "b"), 1):
        root = etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        for one in root.iterfind(".//{*}c/{*}f"):
            cell = one.getparent()
            assert cell is not None
            found[f"{sheet.text(1, 1)}!{cell.get('r')}"] = one.text or ""
    return found


def test_totals_of_the_statements_are_formulas_with_the_published_figures(started: new.Started) -> None:
    """Each formula is computed here by itself, from the texts of the cells it names."""
    data = workbook(started.filing, started.files)
    cells = {sheet.text(1, 1): sheet for sheet in read_sheets(data, "b")}
    found = _formulas(data)
    for at, formula in found.items():
        sheet = cells[at.partition("!")[0]]

        def number(place: str) -> Decimal:
            text = sheet.text(int(place[1:]), ord(place[0]) - ord("A") + 1).replace(",", "")  # noqa: B023 - used at once
            negative = text.startswith("(")
            return Decimal(text.strip("()%") or 0) * (-1 if negative else 1) if text != "-" else Decimal()

        match = re.fullmatch(r'IF\(COUNT\([^)]*\)=0,"",(?:SUM\(([^)]*)\))?(?:-SUM\(([^)]*)\))?\)', formula)
        assert match
        sums = []
        for areas in match.groups():
            total = Decimal()
            for area in (areas or "").split(","):
                if area:
                    first, _, last = area.partition(":")
                    rows = range(int(first[1:]), int((last or first)[1:]) + 1)
                    total += sum(number(f"{first[0]}{row}") for row in rows)
            sums.append(total)
        assert number(at.partition("!")[2]) == sums[0] - sums[1], at
    if started.filing.tables:
        assert len(found) > 30


def test_negated_lines_are_taken_off() -> None:
    """Costs are printed positive and stand in the calculation with minus one; treasury stock is printed negative."""
    started = new.same("iij/fy2012-annual")
    found = _formulas(workbook(started.filing, started.files))
    assert any("-SUM(" in formula for at, formula in found.items() if at.startswith("income-statement.csv"))


def test_input_is_open_and_the_rest_is_protected() -> None:
    started = new.same("iij/fy2012-annual")
    cell = ("balance-sheet", "Cash and cash equivalents", "2012-03-31 JPY")
    openpyxl = pytest.importorskip("openpyxl")
    from io import BytesIO

    book = openpyxl.load_workbook(BytesIO(workbook(started.filing, started.files, locked={cell})))
    sheet = book["Consolidated Balance Sheets"]
    assert sheet.protection.sheet
    assert sheet["A8"].value == "Cash and cash equivalents"
    assert [sheet[at].protection.locked for at in ("A8", "C5", "C8", "D8", "E8")] == [True, True, True, False, False]
    assert sheet["E8"].number_format == "#,##0;(#,##0)"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_area.startswith("'Consolidated Balance Sheets'!$A$1:$E$")
    totals = [one for row in sheet.iter_rows() for one in row if one.data_type == "f"]
    assert totals
    assert all(one.protection.locked for one in totals)
    cover = book["Cover"]
    validated = {str(rule.sqref): rule.type for rule in cover.data_validations.dataValidation}
    rows = {cover.cell(row, 1).value: f"C{row}" for row in range(5, cover.max_row + 1)}
    assert validated[rows["announced"]] == "date"
    assert validated[rows["information.TokyoStockExchange"]] == "list"


def test_every_sheet_is_named_in_the_language_asked_for() -> None:
    started = new.same("iij/fy2012-annual")
    names = [sheet.name for sheet in read_sheets(workbook(started.filing, started.files, "ja"), "b")]
    assert names[:2] == ["表紙", "連結貸借対照表"]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


@pytest.fixture(scope="module")
def quarter() -> new.Started:
    return new.same("iij/1q-fy2013")


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), max_size=40)
        | st.sampled_from([*FORMULAS, "_x000D_", "007", "1,234.50", "(1)", "△5", "1e5", "true", "2013-05-15", "'x"]),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=25)
def test_text_is_read_as_it_was_written(quarter: new.Started, texts: list[str]) -> None:
    paper = Paper()
    page = paper.sheet("T")
    for row, text in enumerate(texts, 1):
        page.text(row, 1, text)
    (sheet,) = read_sheets(paper.data(), "b")
    assert [sheet.cells[row, 1].text if (row, 1) in sheet.cells else "" for row in range(1, len(texts) + 1)] == texts
    assert not _formulas(paper.data())


CAPTIONS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff"), min_size=1, max_size=12
).map(str.strip).filter(bool) | st.sampled_from([*FORMULAS, "@x", 'Goods, "net"', "資産合計", "007"])
FIGURES = st.from_regex(r"\(?[1-9][0-9]{0,2}(,[0-9]{3}){0,3}(\.[0-9]{1,2})?%?\)?", fullmatch=True) | st.sampled_from(
    ["", "-", "△1,234", "▲0.5", "-1,234", "0", "0.00", "+10.8", "JPY11.00", "530.5 Gbps", "1e5", "=1+1", "約10%"]
)


@given(st.data())
@settings(max_examples=60)
def test_any_table_comes_through(quarter: new.Started, data: st.DataObject) -> None:
    """Captions and figures of any kind, as they stand in the CSV, in any number of columns."""
    width = data.draw(st.integers(1, 4))
    body = data.draw(
        st.lists(
            st.tuples(CAPTIONS, st.lists(FIGURES, min_size=width, max_size=width)).map(lambda one: (one[0], *one[1])),
            min_size=1,
            max_size=6,
        )
    )
    records = (("caption", *(f"c{at}" for at in range(width))), *body)
    paper = Paper()
    cover = paper.sheet("Cover")
    for row, words in enumerate((["filing.yaml"], ["key", "value"]), 1):
        for column, text in enumerate(words, 1):
            cover.text(row, column, text)
    write_table(paper, quarter.filing, Sheet("any.csv", "Any: table?", records, {}), "en")
    found = read_book(paper.data(), "b.xlsx")
    assert records_of(found.files["any.csv"]) == records
    assert not found.findings


def test_a_text_that_no_cell_holds_is_refused(quarter: new.Started) -> None:
    files = {**quarter.files, "presentation.yaml": "#" * (MAX_LETTERS + 1)}
    with pytest.raises(InputError, match="32,767"):
        workbook(quarter.filing, files)


def test_a_missing_extra_is_one_line(quarter: new.Started, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"pip install 'tanshin\[xlsx\]'"):
        workbook(quarter.filing, quarter.files)
