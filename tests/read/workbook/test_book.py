from __future__ import annotations

import pytest

from tanshin.read.canonical.folder import Bundle
from tanshin.read.workbook.book import read_book
from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tanshin.values.yaml import parse_yaml
from tests.workbook import COVER, Cells, Number, Raw, book

ASSETS: Cells = {
    "A1": "assets.csv",
    "B1": "Balance sheet",
    "A4": "caption",
    "B4": "# 日本語",
    "C4": "2012",
    "D4": "2013",
    "A5": "Cash",
    "B5": "現金",
    "C5": Number("1234", "#,##0"),
    "D5": Number("-5", "#,##0;(#,##0)"),
    "A7": 'Goods, "net"',
    "D7": "-",
}


def read(sheets: dict[str, Cells], after: str = "") -> Bundle:
    return read_book(book({"Cover": COVER, **sheets}, after=after), "b.xlsx")


def told(bundle: Bundle) -> list[str]:
    return [f"{one.code} {one.sources[0]}" for one in bundle.findings]


def refused(sheets: dict[str, Cells]) -> list[str]:
    with pytest.raises(InputError) as error:
        read(sheets)
    return [f"{one.code} {one.sources[0]}" for one in error.value.findings]


def test_a_sheet_is_a_csv_and_every_cell_keeps_its_place() -> None:
    bundle = read({"Balance sheet": ASSETS})
    assert bundle.files["assets.csv"] == 'caption,2012,2013\nCash,"1,234",(5)\n"Goods, ""net""",,-\n'
    at = [bundle.place("assets.csv", Source("x", line, column)) for line, column in ((1, 3), (2, 1), (2, 3), (3, 2))]
    assert [str(one) for one in at] == [f"b.xlsx:Balance sheet!{cell}" for cell in ("D4", "A5", "D5", "C7")]
    assert str(bundle.place("assets.csv", Source("x"))) == "b.xlsx:Balance sheet"


def test_a_cell_of_several_lines_is_one_cell() -> None:
    bundle = read({"S": {**ASSETS, "A5": "Cash\nand more", "A8": "Last"}})
    assert str(bundle.place("assets.csv", Source("x", 5, 1))) == "b.xlsx:S!A8"


def test_the_cover_is_yaml() -> None:
    cover: Cells = {
        **COVER,
        "A3": "form",
        "C3": "acedussm",
        "A4": "announced",
        "A5": "number",
        "C5": "00000000000001",
        "A6": "fiscal_year_end",
        "C6": Number("41364", "yyyy-mm-dd"),
        "A7": "quarter",
        "A8": "exchange.rate",
        "C8": Number("94.16"),
        "A9": "information.Tel",
        "C9": "03: 5259 # x",
        "A10": "information.Note",
        "C10": "a",
        "D10": "い",
        "A11": "information.Nil",
        "C11": "~",
        "A12": "information.Left",
        "A13": "information.Flag",
        "C13": Raw('t="b"', "<v>0</v>"),
    }
    structure: Cells = {"A1": "filing.yaml: structure", "A2": "line", "A3": "summary:", "A4": "  shares: s.csv"}
    bundle = read_book(book({"Cover": cover, "Structure": structure}), "b.xlsx")
    document = parse_yaml(bundle.files["filing.yaml"], "f")
    assert document.data == {
        "form": "acedussm",
        "announced": None,
        "number": "00000000000001",
        "fiscal_year_end": "2013-03-31",
        "exchange": {"rate": "94.16"},
        "information": {"Tel": "03: 5259 # x", "Note": {"en": "a", "ja": "い"}, "Nil": None, "Flag": "no"},
        "summary": {"shares": "s.csv"},
    }
    places = {
        path: str(bundle.place("filing.yaml", document.position(path)))
        for path in (("announced",), ("information", "Nil"), ("summary", "shares"))
    }
    assert list(places.values()) == ["b.xlsx:Cover!C4", "b.xlsx:Cover!C11", "b.xlsx:Structure!A4"]


def test_texts_are_lines() -> None:
    bundle = read({"R": {"A1": "release.yaml", "A3": "line", "A4": "title:", "A6": "  en: =1+1"}})
    assert bundle.files["release.yaml"] == "title:\n\n  en: =1+1\n"
    assert str(bundle.place("release.yaml", Source("x", 3, 7))) == "b.xlsx:R!A6"


def test_what_is_not_a_sheet_of_the_filing_is_told() -> None:
    assert told(read({"Notes": {"B3": "call Monday"}, "Empty": {}})) == ["TNS040 b.xlsx:Notes!A1"]


def test_merged_cells_are_told_below_the_headings_alone() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C5:D5"/></mergeCells>'
    assert told(read({"S": ASSETS}, after=merged))[-1:] == ["TNS040 b.xlsx:S!A5"]


def test_what_cannot_be_read_is_refused_at_its_cell() -> None:
    assert refused({"S": {**ASSETS, "C7": Raw('t="e"', "<v>#REF!</v>")}}) == ["TNS038 b.xlsx:S!C7"]
    assert refused({"S": ASSETS, "T": ASSETS}) == ["TNS040 b.xlsx:T!A1"]
    assert refused({"S": {"A1": "assets.csv", "A2": "Caption?"}}) == ["TNS040 b.xlsx:S!A2"]


def test_a_figure_without_a_heading_has_a_column() -> None:
    assert read({"S": {**ASSETS, "F5": "7"}}).files["assets.csv"].startswith("caption,2012,2013,\n")


def test_a_fault_in_a_column_for_people_is_none() -> None:
    assert told(read({"S": {**ASSETS, "B6": Raw('t="e"', "<v>#REF!</v>")}})) == []


def test_without_a_cover_it_is_no_filing() -> None:
    with pytest.raises(InputError, match="cover"):
        read_book(book({"S": ASSETS}), "b.xlsx")


def test_a_value_without_a_key_is_refused() -> None:
    with pytest.raises(InputError) as error:
        read_book(book({"Cover": {**COVER, "C9": "x"}}), "b.xlsx")
    assert str(error.value.findings[0].sources[0]) == "b.xlsx:Cover!C9"
