"""A role that no schema declares."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    role = taxonomy.by_id["BalanceSheet"].role
    roles = {uri: one for uri, one in taxonomy.dts.roles.items() if uri != role}
    return check_taxonomy(replace(taxonomy, dts=replace(taxonomy.dts, roles=roles))).findings
