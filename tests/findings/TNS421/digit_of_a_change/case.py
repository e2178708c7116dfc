"""A change of 5.3% is printed as 3.5%."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.foreign import checked, facts_of, instance_of

FACTS = """
NetSales         105,300,000,000 JPY  2012-04-01/2013-03-31 Consolidated Result
NetSales         100,000,000,000 JPY  2011-04-01/2012-03-31 Consolidated Result
ChangeInNetSales           0.035 pure 2012-04-01/2013-03-31 Consolidated Result
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    found = checked(instance_of(facts_of(FACTS), "tse-acedjpsm-12340-20130515000000-ixbrl.htm")).findings
    return [one for one in found if one.code == "TNS421"]
