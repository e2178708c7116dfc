"""A hypercube that is open, as only a linkbase from outside can have."""

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
        replace(arc, closed=False) if arc.source.local == "BalanceSheetAbstract" else arc
        for arc in taxonomy.dts.relationships
    )
    return check_taxonomy(replace(taxonomy, dts=replace(taxonomy.dts, relationships=arcs))).findings
