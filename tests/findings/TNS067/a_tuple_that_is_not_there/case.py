"""An amount in a tuple that nobody has written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.ixbrl.read import read_set
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return read_set({"input.htm": (folder / "input.htm").read_bytes()}).findings
