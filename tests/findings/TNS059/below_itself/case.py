"""A presentation that has no end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return load_dts(["e.xsd"], Resolver(Folder(folder / "input"))).findings
