"""A table that says millions has the thousands of the statement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,"100,100",11.2%
Cash,50,"60,049",20.1%
Inventories,40,"40,051",0.0%
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE)
