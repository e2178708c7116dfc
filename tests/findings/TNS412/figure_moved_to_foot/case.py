"""60,430 and 39,430 thousand are 60 and 39 million, their sum of 99,860 is 100: one line has to give way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,100,10.9%
Cash,50,60,20.9%
Inventories,40,40,(1.5%)
"""

STATEMENTS = {
    "balance-sheet.csv": """\
caption,2012 JPY,2013 JPY,2013 USD
Cash,"50,000","60,430",604
Inventories,"40,049","39,430",395
Total assets,"90,049","99,860",999
Equity,"90,049","99,860",999
""",
    "equity.csv": """\
caption,@period,Total,Common stock,Retained earnings
"Balance, April 1, 2012",CurrentYear,"90,049","50,000","40,049"
Net income,CurrentYear,"9,811",,"9,811"
"Balance, March 31, 2013",CurrentYear,"99,860","50,000","49,860"
""",
    "summary.csv": """\
caption,Assets,Assets %
"As of March 31, 2013",100,10.9
""",
}


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE, files=STATEMENTS)
