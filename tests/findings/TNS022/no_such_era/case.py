"""An era that the taxonomy does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.taxonomy.history import read_eras
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    read_eras(folder / "taxonomy" / "example").named("fy2012")
    return ()
