"""A concept that the taxonomy does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.tell.taxonomy import show
from tanshin.values.finding import Finding
from tests.findings.gallery import example


def findings(folder: Path) -> Iterable[Finding]:
    show(example(folder), "Inventory")
    return ()
