from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.marks import read_marks, with_marks
from tanshin.read.canonical.records import unplaced
from tanshin.report.filing import Mark, MarkKind
from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tests.read.example import grid, refused, told

HEAD = "caption,table,row,column,kind,value,reason\n"
GRID = grid("caption,a,b\nSales,1,\nSales,2,?\n")


def mark(row: str, column: str, kind: MarkKind, value: str = "", table: str = "t") -> Mark:
    return Mark(table, row, column, kind, value, "why", Source("marks.csv", 2, 1))


def read(folder: Path, text: str) -> tuple[Mark, ...]:
    (folder / "marks.csv").write_text(text, encoding="utf-8")
    return read_marks(Folder(folder, "f"))


def texts(*marks: Mark) -> list[list[str]]:
    return [
        [row.id, row.caption.text, *(cell.text for cell in row.cells.values())]
        for row in with_marks(GRID, "t", marks).rows
    ]


def test_marks_are_read_in_order(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + ",t,Sales,a,published-wrong,2,misprint\nnote,t,Sales#2,b,illegible,,stain\n")
    assert found == (
        Mark("t", "Sales", "a", MarkKind.PUBLISHED_WRONG, "2", "misprint", Source("f/marks.csv", 2, 1)),
        Mark("t", "Sales#2", "b", MarkKind.ILLEGIBLE, "", "stain", Source("f/marks.csv", 3, 1)),
    )


def test_a_filing_may_have_no_marks(tmp_path: Path) -> None:
    assert read_marks(Folder(tmp_path, "f")) == ()
    assert read(tmp_path, HEAD) == ()


KINDS = "illegible, published-wrong, recomputed"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("caption,table,row,column,kind,value\n", ["f/marks.csv:1 TNS018 marks.csv lacks the column reason"]),
        (
            HEAD + ",t,Sales,a,wrong,2,why\n,t,Sales,b,illegible,,\n,t,Sales#2,b,recomputed,,why\n",
            [
                f"f/marks.csv:2:5 TNS018 `wrong` is no kind of mark; use {KINDS}",
                "f/marks.csv:3:7 TNS018 a mark needs a reason",
                "f/marks.csv:4:6 TNS018 a recomputed cell needs the value it was recomputed to",
            ],
        ),
        (
            HEAD + ",t,Sales,a,accepted,,why\n,t,Sales,b,published-wrong,,why\n",
            [
                "f/marks.csv:2:5 TNS018 what is accepted stands in deviations.csv, with the rule and the values",
                (
                    "f/marks.csv:3:6 TNS018 a cell that was published wrong needs the value it should have; what stays "
                    "as it was published is recorded in deviations.csv"
                ),
            ],
        ),
        (
            HEAD + ",t,Sales,a,illegible,,why\n,t,Sales,a,published-wrong,1,why\n",
            ["f/marks.csv:3:1 TNS018 this is recorded twice (first on line 2); say it once"],
        ),
    ],
)
def test_half_a_mark_is_refused(text: str, found: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert refused(caught) == found


@pytest.mark.parametrize("target", ["marks.csv", "missing.csv", "../outside.csv"])
def test_a_broken_link_is_not_taken_for_no_marks(target: str, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(HEAD, encoding="utf-8")
    folder = tmp_path / "filing"
    folder.mkdir()
    (folder / "marks.csv").symlink_to(target)
    with pytest.raises(InputError) as caught:
        read_marks(Folder(folder, "f"))
    assert [finding.code for finding in caught.value.findings] == ["TNS001"]


def test_a_mark_says_what_a_cell_should_read() -> None:
    assert texts(
        mark("Sales", "a", MarkKind.PUBLISHED_WRONG, "5"),
        mark("Sales", "b", MarkKind.RECOMPUTED, "6"),
        mark("Sales#2", "caption", MarkKind.PUBLISHED_WRONG, "Costs"),
        mark("Sales#2", "b", MarkKind.ILLEGIBLE),
    ) == [["Sales", "Sales", "5", "6"], ["Sales#2", "Costs", "2", ""]]


def test_a_mark_is_of_its_own_table() -> None:
    plain = [["Sales", "Sales", "1", ""], ["Sales#2", "Sales", "2", "?"]]
    assert texts(mark("Sales", "a", MarkKind.PUBLISHED_WRONG, "5", table="other")) == plain
    assert with_marks(GRID, "t", ()) is GRID


def test_a_marked_cell_stays_where_it_is() -> None:
    (row, _) = with_marks(GRID, "t", [mark("Sales", "b", MarkKind.RECOMPUTED, "6")]).rows
    assert str(row.cells["b"].source) == "t.csv:2:3"


def test_a_mark_on_no_cell_is_told() -> None:
    grids = {"t": GRID}
    assert (
        list(
            unplaced(
                [mark("Sales#2", "b", MarkKind.ILLEGIBLE), mark("Sales", "caption", MarkKind.ILLEGIBLE)],
                grids,
                (),
                "TNS018",
            )
        )
        == []
    )
    marks = [
        mark("Sales#3", "a", MarkKind.ILLEGIBLE),
        mark("Sales", "c", MarkKind.ILLEGIBLE),
        mark("Sales", "a", MarkKind.ILLEGIBLE, table="u"),
    ]
    assert told(unplaced(marks, grids, (), "TNS018")) == [
        f"marks.csv:2:1 TNS018 no cell {where} exists; correct or remove this line"
        for where in ("t / Sales#3 / a", "t / Sales / c", "u / Sales / a")
    ]
    # Of a table that could not be read nobody knows.
    assert len(list(unplaced(marks, grids, ["u"], "TNS018"))) == 2
