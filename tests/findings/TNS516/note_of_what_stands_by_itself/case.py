"""The cash in trust has a row of its own by now; the note that cash includes it was left on the row of cash."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import COLUMNS, TABLE, TREE, lay_out
from tests.release import findings as found

TRUST = """\
  - {concept: CashInTrust, balance: debit, period: instant, label: {en: Cash held in trust, ja: 信託現金}}
"""

NOTE = """\
footnotes:
  - mark: "1"
    text: {en: Includes cash held in trust., ja: 信託現金を含みます。}
    on: [results/Cash]
"""


def findings(folder: Path) -> Iterable[Finding]:
    lay_out(folder, TABLE + "Cash held in trust,5,6,\n", COLUMNS + NOTE, TREE + TRUST)
    return found(folder)
