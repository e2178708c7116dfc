"""A context that says the prior year and is of the current one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, ".xbrl", 'id="CurrentYearDuration">', 'id="PriorYearDuration">')
