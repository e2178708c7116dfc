"""The default member as a column of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.validate.check import check_taxonomy
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    taxonomy = example(folder)
    statement = taxonomy.by_id["StatementOfEquity"]
    ((axis, members),) = statement.axes
    wider = replace(statement, axes=((axis, (*members, taxonomy.name("EquityTotalMember"))),))
    statements = tuple(wider if one is statement else one for one in taxonomy.statements)
    return check_taxonomy(replace(taxonomy, statements=statements)).findings
