from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.read.canonical.deviations import placed, read_deviations
from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.records import unplaced
from tanshin.report.deviation import Deviation
from tanshin.values.finding import InputError
from tanshin.values.source import Source
from tests.read.example import grid, refused, told

HEAD = "caption,table,row,column,code,expected,actual,kind,reason\n"
GRID = grid('caption,a,b\nSales,1,\nSales,2,"1,5"\n')


def read(folder: Path, text: str) -> tuple[Deviation, ...]:
    (folder / "deviations.csv").write_text(text, encoding="utf-8")
    return read_deviations(Folder(folder, "f"))


def test_deviations_are_read_and_find_their_cells(tmp_path: Path) -> None:
    lines = ',t,Sales,a,TNS101,"1,000",(2),published-wrong,misprint\nnote,t,Sales#2,caption,TNS507,,Sales,accepted,so\n'
    text = f"{HEAD}{lines},t,Sales#2,b,OWN001,-,0.1,accepted,so\n"
    found = placed(read(tmp_path, text), {"t": GRID})
    assert [(one.code, one.expected, one.actual, one.text) for one in found] == [
        ("TNS101", Decimal(1000), Decimal(-2), "(2)"),
        ("TNS507", None, None, "Sales"),
        ("OWN001", None, Decimal("0.1"), "0.1"),
    ]
    assert [(str(one.cell), one.said) for one in found] == [
        ("t.csv:2:2", "1"),
        ("t.csv:3:1", "Sales"),
        ("t.csv:3:3", "1,5"),
    ]
    assert found[0].source == Source("f/deviations.csv", 2, 1)


def test_a_rule_that_compares_no_numbers_accepts_a_text_that_is_no_figure(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + ',t,Sales#2,b,TNS016,,"1,5",accepted,so\n')
    assert (found.expected, found.actual, found.text) == (None, None, "1,5")


def test_a_filing_may_have_none(tmp_path: Path) -> None:
    assert read_deviations(Folder(tmp_path, "f")) == ()
    assert read(tmp_path, HEAD) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD.replace(",reason", ""), ["f/deviations.csv:1 TNS031 deviations.csv lacks the column reason"]),
        (HEAD + ",t,Sales,a,tns101,1,2,accepted,why\n", ["f/deviations.csv:2:5 TNS031 `tns101` is no code of a rule"]),
        (HEAD + ",t,Sales,a,TNS101,1,2,accepted,\n", ["f/deviations.csv:2:9 TNS031 a deviation needs a reason"]),
        (
            HEAD + ",t,Sales,a,TNS101,1,2,,why\n",
            ["f/deviations.csv:2:8 TNS031 `` is no kind of deviation; use accepted"],
        ),
        (HEAD + ",t,Sales,a,TNS101,x,2,accepted,why\n", ["f/deviations.csv:2:6 TNS031 `x` is no figure: "]),
        (HEAD + ",t,Sales,a,TNS101,1,x,accepted,why\n", ["f/deviations.csv:2:7 TNS031 `x` is no figure: "]),
        (HEAD + ",t,Sales,a,TNS101,,,accepted,why\n", ["f/deviations.csv:2:7 TNS031 a deviation says what it accepts"]),
        (
            HEAD + ",t,Sales,a,TNS101,1,2,accepted,why\n,t,Sales,a,TNS101,1,2,accepted,again\n",
            ["f/deviations.csv:3:1 TNS031 this is recorded twice (first on line 2)"],
        ),
    ],
)
def test_half_a_deviation_is_refused(text: str, found: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    said = refused(caught)
    assert [one[: len(start)] for one, start in zip(said, found, strict=True)] == found


def test_a_deviation_on_no_cell_is_told(tmp_path: Path) -> None:
    lines = (
        ",t,Sales#3,a,TNS101,1,2,accepted,why\n,t,Sales,c,TNS101,1,2,accepted,why\n,u,Sales,a,TNS101,1,2,accepted,why\n"
    )
    recorded = read(tmp_path, HEAD + lines)
    assert placed(recorded, {"t": GRID}) == ()
    assert [
        one.rpartition(" exists")[0].partition("no cell ")[2]
        for one in told(unplaced(recorded, {"t": GRID}, (), "TNS031"))
    ] == [
        "t / Sales#3 / a",
        "t / Sales / c",
        "u / Sales / a",
    ]
    # Of a table that could not be read nobody knows.
    assert len(list(unplaced(recorded, {"t": GRID}, ["u"], "TNS031"))) == 2
