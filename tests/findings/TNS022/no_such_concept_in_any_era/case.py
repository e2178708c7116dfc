"""A concept that the taxonomy has in no era."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.taxonomy.history import read_eras
from tanshin.tell.taxonomy_history import show_history
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    show_history(read_eras(folder / "taxonomy" / "example"), "Merchandize")
    return ()
