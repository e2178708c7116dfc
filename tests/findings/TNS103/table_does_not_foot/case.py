"""The lines of a table in millions give 101, its total says 100."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,100,11.2%
Cash,50,61,20.1%
Inventories,40,40,0.0%
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE)
