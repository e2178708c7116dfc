"""Tables of a release as they are laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.document.model import Tagged
from tanshin.document.table import table_block
from tanshin.report.aspect import JPY
from tests.release import COLUMNS, TABLE, lay_out, read

TARGETS = """\
  - table: targets
    statement: Results
    scale: 6
    unit: JPY
    columns:
      Profit: {concept: NetIncome}
      Target: {concept: NetIncome, members: {ForecastAxis: TargetMember}}
      Shops: {concept: Shops}
    rows:
      "2013": {period: CurrentYear}
      "2014": {period: NextYear, caption: {en: Next year, ja: 来期}}
"""


def lines(folder: Path, lang: str, table: str = "results") -> list[str]:
    """A table as text."""
    filing = read(folder)
    (layout,) = (one for one in filing.details if one.id == table)
    block = table_block(filing, layout, lang)
    rows = ["  " * row.depth + " | ".join(cell.display.replace("\n", " ") for cell in row.cells) for row in block.rows]
    return [block.label, *rows]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "Results in Brief",
                " | As of March 31, 2012 | As of March 31, 2013 | YoY Change",
                " | Millions of JPY | Millions of JPY | ",
                "Assets | 90 | 100 | 11.2%",
                "  Cash | 50 | 60 | 20.1%",
                "  Inventories | 40 | 40 | 0.0%",
                "Number of shops | 12 | 15 | +25.0%",
                "Floor space | 1.5 Hectares | 1.8 | ",
            ],
        ),
        (
            "ja",
            [
                "決算の概要",
                " | 平成24年3月31日現在 | 平成25年3月31日現在 | 前年比",
                " | 百万円 | 百万円 | ",
                "資産 | 90 | 100 | 11.2%",
                "  現金 | 50 | 60 | 20.1%",
                "  たな卸資産 | 40 | 40 | 0.0%",
                "店舗数 | 12 | 15 | +25.0%",
                "床面積 | 1.5 Hectares | 1.8 | ",
            ],
        ),
    ],
)
def test_a_table_is_printed_as_it_was(tmp_path: Path, lang: str, expected: list[str]) -> None:
    lay_out(tmp_path, TABLE.replace("Profit,,10,\n", ""), COLUMNS)
    assert lines(tmp_path, lang) == expected


def test_lines_in_columns_are_headed_by_what_tells_them_apart(tmp_path: Path) -> None:
    lay_out(
        tmp_path,
        columns=COLUMNS + TARGETS,
        files={"targets.csv": "caption,Profit,Target,Shops\n2013,10,,15\n2014,,JPY12,\n"},
    )
    assert lines(tmp_path, "en", "targets") == [
        "Results in Brief",
        " | Result [Domain] | Target [Member] | Number of shops",
        " | Millions of JPY | Millions of JPY | ",
        "2013 | 10 |  | 15",
        "Next year |  | JPY12 | ",
    ]
    assert lines(tmp_path, "ja", "targets")[-1] == "来期 |  | 12円 | "


def test_a_rounded_print_is_tagged_as_precisely_as_it_is_true(tmp_path: Path) -> None:
    lay_out(tmp_path)
    filing = read(tmp_path)
    block = table_block(filing, filing.details[0], "en")
    figures = [run for row in block.body for cell in row.cells for run in cell.runs if isinstance(run, Tagged)]
    assert all(run.tagged for run in figures)
    restated = {run.fact.concept.local: run.fact.decimals for run in figures if run.fact.key.unit == JPY}
    assert restated == {"Assets": -6, "Cash": -6, "Inventories": -6, "NetIncome": -6}
