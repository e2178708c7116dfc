"""A total is one million more than its items, as it may be where figures are cut off."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import SUMMATION_ITEM
from tanshin.validate.instance import check_instance
from tanshin.values.finding import Finding
from tests.foreign import EXAMPLE, dts_of, example, facts_of, instance_of

NAMES = [example(local) for local in ("Income", "Sales", "Costs")]
ROLE = "http://example.com/role"
SUM = [
    Relationship(SUMMATION_ITEM, ROLE, NAMES[0], NAMES[1], 1, Decimal(1)),
    Relationship(SUMMATION_ITEM, ROLE, NAMES[0], NAMES[2], 2, Decimal(-1)),
]
DTS = dts_of([Concept(name, ItemType.MONETARY) for name in NAMES], SUM)
FACTS = """
Sales   1,000,000,000 JPY 2012-04-01/2013-03-31
Costs     700,000,000 JPY 2012-04-01/2013-03-31
Income    301,000,000 JPY 2012-04-01/2013-03-31
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    return check_instance(instance_of(facts_of(FACTS, EXAMPLE), dts=DTS)).findings
