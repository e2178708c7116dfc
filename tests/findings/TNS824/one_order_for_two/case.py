"""Two lines with the same order, as only a linkbase from outside can have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    arcs = tuple(
        replace(arc, order=1) if arc.target.local == "Inventories" else arc for arc in taxonomy.dts.relationships
    )
    return check_taxonomy(replace(taxonomy, dts=replace(taxonomy.dts, relationships=arcs))).findings
