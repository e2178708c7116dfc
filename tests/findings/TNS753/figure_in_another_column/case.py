"""Two figures of the summary that changed places in PDF: none is missing, and none is too many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.papers import changed, findings_with


def findings(folder: Path) -> Iterable[Finding]:
    return findings_with(folder, _damaged)


def _damaged(data: bytes) -> bytes:
    return changed(changed(changed(data, "100", "@"), "11.2", "100"), "@", "11.2")
