"""Example Co. of the gallery with its release: a table of assets in millions with their changes, and the texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from tanshin.api import with_release
from tanshin.derive.binding import Binder, bind
from tanshin.derive.source import read_figures
from tanshin.read.canonical.filing import read_filing
from tanshin.report.filing import Filing
from tanshin.taxonomy.build import read_taxonomy
from tanshin.validate.check import check, check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import BASE

AXES = """\
  - axis: ForecastAxis
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
  - companion: target
    suffix: Target
    of: [monetary, integer]
    label: {en: "{label}, target", ja: "{label}の目標"}
    heading: {en: Target, ja: 目標}
  - companion: target-change
    suffix: TargetChange
    of: [monetary, integer]
    type: percent
    label: {en: "{label}, target against result", ja: "{label}の目標の実績比増減率"}
    heading: {en: YoY Change, ja: 前年比}
    sign: own
    value: change(XTarget, prior(X))
"""

TREE = """\
statement: Results
kind: table
title: {en: Results in Brief, ja: 決算の概要}
axes: [ForecastAxis]
companions: [change, increase, target, target-change]
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

#: Notes of the table, on a row and on a figure, and the texts of the release around it.
NOTED = (
    COLUMNS
    + """\
footnotes:
  - mark: "3"
    text:
      en: Of {Assets@CurrentYear} in all, on {CurrentYear.last}.
      ja: 資産{Assets@CurrentYear}の内数（{CurrentYear.last}）。
    on: [results/Cash]
  - mark: "4"
    text: {en: Counted anew., ja: 再集計後。}
    on: [results/Number of shops/2013]
"""
)

NOTES = """\
statement: Notes
title: {en: Notes, ja: 注記}
period: duration
type: string
axes: []
lines:
  - {concept: GoingConcernNote, label: {en: Going concern, ja: 継続企業の前提}}
"""

RELEASE = """\
title: {en: "Results for {CurrentYear.name}", ja: "{CurrentYear.name}決算"}
dateline: {en: "On {announced}.{^basis}", ja: "{announced}。{^basis}"}
literals: [Model 5]
sections:
  - heading: {en: Highlights, ja: ハイライト}
    blocks:
      - highlights:
          - label: {en: Assets, ja: 資産}
            figure: {en: "{Assets | million}", ja: "{Assets | million}"}
            beside: {en: "{change(Assets) | change}", ja: "{change(Assets) | change}"}
          - label: {en: Shops, ja: 店舗}
            figure: {en: "{Shops | count}", ja: "{Shops | count}"}
  - heading: {en: Overview, ja: 概況}
    blocks:
      - heading: {en: In brief, ja: 要約}
      - text:
          en: Net income was {NetIncome | million}.
          ja: 純利益は{NetIncome | million}です。
      - list:
          - {en: Model 5 sold well., ja: Model 5の販売は好調でした。}
          - {en: No shop was closed., ja: 閉店はありません。}
      - table: results
      - note: GoingConcernNote
        text:
          en: Cash of {Cash | million} covers what is due.{^basis}
          ja: 現金{Cash | million}で債務を賄えます。{^basis}
  - heading: {en: Statements, ja: 財務諸表}
    blocks:
      - text: {en: They are unaudited., ja: 未監査です。}
      - statement: balance-sheet
      - statement: equity
  - heading: {en: Form of the exchange, ja: 取引所様式}
    blocks:
      - form: yes
footnotes:
  - mark: basis
    text: {en: Consolidated figures., ja: 連結数値です。}
"""


def lay_out_release(folder: Path, release: str = RELEASE, columns: str = NOTED) -> Path:
    """The example with a release. Gives the folder of the filing."""
    filing = lay_out(folder, columns=columns, files={"release.yaml": release})
    taxonomy = folder / "taxonomy" / "example"
    head = (taxonomy / "taxonomy.yaml").read_text(encoding="utf-8")
    (taxonomy / "taxonomy.yaml").write_text(
        head.replace("statements: [", "statements: [notes.yaml, "), encoding="utf-8"
    )
    (taxonomy / "notes.yaml").write_text(NOTES, encoding="utf-8")
    return filing


def read_release(folder: Path) -> tuple[Filing, Binder]:
    """The filing that is laid out in a folder with its release, and what answers its texts."""
    filing = read(folder)
    figures = read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
    filing = with_release(folder / "example" / "annual", filing, lambda: figures)
    return filing, bind(filing, figures)


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
    figures = read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
    # It has no filing before it, which is another matter.
    return tuple(one for one in check(filing, figures).findings if one.code not in ("TNS304", "TNS314"))


def told(
    folder: Path, table: str = TABLE, columns: str = COLUMNS, files: dict[str, str] | None = None
) -> Iterable[Finding]:
    """What the check says of the example with a table."""
    lay_out(folder, table, columns, files=files)
    return (*check_taxonomy(read_taxonomy(folder / "taxonomy" / "example")).findings, *findings(folder))
