"""A value that says to be exact to the yen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, ".xbrl", 'decimals="-3">60049000', 'decimals="0">60049000')
