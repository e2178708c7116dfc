"""A filing with a figure that the older form has no element for, and one whose element has no known namespace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import older


def findings(folder: Path) -> Iterable[Finding]:
    return [finding for finding in older(folder).findings if finding.code == "TNS092"]
