"""A question to a folder in which no batch has finished."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.batch.history import broken
from tanshin.values.finding import Finding


def findings(_folder: Path) -> Iterable[Finding]:
    list(broken(Path("dataset"), "TNS101"))
    return ()
