"""A concept whose prefix is not declared."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.oim.json_report import read_json
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return read_json((folder / "input.json").read_bytes(), "input.json").findings
