"""Income in a table of millions is typed in thousands; no statement has it for these months."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import findings as findings_of
from tests.release import lay_out

TREE = """\
statement: Results
kind: table
title: {en: Results of a quarter, ja: 四半期業績}
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
      4Q: {period: CurrentQuarter4}
"""

TABLE = """\
caption,4Q
Net income,"5,026"
"""


def findings(folder: Path) -> Iterable[Finding]:
    lay_out(folder, TABLE, SETTINGS, TREE)
    return findings_of(folder)
