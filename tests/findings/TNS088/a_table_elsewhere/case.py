"""A table outside of the folder of the report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.dts.resolver import Folder
from tanshin.read.oim.csv_report import read_csv
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    return read_csv(Folder(folder / "input"), "report.json", "report.json").findings
