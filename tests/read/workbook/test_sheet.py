from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from tanshin.cli import main
from tanshin.read.workbook import sheet as sheets
from tanshin.read.workbook.sheet import Read, read_sheets
from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import InputError
from tests.workbook import Cells, Number, Raw, book


def read(cells: Cells) -> dict[tuple[int, int], Read]:
    (sheet,) = read_sheets(book({"S": cells}), "b.xlsx")
    return dict(sheet.cells)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "=1+1"),
        ("_x0041_", "A"),
        ("_x005F_x0041_", "_x0041_"),
        (Number("1234"), "1234"),
        (Number("-1234.5", "#,##0.0;(#,##0.0)"), "(1,234.5)"),
        (Number("0.30000000000000004"), "0.3"),
        (Number("1E3"), "1000"),
        (Number("41409", "yyyy-mm-dd"), "2013-05-15"),
        (Raw('t="b"', "<v>1</v>"), "yes"),
        (Raw('t="b"', "<v>0</v>"), "no"),
        (Raw('t="d"', "<v>2013-05-15T00:00:00</v>"), "2013-05-15"),
        (Raw('t="str"', "<f>A2</f><v>x</v>"), "x"),
        (Raw("", "<f>[1]Sheet1!A1</f><v>7</v>"), "7"),
        (Raw('t="inlineStr"', "<is><r><t>決</t></r><r><t>算</t></r><rPh><t>ケッサン</t></rPh></is>"), "決算"),
    ],
)
def test_cells_are_read_as_they_are_shown(cell: str | Number | Raw, text: str) -> None:
    assert read({"A1": cell}) == {(1, 1): Read(text)}


@pytest.mark.parametrize(
    "cell",
    [
        Raw("", "<f>SUM(A2:A3)</f>"),
        Raw('t="e"', "<f>1/0</f><v>#DIV/0!</v>"),
        Raw('t="s"', "<v>5</v>"),
        Raw('t="s"', "<v>-1</v>"),
        Number("nan"),
        Number("1e500"),
        Number("x"),
        Number("41409.5", "yyyy-mm-dd"),
        Number("60", "d"),
        Number("-3", "d"),
        Number("1e20", "d"),
    ],
)
def test_what_has_no_text_says_why(cell: Number | Raw) -> None:
    (found,) = read({"A1": cell}).values()
    assert not found.text
    assert found.fault


@pytest.mark.parametrize("content", ["", "<v/>", '<f>IF(A2="","",1)</f><v></v>'])
def test_empty_cells_are_none(content: str) -> None:
    assert read({"A1": Raw('t="str"', content)}) == {}


def test_a_cell_that_shows_less_than_it_holds_is_told() -> None:
    assert read({"B2": Number("1234.56", "#,##0")}) == {(2, 2): Read("1,235", lost="1234.56")}


def test_days_of_the_other_system() -> None:
    parts = dict(read_zip(book({"S": {"A1": Number("39947", "d")}}), "b.xlsx"))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    assert read_sheets(write_zip(parts), "b.xlsx")[0].text(1, 1) == "2013-05-15"


def test_the_strict_kind_of_the_format_is_read() -> None:
    parts = read_zip(book({"S": {"A1": "x"}}), "b.xlsx")
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ).replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name, data in parts.items()
    }
    assert read_sheets(write_zip(strict), "b.xlsx")[0].text(1, 1) == "x"


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_sheets(data, "b.xlsx")
    return error.value.findings[0].code


def test_what_is_no_workbook_is_refused() -> None:
    whole = dict(read_zip(book({"S": {"A1": "x"}}), "b.xlsx"))
    assert refused(b"PK, or not") == "TNS021"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "TNS037"
    assert refused(write_zip({"a.txt": b""})) == "TNS037"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        assert refused(write_zip({name: data for name, data in whole.items() if name != part})) == "TNS037"
    assert refused(write_zip({**whole, "xl/workbook.xml": b"<document/>"})) == "TNS037"


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    parts = {**read_zip(book({"S": {"A1": "x"}}), "b.xlsx"), "xl/worksheets/sheet1.xml": bomb}
    assert refused(write_zip(parts)) == "TNS017"


def test_links_to_other_places_are_not_followed() -> None:
    parts = dict(read_zip(book({"S": {"A1": "x"}}), "b.xlsx"))
    related = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = related.replace(b'Id="r1"', b'Id="r1" TargetMode="External"')
    assert read_sheets(write_zip(parts), "b.xlsx") == ()


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 3)
    assert refused(book({"S": {"A1": "x", "A2": "x"}, "T": {"A1": "x", "A2": "x"}})) == "TNS037"
    monkeypatch.setattr(sheets, "MAX_SHEETS", 1)
    assert refused(book({"S": {"A1": "x"}, "T": {"A1": "x"}})) == "TNS037"


def test_cells_that_do_not_say_where_they_are_follow_one_another() -> None:
    parts = dict(read_zip(book({"S": {}}), "b.xlsx"))
    rows = b"<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<sheetData></sheetData>", rows)
    (sheet,) = read_sheets(write_zip(parts), "b.xlsx")
    assert {at: cell.text for at, cell in sheet.cells.items()} == {(1, 1): "1", (1, 2): "2", (2, 1): "3"}


def _evil(name: str, content: bytes) -> bytes:
    """A workbook with a part that no program of ours would have written."""
    buffer = BytesIO(book({"S": {"A1": "x"}}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _evil("xl/worksheets/sheet9.xml", bytes(70 * 1024 * 1024)),
        _evil("../../outside.xml", b"x"),
        _evil("/etc/outside.xml", b"x"),
        _evil("xl/../../outside.xml", b"x"),
        book({"S": {"A1": Raw('t="inlineStr"', "<is><t>&x;</t></is>")}}),
        book({"S": {"A1": "x"}}, {"xl/media/deep.xml": b"<a>" * 100_000})[:-30],
    ],
    ids=["bomb", "upwards", "absolute", "around", "entity", "cut"],
)
def test_a_hostile_workbook_is_one_finding(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "evil.xlsx").write_bytes(data)
    result = CliRunner().invoke(main, ["check", str(tmp_path / "evil.xlsx")])
    assert result.exit_code == 2
    assert [line for line in result.output.splitlines() if ": ERROR TNS" in line] == result.output.splitlines()[:1]
    assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.xlsx"]


def test_the_value_of_a_formula_is_what_the_cell_says_and_nothing_is_looked_up() -> None:
    """Not even where the formula names a program or a place."""
    formulas = (
        "WEBSERVICE(&quot;http://localhost/x&quot;)",
        "cmd|&apos;/C calc&apos;!A0",
        "HYPERLINK(&quot;file:///etc/passwd&quot;)",
    )
    for formula in formulas:
        cell = Raw('t="str"', f"<f>{formula}</f><v>7</v>")
        assert read({"A1": cell}) == {(1, 1): Read("7")}
