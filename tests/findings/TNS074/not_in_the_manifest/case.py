"""A tagged document that the manifest does not list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.package.reports import reports_in
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return (finding for one in reports_in(folder / "input", "input") for finding in one.findings)
