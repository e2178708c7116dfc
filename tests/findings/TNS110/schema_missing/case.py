"""The schema that the report names is nowhere to be found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.validate.instance import check_instance
from tanshin.values.finding import Finding
from tests.foreign import EXAMPLE, facts_of, instance_of

FACTS = "Cash 1,200,000,000 JPY 2013-03-31"


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    return check_instance(instance_of(facts_of(FACTS, EXAMPLE))).findings
