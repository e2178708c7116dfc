"""A digit in xBRL-JSON that was edited by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "0000.json", '"60049000.0"', '"60049001.0"')
