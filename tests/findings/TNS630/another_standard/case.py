"""A summary under Japanese GAAP states an item that only those under IFRS have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.foreign import checked, facts_of, instance_of

FACTS = """
DocumentName 決算短信〔日本基準〕（連結） - 2013-03-31
TotalAssetsIFRS 105,300,000,000 JPY 2013-03-31 Consolidated Result
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    found = checked(instance_of(facts_of(FACTS), "tse-acedjpsm-12340-20130515000000-ixbrl.htm")).findings
    return [one for one in found if one.code == "TNS630"]
