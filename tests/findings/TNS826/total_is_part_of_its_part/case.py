"""Cash takes up the total that takes up cash."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    (arc,) = (
        arc for arc in taxonomy.dts.calculation[taxonomy.by_id["BalanceSheet"].role].relationships if arc.order == 1
    )
    back = replace(arc, source=arc.target, target=arc.source)
    arcs = (*taxonomy.dts.relationships, back)
    return check_taxonomy(replace(taxonomy, dts=replace(taxonomy.dts, relationships=arcs))).findings
