"""The filing says that amounts are cut off, and its table rounds them half up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import COLUMNS, told

SHEET = """\
caption,2012 JPY,2013 JPY,2013 USD
Cash,"50,700","60,700",607
Inventories,"40,800","40,800",408
Total assets,"91,500","101,500","1,015"
Equity,"91,500","101,500","1,015"
"""

EQUITY = """\
caption,@period,Total,Common stock,Retained earnings
"Balance, April 1, 2012",CurrentYear,"91,500","50,000","41,500"
Net income,CurrentYear,"10,000",,"10,000"
"Balance, March 31, 2013",CurrentYear,"101,500","50,000","51,500"
"""

SUMMARY = """\
caption,Assets,Assets %
"As of March 31, 2013",102,10.9
"""

TABLE = """\
caption,2012,2013,Change
Assets,92,102,10.9%
Cash,51,61,19.7%
Inventories,41,41,0.0%
"""


def findings(folder: Path) -> Iterable[Finding]:
    files = {"balance-sheet.csv": SHEET, "equity.csv": EQUITY, "summary.csv": SUMMARY}
    return told(folder, TABLE, COLUMNS + "rounding: truncate\n", files)
