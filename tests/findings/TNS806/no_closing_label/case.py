"""A balance printed by a closing label it does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    equity = taxonomy.concept("Equity")
    fewer = replace(equity, labels=tuple(label for label in equity.labels if not label.role.endswith("periodEndLabel")))
    dts = replace(taxonomy.dts, concepts={**taxonomy.dts.concepts, equity.qname: fewer})
    return check_taxonomy(replace(taxonomy, dts=dts)).findings
