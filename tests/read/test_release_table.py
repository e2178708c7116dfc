"""Tables of a release: what is read, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.values.finding import InputError
from tests.read.example import begun, refused, shown
from tests.release import COLUMNS, TABLE, lay_out, read

TARGETS = """\
  - table: targets
    statement: Results
    scale: 6
    members: {ForecastAxis: TargetMember}
    columns:
      Profit: {concept: NetIncome, unit: JPY}
      Shops: {concept: Shops}
    rows:
      Half: {period: NextAccumulatedQ2}
      Year: {period: NextYear, caption: {en: Full year, ja: 通期}}
"""

TARGETS_CSV = """\
caption,Profit,Shops
Half,6,
Year,12,20 Shops
"""


def test_a_table_in_millions_only_prints_what_a_statement_says(tmp_path: Path) -> None:
    lay_out(tmp_path)
    filing = read(tmp_path)
    assert shown(fact for fact in filing.report if fact.table == "results") == [
        "AssetsChange 2013-03-31 pure = 0.112 (3)",
        "CashChange 2013-03-31 pure = 0.201 (3)",
        "InventoriesChange 2013-03-31 pure = 0.000 (3)",
        "Shops 2012-03-31 Shops = 12 (0)",
        "Shops 2013-03-31 Shops = 15 (0)",
        "ShopsChange 2013-03-31 pure = 0.250 (3)",
        "Space 2012-03-31 Hectares = 1.5 (1)",
        "Space 2013-03-31 Hectares = 1.8 (1)",
    ]
    prints = {(one.row, one.column): one for one in filing.prints if one.table == "results"}
    cash = prints["Cash", "2013"]
    assert (cash.value, cash.decimals, cash.plus, cash.worded) == (Decimal(60_000_000), -6, False, False)
    assert prints["Number of shops", "Change"].plus
    assert prints["Floor space", "2012"].worded
    assert len(filing.unrounded) == len(filing.report) - 8


def test_lines_may_stand_in_columns(tmp_path: Path) -> None:
    lay_out(tmp_path, columns=COLUMNS + TARGETS, files={"targets.csv": TARGETS_CSV})
    filing = read(tmp_path)
    assert shown(fact for fact in filing.report if fact.table == "targets") == [
        "NetIncome 2013-04-01/2013-09-30 JPY TargetMember = 6000000 (-6)",
        "NetIncome 2013-04-01/2014-03-31 JPY TargetMember = 12000000 (-6)",
        "Shops 2014-03-31 Shops TargetMember = 20 (0)",
    ]


def test_a_year_in_a_column_and_a_part_of_it_in_a_row_are_one_period(tmp_path: Path) -> None:
    columns = """\
  - table: quarters
    statement: Results
    scale: 6
    unit: JPY
    columns:
      "2012": {concept: NetIncome, period: Current}
      "2013": {concept: NetIncome, period: Next}
    rows: {1Q: {period: Quarter1}, Year: {period: Year}}
"""
    csv = "caption,2012,2013\n1Q,3,4\nYear,,12\n"
    lay_out(tmp_path, columns=COLUMNS + columns, files={"quarters.csv": csv})
    assert shown(fact for fact in read(tmp_path).report if fact.table == "quarters") == [
        "NetIncome 2012-04-01/2012-06-30 JPY = 3000000 (-6)",
        "NetIncome 2013-04-01/2013-06-30 JPY = 4000000 (-6)",
        "NetIncome 2013-04-01/2014-03-31 JPY = 12000000 (-6)",
    ]


def test_a_line_may_be_reversed_in_one_table(tmp_path: Path) -> None:
    csv = TABLE.replace("Profit,,10,", "Profit,,(10),")
    lay_out(tmp_path, csv, COLUMNS + "    reversed: [NetIncome]\n")
    (profit,) = (one for one in read(tmp_path).prints if one.table == "results" and one.row == "Profit")
    assert profit.value == 10_000_000


def test_a_filing_needs_no_form(tmp_path: Path) -> None:
    filing = lay_out(tmp_path) / "filing.yaml"
    text = filing.read_text(encoding="utf-8")
    text = text.replace("form: small\n", "").replace("information:\n  FilingDate: 2013-05-15\n", "")
    filing.write_text(text.replace("summary:\n  position: summary.csv\n", ""), encoding="utf-8")
    found = read(tmp_path)
    assert (found.form.name, found.form.tables) == ("", ())
    filing.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert begun(refused(caught), ["example/annual/filing.yaml:19:1 TNS005 without a `form` there is no summary"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    scale: 6\n", "", ["TNS013 no scale is set for the column 2012", "TNS013 no scale is set"]),
        ("    unit: JPY\n", "", ["TNS013 no unit is set for the column 2012", "TNS013 no unit is set"]),
        ("statement: Results\n", "statement: BalanceSheet\n", ["TNS005 BalanceSheet is of kind statement; list it in"]),
        ("variant: change", "variant: growth", ["TNS005 Results has no variant growth; it has change, increase"]),
        ("    columns:\n", "    reversed: [Nobody]\n    columns:\n", ["TNS005 Results has no line Nobody to reverse"]),
        ("{period: PriorYear}", "{period: PriorYear, scale: 3}", ["TNS012 both the table and the column 2012 set the"]),
        ("{period: PriorYear}", "{period: PriorYear, concept: Cash}", ["TNS013 the column 2012 names a concept; say"]),
        ("    columns:\n", "    period: NextYear\n    columns:\n", ["TNS012 both the table and the column 2012 set"]),
    ],
)
def test_a_table_that_says_too_much_or_too_little_is_refused(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    lay_out(tmp_path, columns=COLUMNS.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    words = [text.partition(" ")[2] for text in refused(caught)]
    assert [text for start in said for text in words if text.startswith(start)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("concept: Shops}", "concept: Nobody}", "TNS005 Results has no line Nobody"),
        ("{concept: Shops}", "{unit: JPY}", "TNS013 the rows are described, so the column Shops must name its"),
        ("NetIncome, unit: JPY}", "NetIncome}", "TNS013 no unit is set for the row Half in the column Profit"),
        ("unit: JPY}", "unit: JPY, period: NextYear}", "TNS012 both the row Half and the column Profit set the period"),
        ("Half: {period: NextAccumulatedQ2}", "Half: {}", "TNS013 no period is set for the row Half"),
        ("NextAccumulatedQ2", "Soon", "TNS015 'Soon' is not the name of a period"),
        (
            "{period: NextAccumulatedQ2}",
            "{period: NextAccumulatedQ2, members: {ForecastAxis: TargetMember}}",
            "TNS012 both the row Half and the column Profit or the table have a member on ForecastAxis",
        ),
    ],
)
def test_rows_and_columns_give_each_aspect_once(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert TARGETS.count(old) == 1
    lay_out(tmp_path, columns=COLUMNS + TARGETS.replace(old, new), files={"targets.csv": TARGETS_CSV})
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert any(text.partition(" ")[2].startswith(said) for text in refused(caught)), refused(caught)


def test_a_row_that_is_not_described_is_refused(tmp_path: Path) -> None:
    lay_out(tmp_path, columns=COLUMNS + TARGETS, files={"targets.csv": TARGETS_CSV + "Decade,1,1\n"})
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert begun(refused(caught), ["example/annual/targets.csv:4:1 TNS008 `Decade` is no row of targets; filing.yaml"])
