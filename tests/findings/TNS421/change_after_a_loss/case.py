"""Income after a loss is printed as a change of 150%."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.foreign import checked, facts_of, instance_of

FACTS = """
OrdinaryIncome         1,000,000,000 JPY  2012-04-01/2013-03-31 NonConsolidated Result
OrdinaryIncome        -2,000,000,000 JPY  2011-04-01/2012-03-31 NonConsolidated Result
ChangeInOrdinaryIncome         1.500 pure 2012-04-01/2013-03-31 NonConsolidated Result
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    found = checked(instance_of(facts_of(FACTS), "tse-anedjpsm-12340-20130515000000-ixbrl.htm")).findings
    return [one for one in found if one.code == "TNS421"]
