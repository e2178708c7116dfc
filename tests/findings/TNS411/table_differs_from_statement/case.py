"""The statement has 100,100 thousand, the table in millions 99."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,99,11.2%
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE)
