"""Targets stand in tables with lines in columns and periods in rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin import new
from tanshin.report.imported import Imported

RELEASE = """\
Results for the Fiscal Year Ended March 31, 2013

Financial Targets (JPY in millions)

\tRevenues\tOperating Income\tNet Income attributable to IIJ
1H FY2013 Target\t54,000\t3,100\t2,100
Full FY2013\t117,500\t9,100\t6,200
To be decided\t1\t2\t3
"""


def imported(tmp_path: Path, text: str) -> Imported:
    path = tmp_path / "release.txt"
    path.write_text(text, encoding="utf-8")
    return new.imported(path, "iij", tmp_path / "out")[1]


def test_lines_stand_in_columns_and_periods_in_rows(tmp_path: Path) -> None:
    found = imported(tmp_path, RELEASE)
    (table,) = found.tables
    assert (table.id, table.part) == ("financial-targets", "tables")
    assert [(one.key, one.aspects["concept"], one.aspects["scale"]) for one in table.columns] == [
        ("Revenues", "Revenues", "6"),
        ("Operating Income", "OperatingIncome", "6"),
        ("Net Income attributable to IIJ", "NetIncomeLossAttributableToParent", "6"),
    ]
    assert [(row.aspects, row.cells) for row in table.rows] == [
        ({"period": "NextAccumulatedQ2", "variant": "target"}, ("54,000", "3,100", "2,100")),
        ({"period": "NextYear", "variant": "target"}, ("117,500", "9,100", "6,200")),
    ]
    assert [(one.caption, one.cells) for one in found.unplaced] == [("To be decided", ("1", "2", "3"))]


def test_a_unit_right_below_the_table_counts_where_no_table_follows(tmp_path: Path) -> None:
    text = RELEASE.replace(" (JPY in millions)", "")
    below = imported(tmp_path, f"{text}\n(JPY in millions)\n")
    assert below.tables == imported(tmp_path, RELEASE).tables


@pytest.mark.parametrize(
    ("old", "new_", "why"),
    [
        (" (JPY in millions)", "", "which unit"),
        ("Operating Income\tNet Income attributable to IIJ", "Sales\tWages", "no tree"),
    ],
)
def test_what_is_not_known_leaves_the_table_out(tmp_path: Path, old: str, new_: str, why: str) -> None:
    sheet = "\n\tAs of March 31, 2013\n\tThousands of JPY\nInventories\t8,000\nPrepaid expenses\t600\n"
    found = imported(tmp_path, RELEASE.replace(old, new_) + "\nConsolidated Balance Sheets\n" + sheet)
    assert [table.id for table in found.tables] == ["balance-sheet"]
    assert {why in str(one.why) for one in found.unplaced} == {True}
