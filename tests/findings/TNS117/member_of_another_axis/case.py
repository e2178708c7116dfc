"""A section is closed, and a fact has a member that it does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.taxonomy.concept import Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import ALL, DIMENSION_DOMAIN, HYPERCUBE_DIMENSION
from tanshin.validate.instance import check_instance
from tanshin.values.finding import Finding
from tests.foreign import EXAMPLE, dts_of, example, facts_of, instance_of

ROLE = "http://example.com/role"
CONCEPTS = [
    Concept(example("Cash"), ItemType.MONETARY, PeriodType.INSTANT),
    Concept(example("Table"), abstract=True, kind=Kind.HYPERCUBE),
    Concept(example("Axis"), abstract=True, kind=Kind.AXIS),
    Concept(example("HomeMember"), abstract=True, kind=Kind.MEMBER),
]
ARCS = [
    Relationship(ALL, ROLE, example("Cash"), example("Table"), 1, closed=True),
    Relationship(HYPERCUBE_DIMENSION, ROLE, example("Table"), example("Axis"), 1),
    Relationship(DIMENSION_DOMAIN, ROLE, example("Axis"), example("HomeMember"), 1),
]
FACTS = """
Cash 1,200,000,000 JPY 2013-03-31 Home
Cash   300,000,000 JPY 2013-03-31 Abroad
"""


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    return check_instance(instance_of(facts_of(FACTS, EXAMPLE), dts=dts_of(CONCEPTS, ARCS))).findings
