"""Example Co. of the gallery with a table of its release: assets in millions, with their changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from tanshin.derive.source import read_figures
from tanshin.read.canonical.filing import read_filing
from tanshin.report.filing import Filing
from tanshin.taxonomy.build import read_taxonomy
from tanshin.validate.check import check, check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import BASE

AXES = """\
  - axis: ForecastAxis
    forecast: true
    label: {en: "Result and target [Axis]", ja: "実績及び目標 [軸]"}
    default: {member: ActualMember, label: {en: "Result [Domain]", ja: "実績 [ドメイン]"}}
    members:
      - {member: TargetMember, label: {en: "Target [Member]", ja: "目標 [メンバー]"}}
companions:
  - companion: change
    suffix: Change
    of: [monetary, integer]
    type: percent
    label: {en: "{label}, change from a year earlier", ja: "{label}の前年比増減率"}
    heading: {en: YoY Change, ja: 前年比}
    sign: own
    value: change(X, prior(X))
  - companion: increase
    suffix: Increase
    of: [monetary, integer, decimal]
    label: {en: "{label}, increase from a year earlier", ja: "{label}の前年比増減"}
    heading: {en: Increase, ja: 増減}
    value: X - prior(X)
"""

TREE = """\
statement: Results
kind: table
title: {en: Results in Brief, ja: 決算の概要}
axes: [ForecastAxis]
companions: [change, increase]
lines:
  - concept: Assets
    caption: {en: Assets, ja: 資産}
    sum: below
    lines:
      - {concept: Cash}
      - {concept: Inventories}
  - {concept: NetIncome, caption: {en: Profit, ja: 利益}}
  - {concept: Shops, type: integer, unit: Shops, period: instant, label: {en: Number of shops, ja: 店舗数}}
  - {concept: Space, type: decimal, unit: Hectares, period: instant, label: {en: Floor space, ja: 床面積}}
"""

#: The columns, to which a test may add.
COLUMNS = """\
tables:
  - table: results
    statement: Results
    scale: 6
    unit: JPY
    columns:
      "2012": {period: PriorYear}
      "2013": {period: CurrentYear}
      Change: {period: CurrentYear, variant: change}
"""

TABLE = """\
caption,2012,2013,Change
Assets,90,100,11.2%
Cash,50,60,20.1%
Inventories,40,40,0.0%
Profit,,10,
Number of shops,12,15,+25.0%
Floor space,1.5 Hectares,1.8,
"""


def lay_out(
    folder: Path, table: str = TABLE, columns: str = COLUMNS, tree: str = TREE, files: dict[str, str] | None = None
) -> Path:
    """The example with its table; ``files`` replace others of the filing. Gives the folder of the filing."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    head = folder / "taxonomy" / "example" / "taxonomy.yaml"
    text = head.read_text(encoding="utf-8").replace("statements: [", f"{AXES}statements: [results.yaml, ")
    head.write_text(text, encoding="utf-8")
    (head.parent / "results.yaml").write_text(tree, encoding="utf-8")
    filing = folder / "example" / "annual"
    with (filing / "filing.yaml").open("a", encoding="utf-8") as file:
        file.write(columns)
    for name, content in {"results.csv": table, **(files or {})}.items():
        (filing / name).write_text(content, encoding="utf-8")
    return filing


def read(folder: Path) -> Filing:
    """The filing that is laid out in a folder."""
    return read_filing(folder / "example" / "annual", folder / "taxonomy", "example/annual")


def findings(folder: Path) -> tuple[Finding, ...]:
    """What the check says of the filing that is laid out in a folder."""
    filing = read(folder)
    found = check(filing, read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy))
    return found.findings


def told(
    folder: Path, table: str = TABLE, columns: str = COLUMNS, files: dict[str, str] | None = None
) -> Iterable[Finding]:
    """What the check says of the example with a table."""
    lay_out(folder, table, columns, files=files)
    return (*check_taxonomy(read_taxonomy(folder / "taxonomy" / "example")).findings, *findings(folder))
