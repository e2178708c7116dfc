"""Tables of a release: what they restate, whether they foot, and what one unit may be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.derive.source import read_figures
from tanshin.report.filing import Filing
from tanshin.validate.check import check
from tanshin.validate.table import footings, restated
from tests.release import COLUMNS, lay_out, read

HEAD = "caption,2012,2013,Change\n"


def filing(folder: Path, rows: str, columns: str = COLUMNS, files: dict[str, str] | None = None) -> Filing:
    lay_out(folder, HEAD + rows, columns, files=files)
    return read(folder)


def codes(folder: Path, found: Filing) -> list[str]:
    """Codes that tables give rise to, without what nothing confirms and columns that are left out."""
    figures = read_figures(folder / "taxonomy" / "example", found.taxonomy, found.form_taxonomy)
    said = [finding.code for finding in check(found, figures).findings]
    return [code for code in said if code not in ("TNS036", "TNS304", "TNS314", "TNS402", "TNS406")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Assets,90,100,11.2%\nCash,50,60,20.1%\nInventories,40,40,0.0%\n", []),
        ("Assets,90,100,\n", []),
        ("Assets,-,-,-\nCash,-,-,\n", ["TNS411", "TNS411", "TNS411", "TNS411"]),
        ("Assets,90,101,\n", ["TNS411"]),
        ("Assets,90,101,\nCash,50,61,\nInventories,40,40,\n", ["TNS412", "TNS412"]),
        ("Assets,90,102,\nCash,50,62,\nInventories,40,40,\n", ["TNS411", "TNS411"]),
        ("Assets,90,100,\nCash,50,61,\nInventories,40,40,\n", ["TNS103", "TNS411"]),
        ("Assets,90,100,11.1%\n", ["TNS408"]),
        ("Assets,90,100,11.3%\n", ["TNS407"]),
        ("Assets,90,100,-\n", []),
        ("Number of shops,12,15,25.0%\n", []),
        ("Number of shops,12,15,25.1%\n", ["TNS407"]),
        ("Number of shops,,15,25.1%\n", []),
    ],
)
def test_each_figure_is_compared(tmp_path: Path, rows: str, said: list[str]) -> None:
    assert sorted(codes(tmp_path, filing(tmp_path, rows))) == said


def test_a_footing_adds_up_what_is_printed(tmp_path: Path) -> None:
    found = filing(tmp_path, "Assets,90,100,\nCash,50,60,\nInventories,,40,\n")
    before, now = footings(found)
    assert [(one.row, weight) for one, weight in now.terms] == [("Cash", Decimal(1)), ("Inventories", Decimal(1))]
    assert (now.computed, now.difference) == (Decimal(100_000_000), Decimal(0))
    # What is not printed counts as zero.
    assert (before.computed, before.difference) == (Decimal(50_000_000), Decimal(40_000_000))


def test_two_tables_may_differ_by_what_rounding_explains(tmp_path: Path) -> None:
    columns = """\
  - table: billions
    statement: Results
    scale: 9
    unit: JPY
    columns:
      Next: {period: NextYear}
  - table: millions
    statement: Results
    scale: 6
    unit: JPY
    columns:
      Next: {period: NextYear}
"""

    def units(folder: Path, billions: str) -> list[Decimal | None]:
        files = {
            "billions.csv": f"caption,Next\nProfit,{billions}\n",
            "millions.csv": 'caption,Next\nProfit,"26,450"\n',
        }
        found = filing(folder, "Assets,90,100,\n", COLUMNS + columns, files)
        (one,) = (one for one in restated(found) if one.printed.table == "billions")
        assert one.fact.table == "millions"
        return [one.units]

    # 26,450 million may be 26,449.5 or 26,450.5.
    assert units(tmp_path / "a", "26.4") == [0]
    assert units(tmp_path / "b", "26.5") == [0]
    assert units(tmp_path / "c", "26.6") == [1]


def test_what_tables_alone_say_takes_part_in_sums_of_statements_too(tmp_path: Path) -> None:
    columns = COLUMNS + '      "2014": {period: NextYear}\n'
    lay_out(tmp_path, "caption,2012,2013,Change,2014\nAssets,,,,120\nCash,,,,70\nInventories,,,,49\n", columns)
    found = read(tmp_path)
    # As any processor of the instance would say; the table's own sum does not foot either.
    assert codes(tmp_path, found) == ["TNS101", "TNS103"]
