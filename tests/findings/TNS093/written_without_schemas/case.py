"""The summary of a filing in the form that was in force on its date."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import older


def findings(folder: Path) -> Iterable[Finding]:
    return [finding for finding in older(folder).findings if finding.code == "TNS093"]
