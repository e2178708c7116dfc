"""Drafts: what is read of plain text, pages and the text layer of a PDF."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from tanshin.read.draft.draft import read_draft
from tanshin.report.draft import Draft, Grid, Text
from tanshin.values.finding import InputError
from tests.strict import missing


def read(folder: Path, name: str, text: str | bytes) -> Draft:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_draft(path)


def shown(draft: Draft) -> list[object]:
    return [
        block.text if isinstance(block, Text) else [[cell.text for cell in row] for row in block.rows]
        for block in draft.blocks
    ]


def refused(folder: Path, name: str, text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(folder, name, text)
    (finding,) = caught.value.findings
    return f"{finding.code} {finding.message}"


def test_lines_that_a_program_broke_are_one_paragraph(tmp_path: Path) -> None:
    text = (
        "Total revenues for the fiscal year ended March 31, 2013 were JPY106,248\n"
        "million, up 9.2% YoY.\nRevenues\n- one\n- two\n\nlast\n"
    )
    assert shown(read(tmp_path, "draft.txt", text)) == [
        "Total revenues for the fiscal year ended March 31, 2013 were JPY106,248 million, up 9.2% YoY.",
        *("Revenues", "- one", "- two", "last"),
    ]


def test_tabs_make_a_table(tmp_path: Path) -> None:
    draft = read(tmp_path, "draft.txt", "Title\n\tFY2011\tFY2012\nRevenues\t97,315\t106,248\n")
    assert shown(draft) == ["Title", [["", "FY2011", "FY2012"], ["Revenues", "97,315", "106,248"]]]
    grid = draft.blocks[1]
    assert isinstance(grid, Grid)
    assert str(grid.rows[1][2].at(0)).endswith("draft.txt:3:17")


def test_page_breaks_are_white_space(tmp_path: Path) -> None:
    assert shown(read(tmp_path, "draft.txt", "one\n\x0ctwo\n")) == ["one", "two"]


def test_what_nobody_sees_is_not_read(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>1</title><style>p { width: 2em }</style></head><body>"
        "<p>seen<sup>3</sup></p><p style='display: none'>4</p><p hidden>5</p><script>6</script>"
        "<svg><text>7</text></svg>"
        "<!-- 8 --><p>a&amp;b &#49;&nbsp;c<br/>d</p></body></html>"
    )
    assert shown(read(tmp_path, "draft.html", page)) == ["seen^", "a&b 1 c d"]


def test_cells_over_several_columns_stand_in_each(tmp_path: Path) -> None:
    page = (
        "<table><tr><th rowspan='2'></th><th colspan='2'>FY2012</th></tr><tr><th>JPY</th><th>USD</th></tr>"
        "<tr><td>Cash</td><td>1</td><td><p>2</p></td></tr></table>"
    )
    assert shown(read(tmp_path, "draft.html", page)) == [
        [["", "FY2012", "FY2012"], ["", "JPY", "USD"], ["Cash", "1", "2"]]
    ]


def test_positions_in_a_page(tmp_path: Path) -> None:
    draft = read(tmp_path, "draft.html", "<html>\n<p>up\n  <b>9.2</b>%</p></html>")
    text = draft.blocks[0]
    assert isinstance(text, Text)
    assert text.text == "up 9.2%"
    assert [str(text.at(at)).rpartition("draft.html")[2] for at in (0, 3, 6)] == [":2:4", ":3:6", ":3:13"]


@pytest.mark.parametrize(
    "page", ["<table><tr><td>1", "</td></table></p>x", "<td>1</td>", "<p><table><tr></table>a", "<"]
)
def test_a_page_that_is_torn_is_read_as_far_as_it_goes(tmp_path: Path, page: str) -> None:
    read(tmp_path, "draft.html", f"<html>a {page}")


def test_spans_are_bounded(tmp_path: Path) -> None:
    cell = "<td colspan='99999999' rowspan='99999999'>1</td>"
    draft = read(tmp_path, "draft.html", f"<table><tr>{cell * 3}</tr>{'<tr></tr>' * 200}</table>")
    (grid,) = draft.blocks
    assert isinstance(grid, Grid)
    assert max(map(len, grid.rows)) <= 64


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path, "empty.txt", " \n").startswith("TNS550 ")
    assert refused(tmp_path, "bytes.txt", b"\xff\xff\x00").startswith("TNS002 ")
    assert refused(tmp_path, "torn.pdf", b"%PDF-1.7 torn").startswith("TNS550 ")


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"1 " * 100)
    with pytest.raises(InputError, match="larger than"):
        read_draft(tmp_path / "large.txt", 100)


def test_a_missing_pypdf_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return original(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in [name for name in sys.modules if name.partition(".")[0] == "pypdf"]:
        monkeypatch.delitem(sys.modules, name)
    assert "pip install 'tanshin[pdf]'" in refused(tmp_path, "draft.pdf", b"%PDF-1.7")


def pdf(lines: list[tuple[int, int, str]]) -> bytes:
    """A page with texts at places, as small as a PDF can be."""
    content = "".join(f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in lines).encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    at = len(made)
    return b"%sxref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        made,
        table,
        at,
    )


def test_a_pdf_is_read_by_page_and_line(tmp_path: Path) -> None:
    try:
        import pypdf  # noqa: F401
    except ImportError:
        missing("pypdf is not installed: pip install 'tanshin[pdf]'")
    draft = read(
        tmp_path,
        "draft.pdf",
        pdf(
            [
                (50, 800, "Total revenues were JPY106,248 million."),
                (50, 780, "Cash"),
                (300, 780, "13,537"),
                (400, 780, "12,259"),
            ]
        ),
    )
    found = shown(draft)
    assert found == ["Total revenues were JPY106,248 million.", [["Cash", "13,537", "12,259"]]]
    text = draft.blocks[0]
    assert isinstance(text, Text)
    assert str(text.at(0)).endswith("draft.pdf#page=1:1")
