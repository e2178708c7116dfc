"""A fact of a context that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.xbrl.instance import read_instance
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return read_instance(folder / "input.xml", "input.xml").findings
