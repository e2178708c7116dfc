"""60,400 and 40,400 thousand are 60 and 40 million, and 100,800 together are 101."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

SHEET = """\
caption,2012 JPY,2013 JPY,2013 USD
Cash,"50,000","60,400",604
Inventories,"40,049","40,400",404
Total assets,"90,049","100,800","1,008"
Equity,"90,049","100,800","1,008"
"""

EQUITY = """\
caption,@period,Total,Common stock,Retained earnings
"Balance, April 1, 2012",CurrentYear,"90,049","50,000","40,049"
Net income,CurrentYear,"10,751",,"10,751"
"Balance, March 31, 2013",CurrentYear,"100,800","50,000","50,800"
"""

SUMMARY = """\
caption,Assets,Assets %
"As of March 31, 2013",101,11.9
"""

TABLE = """\
caption,2012,2013,Change
Assets,90,101,11.9%
Cash,50,60,20.8%
Inventories,40,40,0.9%
"""


def findings(folder: Path) -> Iterable[Finding]:
    files = {"balance-sheet.csv": SHEET, "equity.csv": EQUITY, "summary.csv": SUMMARY}
    return told(folder, TABLE, files=files)
