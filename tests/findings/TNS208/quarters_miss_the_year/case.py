"""Four quarters of net income in millions give 11, the year has 10.051 million."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import findings as findings_of
from tests.release import lay_out

TREE = """\
statement: Results
kind: table
title: {en: Results by quarter, ja: 四半期業績}
lines:
  - {concept: NetIncome}
"""

SETTINGS = """\
tables:
  - table: results
    statement: Results
    scale: 6
    unit: JPY
    columns:
      1Q: {period: CurrentQuarter1}
      2Q: {period: CurrentQuarter2}
      3Q: {period: CurrentQuarter3}
      4Q: {period: CurrentQuarter4}
"""

TABLE = """\
caption,1Q,2Q,3Q,4Q
Net income,2,5,4,2
"""


def findings(folder: Path) -> Iterable[Finding]:
    lay_out(folder, TABLE, SETTINGS, TREE)
    return findings_of(folder)
