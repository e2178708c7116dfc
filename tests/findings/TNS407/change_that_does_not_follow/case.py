"""Assets went from 90,049 to 100,100 thousand: 11.2 per cent more, not 12.0."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,100,12.0%
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE)
