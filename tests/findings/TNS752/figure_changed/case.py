"""A figure of the summary that is another in PDF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.papers import changed, findings_with


def findings(folder: Path) -> Iterable[Finding]:
    return findings_with(folder, _damaged)


def _damaged(data: bytes) -> bytes:
    return changed(data, "100", "101")
