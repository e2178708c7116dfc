"""The name of a concept is misspelled."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.taxonomy.concept import Concept, ItemType, PeriodType
from tanshin.validate.instance import check_instance
from tanshin.values.finding import Finding
from tests.foreign import EXAMPLE, dts_of, example, facts_of, instance_of

DTS = dts_of([Concept(example("Cash"), ItemType.MONETARY, PeriodType.INSTANT)])
FACTS = """
Cahs 1,200,000,000 JPY 2013-03-31
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    return check_instance(instance_of(facts_of(FACTS, EXAMPLE), dts=DTS)).findings
