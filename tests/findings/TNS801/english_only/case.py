"""A concept that lost its Japanese label."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    cash = taxonomy.concept("Cash")
    english = replace(cash, labels=tuple(label for label in cash.labels if label.lang == "en"))
    dts = replace(taxonomy.dts, concepts={**taxonomy.dts.concepts, cash.qname: english})
    return check_taxonomy(replace(taxonomy, dts=dts)).findings
