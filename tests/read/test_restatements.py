from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.records import unplaced
from tanshin.read.canonical.restatements import read_restatements
from tanshin.report.restatement import Restatement, RestatementKind
from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tests.read.example import grid, refused, told

HEAD = "caption,table,row,column,kind,old,new,reason\n"


def read(folder: Path, text: str) -> tuple[Restatement, ...]:
    (folder / "restatements.csv").write_text(text, encoding="utf-8")
    return read_restatements(Folder(folder, "f"))


def test_without_the_file_nothing_is_restated(tmp_path: Path) -> None:
    assert read_restatements(Folder(tmp_path, "f")) == ()


def test_restatements_are_read_in_order(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + ',t,Sales,a,correction,"1,234","(1,230)",slip\n,t,Rate,a,scope,1.20,1.3,more shops\n')
    assert found == (
        Restatement(
            "t", "Sales", "a", RestatementKind.CORRECTION, Decimal(1234), Decimal(-1230), 0, "slip",
            Source("f/restatements.csv", 2, 1),
        ),
        Restatement(
            "t", "Rate", "a", RestatementKind.SCOPE, Decimal("1.20"), Decimal("1.3"), 2, "more shops",
            Source("f/restatements.csv", 3, 1),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",t,Sales,a,whim,1,2,why", "f/restatements.csv:2:5 TNS018 `whim` is no kind of restatement"),
        (",t,Sales,a,policy,1,2,", "f/restatements.csv:2:8 TNS018 a restatement needs a reason"),
        (",t,Sales,a,policy,-,2,why", "f/restatements.csv:2:1 TNS018 a restatement needs both figures"),
        (",t,Sales,a,policy,2,2,why", "f/restatements.csv:2:7 TNS018 the figure was published as 2 and is 2"),
        (",t,Sales,a,policy,1O,2,why", "f/restatements.csv:2:1 TNS018 "),
        (",t,Sales,a,policy,,2,why", "f/restatements.csv:2:1 TNS018 "),
    ],
)
def test_what_is_incomplete_is_refused(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, HEAD + line + "\n")
    (found,) = refused(error)
    assert found.startswith(said)


def test_a_cell_is_restated_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, HEAD + ",t,Sales,a,policy,1,2,why\n,t,Sales,a,scope,1,2,why\n")
    assert refused(error) == ["f/restatements.csv:3:1 TNS018 this is recorded twice (first on line 2); say it once"]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, "caption,table,row,column,kind,old,reason\n")
    assert refused(error) == ["f/restatements.csv:1 TNS018 restatements.csv lacks the column new"]


def test_a_restatement_of_no_cell_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + ",t,Sales,a,policy,1,2,why\n,t,Gold,a,policy,1,2,why\n,u,Sales,a,policy,1,2,why\n")
    grids = {"t": grid("caption,a\nSales,2\n")}
    assert told(unplaced(found, grids, ["u"], "TNS018")) == [
        "f/restatements.csv:3:1 TNS018 no cell t / Gold / a exists; correct or remove this line"
    ]
